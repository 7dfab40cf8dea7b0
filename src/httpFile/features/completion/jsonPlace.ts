/** Where in a JSON text somebody is writing. */
export interface JsonPlace {
  /** Names of the objects around, outermost first; arrays leave no mark. */
  readonly path: readonly string[];
  /** Names that the innermost object has, before the cursor or behind it. */
  readonly present: ReadonlySet<string>;
  /** `key`: a name is begun; `value`: the value of `name`; `none`: nothing can be told. */
  readonly at: 'key' | 'value' | 'none';
  readonly name: string;
  /** The text begun, without its opening quote. */
  readonly typed: string;
  /** An opening quote stands before it. */
  readonly quoted: boolean;
}

interface Level {
  readonly kind: '{' | '[';
  readonly name: string;
  readonly names: Set<string>;
  key: string | undefined;
  atKey: boolean;
}

/**
 * Reads JSON as far as `offset`, however unfinished it is, and then the rest of the innermost object for its
 * names. `{{...}}` may stand anywhere. Time grows with the length of the text.
 */
export function jsonPlaceAt(text: string, offset: number): JsonPlace | undefined {
  const levels: Level[] = [];
  let token = { start: 0, quoted: false };
  let at = 0;
  const closeString = (from: number): number => {
    for (let end = from; end < text.length; end++) {
      const letter = text.charAt(end);
      if (letter === '\\') end++;
      else if (letter === '"' || letter === '\n') return end;
    }
    return text.length;
  };
  while (at < offset) {
    const letter = text.charAt(at);
    if (text.startsWith('{{', at)) {
      const end = text.indexOf('}}', at + 2);
      if (end < 0 || end + 2 > offset) return undefined;
      at = end + 2;
      continue;
    }
    const level = levels.at(-1);
    if (letter === '"') {
      const end = closeString(at + 1);
      if (end >= offset) {
        token = { start: at + 1, quoted: true };
        return placeOf(levels, text, offset, token);
      }
      if (level?.atKey === true) level.key = text.slice(at + 1, end);
      at = end + 1;
      token = { start: at, quoted: false };
      continue;
    }
    if (letter === '{' || letter === '[') {
      levels.push({
        kind: letter,
        name: level?.key ?? '',
        names: new Set(),
        key: undefined,
        atKey: letter === '{',
      });
    } else if (letter === '}' || letter === ']') levels.pop();
    else if (letter === ':' && level?.kind === '{') {
      if (level.key !== undefined) level.names.add(level.key);
      level.atKey = false;
    } else if (letter === ',' && level?.kind === '{') {
      level.atKey = true;
      level.key = undefined;
    }
    at++;
    if (!/[\w.+-]/.test(letter)) token = { start: at, quoted: false };
  }
  return placeOf(levels, text, offset, token);
}

function placeOf(
  levels: readonly Level[],
  text: string,
  offset: number,
  { start, quoted }: { readonly start: number; readonly quoted: boolean },
): JsonPlace | undefined {
  const level = levels.at(-1);
  if (level === undefined) return undefined;
  const inArray = level.kind === '[';
  return {
    path: levels
      .slice(1)
      .flatMap(({ kind, name }) => (kind === '{' || name !== '' ? [name] : []))
      .filter(name => name !== ''),
    present: new Set([...level.names, ...namesBehind(text, offset)]),
    at: inArray ? 'none' : level.atKey && level.key === undefined ? 'key' : level.atKey ? 'none' : 'value',
    name: level.key ?? '',
    typed: text.slice(start, offset),
    quoted,
  };
}

/** Names on the level of the cursor until its object ends. */
function namesBehind(text: string, offset: number): readonly string[] {
  const names: string[] = [];
  const pattern = /\{\{[^{}]*\}\}|"((?:[^"\\\n]|\\.)*)"(\s*:)?|[{}[\]]/g;
  pattern.lastIndex = offset;
  let depth = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [whole, name, colon] = found;
    if (whole === '{' || whole === '[') depth++;
    else if (whole === '}' || whole === ']') depth--;
    else if (depth === 0 && colon !== undefined && name !== undefined) names.push(name);
    if (depth < 0) break;
  }
  return names;
}

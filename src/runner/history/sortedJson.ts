/**
 * JSON indented by two blanks with the members of every object by name, so that two answers differ only where
 * they say something else. Numbers and strings stay exactly as they were written. `undefined` where the text is
 * not JSON, or is nested too deep to be read by anybody.
 */
export function sortedJson(json: string): string | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  const open: Level[] = [];
  let done: readonly string[] = [];
  const put = (lines: readonly string[]) => {
    const level = open.at(-1);
    if (level === undefined) done = lines;
    else level.items.push({ key: level.key, lines });
  };
  for (const [token] of json.matchAll(tokens)) {
    const level = open.at(-1);
    if (open.length > deepest) return undefined;
    if (token === '{' || token === '[') open.push({ isObject: token === '{', key: undefined, items: [] });
    else if (token === '}' || token === ']') {
      open.pop();
      if (level !== undefined) put(linesOf(level));
    } else if (token === ',') {
      if (level?.isObject) level.key = undefined;
    } else if (token === ':') continue;
    else if (level?.isObject && level.key === undefined) level.key = token;
    else put([token]);
  }
  return done.join('\n');
}

const deepest = 200;
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Level {
  readonly isObject: boolean;
  /** Of the member that is being read, with its quotes. */
  key: string | undefined;
  readonly items: { readonly key: string | undefined; readonly lines: readonly string[] }[];
}

function linesOf({ isObject, items }: Level): readonly string[] {
  const [start, end] = isObject ? ['{', '}'] : ['[', ']'];
  if (items.length === 0) return [start + end];
  const sorted = isObject
    ? [...items].sort((one, other) => compared(nameOf(one.key), nameOf(other.key)))
    : items;
  const lines: string[] = [start];
  for (const [index, { key, lines: value }] of sorted.entries()) {
    const comma = index === sorted.length - 1 ? '' : ',';
    for (const [at, line] of value.entries())
      lines.push(
        `  ${at === 0 && key !== undefined ? `${key}: ` : ''}${line}${at === value.length - 1 ? comma : ''}`,
      );
  }
  lines.push(end);
  return lines;
}

function nameOf(key: string | undefined): string {
  return String(JSON.parse(key ?? '""'));
}

function compared(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

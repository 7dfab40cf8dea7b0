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
  let done = '';
  const put = (text: string) => {
    const level = open.at(-1);
    if (level === undefined) done = text;
    else level.members.push({ key: level.key, text });
  };
  for (const [token] of json.matchAll(tokens)) {
    const level = open.at(-1);
    if (open.length > deepest) return undefined;
    if (token === '{' || token === '[') open.push({ isObject: token === '{', key: undefined, members: [] });
    else if (token === '}' || token === ']') {
      open.pop();
      if (level !== undefined) put(textOf(level, open.length));
    } else if (token === ',') {
      if (level?.isObject) level.key = undefined;
    } else if (token === ':') continue;
    else if (level?.isObject && level.key === undefined) level.key = token;
    else put(token);
  }
  return done;
}

const deepest = 200;
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Level {
  readonly isObject: boolean;
  /** Of the member that is being read, with its quotes. */
  key: string | undefined;
  readonly members: Member[];
}

/** A member of an object, or an element of an array; the lines of its text after the first are indented already. */
interface Member {
  readonly key: string | undefined;
  readonly text: string;
}

/** `depth`: how many levels it stands in. */
function textOf({ isObject, members }: Level, depth: number): string {
  const [start, end] = isObject ? ['{', '}'] : ['[', ']'];
  if (members.length === 0) return start + end;
  const outside = `\n${'  '.repeat(depth)}`;
  const line = `${outside}  `;
  const texts = isObject
    ? byName(members).map(({ key, text }) => `${key}: ${text}`)
    : members.map(({ text }) => text);
  return `${start}${line}${texts.join(`,${line}`)}${outside}${end}`;
}

function byName(members: readonly Member[]): readonly Member[] {
  return members
    .map(member => ({ member, name: nameOf(member.key ?? '""') }))
    .sort((one, other) => compared(one.name, other.name))
    .map(({ member }) => member);
}

function nameOf(key: string): string {
  return key.includes('\\') ? String(JSON.parse(key)) : key.slice(1, -1);
}

function compared(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

import type { HttpFile, RequestNode, VariableNode } from './syntax.ts';

/**
 * The `@name = value` that a request sees: the nearest above its request line, else the last of the file;
 * `undefined` where the file does not define the name.
 */
export function definitionFor(file: HttpFile, request: RequestNode, name: string): VariableNode | undefined {
  const definitions = definitionsOf(file).get(name);
  return definitions?.findLast(({ range }) => range.start < request.sent.start) ?? definitions?.at(-1);
}

/** All `@name = value` of a file by the name that they define, each list in the order of the file. */
export function definitionsOf(file: HttpFile): ReadonlyMap<string, readonly VariableNode[]> {
  const known = indexes.get(file);
  if (known !== undefined) return known;
  const index = new Map<string, VariableNode[]>();
  for (const variable of file.variables) {
    const name = variableName(variable);
    const before = index.get(name);
    if (before === undefined) index.set(name, [variable]);
    else before.push(variable);
  }
  indexes.set(file, index);
  return index;
}

const indexes = new WeakMap<HttpFile, ReadonlyMap<string, readonly VariableNode[]>>();

/** httpYac's `@global.name` defines `name`. */
export function variableName({ name }: VariableNode): string {
  return name.text.startsWith('global.') ? name.text.slice('global.'.length) : name.text;
}

/** REST Client's escapes in file variables. */
export function readEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return text.replaceAll(/\\([nrt\\])/g, (_all, letter: string) => escapes[letter] ?? letter);
}

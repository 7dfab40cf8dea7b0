import type { HttpFile, RequestNode, VariableNode } from './syntax.ts';

/**
 * The `@name = value` that a request sees: the nearest above its request line, else the last of the file;
 * `undefined` where the file does not define the name.
 */
export function definitionFor(file: HttpFile, request: RequestNode, name: string): VariableNode | undefined {
  let above: VariableNode | undefined;
  let last: VariableNode | undefined;
  for (const variable of file.variables) {
    if (variableName(variable) !== name) continue;
    last = variable;
    if (variable.range.start < request.sent.start) above = variable;
  }
  return above ?? last;
}

/** httpYac's `@global.name` defines `name`. */
export function variableName({ name }: VariableNode): string {
  return name.text.startsWith('global.') ? name.text.slice('global.'.length) : name.text;
}

/** REST Client's escapes in file variables. */
export function readEscapes(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return text.replaceAll(/\\([nrt\\])/g, (_all, letter: string) => escapes[letter] ?? letter);
}

import { namesUsedBy } from '../../httpFile/dependencies.ts';
import type { HttpFile, Range, RequestNode } from '../../httpFile/syntax.ts';
import type { Values } from '../../httpFile/values.ts';
import { resolveName } from '../../httpFile/variables.ts';

/** A name that nothing gives a value, and where the request (or a variable that it uses) refers to it. */
export interface UnknownName {
  readonly name: string;
  readonly message: string;
  /** `undefined`: the reference stands in another file. */
  readonly range: Range | undefined;
}

/** What stops a request from being sent, in the order in which it is read. */
export function unknownNames(file: HttpFile, request: RequestNode, values: Values): readonly UnknownName[] {
  const unknown: UnknownName[] = [];
  for (const name of namesUsedBy(file, request, { layers: values.layers ?? [] })) {
    const value = resolveName(name, { file, request, values });
    // Who is signed in is asked of Procore when the request is sent.
    if (value.found || !codes.has(value.code) || name.startsWith('$procore.me.')) continue;
    // A variable that needs an unknown one is not unknown itself.
    if (value.name !== name) continue;
    unknown.push({ name, message: value.message, range: referenceTo(file, request, name) });
  }
  return unknown;
}

const codes: ReadonlySet<string> = new Set([
  'variable-unknown',
  'process-env-missing',
  'dot-env-missing',
  'dynamic-value-invalid',
]);

function referenceTo(file: HttpFile, request: RequestNode, name: string): Range | undefined {
  const own = request.references.find(reference => reference.name === name);
  if (own !== undefined) return own.range;
  for (const { references } of file.variables) {
    const found = references.find(reference => reference.name === name);
    if (found !== undefined) return found.range;
  }
  return undefined;
}

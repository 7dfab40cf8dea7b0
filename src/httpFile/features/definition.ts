import { definitionFor } from '../definitions.ts';
import { requestAt } from '../names.ts';
import type { HttpFile, Range } from '../syntax.ts';
import { occurrenceAt, occurrencesOf } from './references.ts';

/**
 * Where the value of a reference at `offset` is written: the `@name = value` that counts for its request,
 * the `# @prompt`, or the request whose answer it reads. `undefined` where the file does not say.
 */
export function definitionAt(file: HttpFile, offset: number): Range | undefined {
  const at = occurrenceAt(file, offset);
  if (at === undefined || at.role === 'definition') return undefined;
  const { named } = at;
  if (named.kind === 'variable') {
    const request = requestAt(file, offset) ?? file.requests[0];
    const definition = request && definitionFor(file, request, named.name);
    if (definition !== undefined) return definition.name.range;
  }
  return occurrencesOf(file, named).find(({ role }) => role === 'definition')?.range;
}

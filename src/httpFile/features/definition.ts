import { definitionFor } from '../definitions.ts';
import { requestAt } from '../names.ts';
import type { HttpFile, Range } from '../syntax.ts';
import type { FeatureContext } from './context.ts';
import { occurrenceAround, occurrencesOf } from './references.ts';

/**
 * Where the value of a reference at `offset` is written: the `@name = value` that counts for its request,
 * the `# @prompt`, or the request whose answer it reads. `undefined` where the file does not say.
 */
export function definitionAt(file: HttpFile, offset: number): Range | undefined {
  const at = occurrenceAround(file, offset);
  if (at === undefined || at.role === 'definition') return undefined;
  const { named } = at;
  if (named.kind === 'variable') {
    const request = requestAt(file, offset) ?? file.requests[0];
    const definition = request && definitionFor(file, request, named.name);
    if (definition !== undefined) return definition.name.range;
  }
  return occurrencesOf(file, named).find(({ role }) => role === 'definition')?.range;
}

/** A line of an environment file or a `.env` file. */
export interface OutsideLine {
  /** The file's path as seen from the folder of the `.http` file. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
}

/** Where the value of a reference at `offset` is written outside the file; `undefined` where in no file. */
export function outsideDefinitionAt(
  file: HttpFile,
  offset: number,
  { layers = [] }: FeatureContext,
): OutsideLine | undefined {
  const named = occurrenceAround(file, offset)?.named;
  if (named?.kind !== 'outside') return undefined;
  const fromDotEnv = /^\$dotenv\s+(.+)$/.exec(named.name)?.[1];
  const name = fromDotEnv ?? named.name;
  const layer = layers.find(
    ({ origin, values }) => values.has(name) && (fromDotEnv === undefined || origin === 'dotEnv'),
  );
  const line = layer?.values.get(name)?.line;
  return layer === undefined || line === undefined ? undefined : { source: layer.source, line };
}

import { cleanText } from '../errors/cleanText.ts';
import type { Evidence } from './evidence.ts';

/** An id of the address that should be a number and is none. */
export interface WrongId {
  readonly name: string;
  /** As it stands in the address, shortened. */
  readonly value: string;
}

/** Ids in path and query that the catalog has as whole numbers, and that are none; empty where it does not know the call. */
export function wrongIds({ match, url }: Pick<Evidence, 'match' | 'url'>): readonly WrongId[] {
  if (match === undefined) return [];
  const { pathParameters, queryParameters } = match.operation;
  const inPath = pathParameters.map(({ name, type }) => ({ name, type, value: match.parameters[name] }));
  const inQuery = queryParameters
    .filter(({ name }) => /(?:^|_)id$/.test(name))
    .map(({ name, type }) => ({ name, type, value: url?.searchParams.get(name) ?? undefined }));
  return [...inPath, ...inQuery].flatMap(({ name, type, value }) => {
    if (type !== 'integer' || value === undefined || /^\d+$/.test(value)) return [];
    return [{ name, value: cleanText(value, 60) }];
  });
}

/** What to do about one. */
export function wrongIdRemedy({ name, value }: WrongId): string {
  return value === ''
    ? `Put a number for ${name}: the address has nothing there.`
    : `Put a number for ${name}: the address has "${value}" there.`;
}

import type { BodyProperty } from '../catalog/catalog.ts';
import type { JsonPath } from '../errors/normalizedError.ts';
import type { DiagnosisAction } from './actions.ts';
import type { Evidence } from './evidence.ts';
import { isThere, placeSent } from './fieldPlaces.ts';
import { spellingsOf } from './spellings.ts';

/** What to add to the body: the fields that the answer misses, by Rails' words, and that were not sent. */
export function missingFields(seen: Evidence): readonly DiagnosisAction[] {
  const missing = seen.error.fields.filter(({ message }) =>
    /\b(?:can['’]t be blank|required|missing|must be present)\b/i.test(message),
  );
  return missing.slice(0, 5).flatMap(({ field }): readonly DiagnosisAction[] => {
    const { sent } = placeSent(seen, field);
    if (sent === undefined || isThere(seen.requestJson, sent)) return [];
    const known = propertyOf(seen.match?.operation.body?.properties ?? [], sent);
    const name = [...sent.slice(0, -1), known?.name ?? sent.at(-1)].join('.');
    const values = known?.values === undefined ? {} : { values: known.values };
    return [{ kind: 'addParameter', in: 'body', name, type: known?.type ?? 'any', ...values }];
  });
}

function propertyOf(
  properties: readonly BodyProperty[],
  [name, ...rest]: JsonPath,
): BodyProperty | undefined {
  const found = spellingsOf(String(name))
    .map(spelling => properties.find(property => property.name === spelling))
    .find(property => property !== undefined);
  return rest.length === 0 ? found : propertyOf(found?.properties ?? [], rest);
}

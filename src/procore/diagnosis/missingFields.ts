import type { BodyProperty } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import type { JsonPath } from '../errors/normalizedError.ts';
import { header, headerValue } from '../headers.ts';
import type { AddParameter, DiagnosisAction } from './actions.ts';
import type { Evidence } from './evidence.ts';
import { isThere, placeSent } from './fieldPlaces.ts';
import { spellingsOf } from './spellings.ts';

/** What to add to the body: the fields that the answer misses, by Rails' words, and that were not sent. */
export function missingFields(seen: Evidence): readonly DiagnosisAction[] {
  return missingOf(seen).map(({ action }) => action);
}

/** What the body calls the missing fields that the answer names otherwise, e.g. `assignees` for `assignee_ids`. */
export function namesInBody(seen: Evidence): readonly string[] {
  return missingOf(seen).flatMap(({ field, action: { name } }) =>
    name.split('.').at(-1) === field.split('.').at(-1)
      ? []
      : [`What the answer calls ${cleanText(field, 60)} stands in the body as ${cleanText(name, 60)}.`],
  );
}

interface Missing {
  /** As the answer names it. */
  readonly field: string;
  readonly action: AddParameter;
}

function missingOf(seen: Evidence): readonly Missing[] {
  if (!takesFields(seen)) return [];
  const missing = seen.error.fields.filter(({ message }) =>
    /\b(?:can['’]t be blank|required|missing|must be present)\b/i.test(message),
  );
  return missing.slice(0, 5).flatMap(({ field }): readonly Missing[] => {
    const { sent } = placeSent(seen, field);
    if (sent === undefined || isThere(seen.requestJson, sent)) return [];
    const known = propertyOf(seen.match?.operation.body?.properties ?? [], sent);
    const name = [...sent.slice(0, -1), known?.name ?? sent.at(-1)].join('.');
    const values = known?.values === undefined ? {} : { values: known.values };
    return [
      { field, action: { kind: 'addParameter', in: 'body', name, type: known?.type ?? 'any', ...values } },
    ];
  });
}

/** Whether an action can be carried out: a field can be put into a body of JSON that says so, not into a form. */
export function canAdd(seen: Evidence, action: DiagnosisAction): boolean {
  return action.kind !== 'addParameter' || action.in === 'query' || takesFields(seen);
}

function takesFields({ requestBody, requestJson, input }: Evidence): boolean {
  if (requestBody === undefined) return true;
  const type = headerValue(input.request.headers, header.contentType) ?? 'json';
  return /json/i.test(type) && typeof requestJson === 'object' && requestJson !== null;
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

import type { BodyProperty } from '../../../procore/catalog/catalog.ts';
import type { FeatureContext } from '../context.ts';
import { operationOf } from '../operation.ts';
import { aboutParameter } from '../parameterText.ts';
import { valueParts } from './bodySkeleton.ts';
import { type Completion, type Completions, completion, nothing, offer } from './item.ts';
import { jsonPlaceAt } from './jsonPlace.ts';
import type { Place } from './place.ts';

const longestBody = 200_000;

/** Names of the body's properties that are not yet there, and the values that one may have. */
export function inBody(place: Place, context: FeatureContext): Completions {
  const { file, offset, request, after, textBetween } = place;
  const operation = request && operationOf(file, request, context)?.operation;
  const start = request?.body?.range.start;
  if (request === undefined || start === undefined || start >= offset || offset - start > longestBody)
    return nothing;
  if (operation?.body === undefined || request.body?.file !== undefined) return nothing;
  const end = Math.min(request.range.end, start + longestBody);
  const at = jsonPlaceAt(textBetween(start, end), offset - start);
  if (at === undefined || at.at === 'none') return nothing;
  const properties = within(operation.body.properties, at.path);
  const closing = at.quoted && after.startsWith('"') ? 1 : 0;
  const range = { start: offset - at.typed.length - (at.quoted ? 1 : 0), end: offset + closing };
  if (at.at === 'value') {
    const property = properties.find(({ name }) => name === at.name);
    return property === undefined ? nothing : offer(valueItems(property, range, at.quoted));
  }
  // Another name follows, and nothing parts them yet.
  const comma = /^\s*"/.test(place.below.slice(closing)) ? ',' : '';
  const hasColon = /^\s*:/.test(after.slice(closing));
  const indent = /^\s*/.exec(place.before)?.[0] ?? '';
  return offer(
    properties
      .filter(({ name }) => !at.present.has(name) && !name.includes('{'))
      .toSorted((a, b) => Number(b.required) - Number(a.required))
      .map(property =>
        completion('property', property.name, range, {
          note: property.required ? 'required' : property.type,
          detail: aboutParameter(property),
          insert: hasColon
            ? [JSON.stringify(property.name)]
            : [`${JSON.stringify(property.name)}: `, ...valueParts(property, indent, file, context), comma],
        }),
      ),
  );
}

function within(properties: readonly BodyProperty[], path: readonly string[]): readonly BodyProperty[] {
  let inner = properties;
  for (const name of path) inner = inner.find(property => property.name === name)?.properties ?? [];
  return inner;
}

function valueItems(
  property: BodyProperty,
  range: { readonly start: number; readonly end: number },
  quoted: boolean,
): readonly Completion[] {
  const isText = property.type.startsWith('string');
  if (property.type === 'boolean' && !quoted)
    return ['true', 'false'].map(value => completion('value', value, range));
  return (property.values ?? []).map(value => {
    const text = isText ? JSON.stringify(String(value)) : String(value);
    return completion('value', text, range, { note: property.default === value ? 'default' : '' });
  });
}

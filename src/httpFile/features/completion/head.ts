import type { FeatureContext } from '../context.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { knownHeaders, valuesOfHeader } from '../headers.ts';
import { operationOf } from '../operation.ts';
import { type Completions, completion, nothing, offer } from './item.ts';
import type { Place } from './place.ts';

/** Header names that the request does not have yet, and the values a header usually has. */
export function inHead(place: Place, context: FeatureContext): Completions {
  const { file, offset, before, after, request } = place;
  const [, name, value] = /^\s*([\w-]+):\s*(.*)$/.exec(before) ?? [];
  if (name !== undefined && value !== undefined) {
    const range = { start: offset - value.length, end: offset };
    return offer(headerValues(name, place, context).map(known => completion('value', known, range)));
  }
  const typed = /^\s*([\w-]*)$/.exec(before)?.[1];
  if (typed === undefined) return nothing;
  const range = { start: offset - typed.length, end: offset };
  const written = new Set(request?.headers.map(header => header.name.text.toLowerCase()));
  const operation = request && operationOf(file, request, context)?.operation;
  const special = operation?.headerParameters ?? [];
  const colon = /^[\w-]*\s*:/.test(after) ? '' : ': ';
  return offer([
    ...special
      .filter(parameter => !written.has(parameter.name.toLowerCase()))
      .map(parameter =>
        completion('header', parameter.name, range, {
          note: parameter.required ? 'required here' : 'of this operation',
          insert: [parameter.name + colon],
        }),
      ),
    ...knownHeaders
      .filter(
        header =>
          !written.has(header.name.toLowerCase()) || header.name.toLowerCase() === typed.toLowerCase(),
      )
      .filter(header => !special.some(parameter => parameter.name === header.name))
      .map(header =>
        completion('header', header.name, range, { detail: header.does, insert: [header.name + colon] }),
      ),
  ]);
}

function headerValues(name: string, { file, request }: Place, context: FeatureContext): readonly string[] {
  const lower = name.toLowerCase();
  const operation = request && operationOf(file, request, context)?.operation;
  const ofOperation =
    lower === 'content-type'
      ? contentTypes(operation?.body?.contentTypes ?? [])
      : (operation?.headerParameters
          .find(parameter => parameter.name.toLowerCase() === lower)
          ?.values?.map(String) ?? []);
  const company =
    lower === 'procore-company-id' ? [`{{${fittingVariable('company_id', file, context)}}}`] : [];
  return [...new Set([...company, ...ofOperation, ...valuesOfHeader(name)])];
}

/** JSON first, since it is written by hand; several parts need a boundary between them. */
function contentTypes(types: readonly string[]): readonly string[] {
  return types
    .toSorted((a, b) => Number(/json$/.test(b)) - Number(/json$/.test(a)))
    .map(type => (type === 'multipart/form-data' ? `${type}; boundary=part` : type));
}

import type { Parameter } from '../../../procore/catalog/catalog.ts';
import { plainText } from '../../../procore/plainText.ts';
import type { FeatureContext } from '../context.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { operationOf } from '../operation.ts';
import { aboutParameter, isNamed } from '../parameterText.ts';
import { type Completions, completion, nothing, offer, type Snippet } from './item.ts';
import { queryName, valuesOf } from './operation.ts';
import type { Place } from './place.ts';

/** Behind `?` and `&`: the operation's parameters that are not yet there; behind `=` the values of one. */
export function inQuery(place: Place, context: FeatureContext): Completions {
  const { file, request, before, after, offset, textBetween } = place;
  const operation = request && operationOf(file, request, context)?.operation;
  if (request === undefined || operation === undefined) return nothing;
  const [, name, value] = /[?&]([^=&\s]*)=([^&]*)$/.exec(before) ?? [];
  if (name !== undefined && value !== undefined) {
    const parameter = operation.queryParameters.find(known => isNamed(known, name));
    const range = { start: offset - value.length, end: offset + (/^[^&\s]*/.exec(after)?.[0].length ?? 0) };
    return offer(parameter === undefined ? [] : valueItems(parameter, range, place, context));
  }
  const typed = /[?&]([^=&\s]*)$/.exec(before)?.[1];
  if (typed === undefined) return nothing;
  const rest = /^[^=&\s]*/.exec(after)?.[0].length ?? 0;
  const range = { start: offset - typed.length, end: offset + rest };
  const equals = after.charAt(rest) === '=' ? '' : '=';
  const present = namesIn(request.target);
  const own = textBetween(range.start, range.end);
  return offer(
    operation.queryParameters
      .filter(known => isNamed(known, own) || ![...present].some(there => isNamed(known, there)))
      .toSorted((a, b) => Number(b.required) - Number(a.required))
      .map(parameter =>
        completion('parameter', queryName(parameter), range, {
          note: parameter.required ? 'required' : parameter.type,
          detail: aboutParameter(parameter),
          insert: insertOf(parameter, equals, place, context),
        }),
      ),
  );
}

function insertOf(parameter: Parameter, equals: string, { file }: Place, context: FeatureContext): Snippet {
  const name = queryName(parameter);
  if (equals === '') return [name];
  const variable = fittingVariable(parameter.name, file, context);
  if (variable !== undefined) return [`${name}={{${variable}}}`];
  const values = valuesOf(parameter);
  return values.length > 1 ? [`${name}=`, { choice: values }] : [`${name}=`];
}

function valueItems(
  parameter: Parameter,
  range: { readonly start: number; readonly end: number },
  { file }: Place,
  context: FeatureContext,
) {
  const variable = fittingVariable(parameter.name, file, context);
  return [
    ...(variable === undefined ? [] : [completion('variable', `{{${variable}}}`, range)]),
    ...valuesOf(parameter).map(value =>
      completion('value', value, range, { note: plainText(parameter.default) === value ? 'default' : '' }),
    ),
  ];
}

function namesIn(target: string): ReadonlySet<string> {
  const query = target.split('?').slice(1).join('?');
  return new Set(query.split('&').map(pair => pair.split('=')[0]?.trim() ?? ''));
}

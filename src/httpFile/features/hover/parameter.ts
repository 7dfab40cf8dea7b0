import type { BodyProperty, Parameter } from '../../../procore/catalog/catalog.ts';
import type { HttpFile, RequestNode } from '../../syntax.ts';
import { jsonPlaceAt } from '../completion/jsonPlace.ts';
import type { FeatureContext } from '../context.ts';
import { operationOf } from '../operation.ts';
import { aboutParameter, isNamed } from '../parameterText.ts';
import { type Explanation, said, title } from './explanation.ts';

const longestBody = 200_000;

/** The query parameter whose name stands at `offset`; `undefined` where there is none that is known. */
export function explainQueryName(
  file: HttpFile,
  request: RequestNode,
  offset: number,
  context: FeatureContext,
): Explanation | undefined {
  const part = request.targetParts.find(({ range }) => range.start <= offset && offset <= range.end);
  if (part === undefined) return undefined;
  const at = offset - part.range.start;
  for (const found of part.text.matchAll(/[?&]([^=&#\s]+)/g)) {
    const name = found[1] ?? '';
    const start = found.index + 1;
    if (at < start || at > start + name.length) continue;
    const operation = operationOf(file, request, context)?.operation;
    const parameter = operation?.queryParameters.find(known => isNamed(known, name));
    if (parameter === undefined) return undefined;
    const range = { start: part.range.start + start, end: part.range.start + start + name.length };
    return explain(parameter, range);
  }
  return undefined;
}

/** The property of a JSON body whose name stands at `offset`; `undefined` where there is none that is known. */
export function explainProperty(
  file: HttpFile,
  request: RequestNode,
  offset: number,
  context: FeatureContext,
): Explanation | undefined {
  const start = request.body?.range.start;
  if (start === undefined || offset - start > longestBody) return undefined;
  const text = file.text.slice(start, Math.min(request.range.end, offset + 200));
  const open = text.lastIndexOf('"', Math.max(0, offset - start - 1));
  const name = /^"([^"\\\n]*)"\s*:/.exec(text.slice(open))?.[1];
  if (open < 0 || name === undefined || offset - start > open + name.length + 2) return undefined;
  const body = operationOf(file, request, context)?.operation.body;
  const place = body && jsonPlaceAt(text, open + 1);
  if (place?.at !== 'key') return undefined;
  let properties: readonly BodyProperty[] = body?.properties ?? [];
  for (const outer of place.path)
    properties = properties.find(known => known.name === outer)?.properties ?? [];
  const property = properties.find(known => known.name === name);
  const range = { start: start + open, end: start + open + name.length + 2 };
  return property && explain(property, range);
}

function explain(parameter: Parameter, range: Explanation['range']): Explanation {
  return {
    parts: [
      title(`${parameter.name}${parameter.required ? ' (required)' : ''}`),
      said(aboutParameter(parameter)),
    ],
    range,
  };
}

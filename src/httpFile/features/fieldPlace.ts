import type { DiagnosisField, JsonPath } from '../../procore/diagnosis/actions.ts';
import { segmentAt, shiftOf, shiftRange } from '../segments.ts';
import { requestsOfSegment } from '../shift.ts';
import type { HttpFile, Range, RequestNode } from '../syntax.ts';
import { type BodyJson, bodyJson } from './diagnostics/bodyJson.ts';
import { readJsonText } from './diagnostics/jsonText.ts';
import { headerOf } from './diagnostics/requestHeaders.ts';
import { expandTarget, takeApart } from './diagnostics/target.ts';
import { placeInForm } from './formPlace.ts';
import { placeOfPath } from './jsonPathRange.ts';

/** Where in a text a server's complaint belongs. */
export interface FieldPlace {
  readonly range: Range;
  /** Whether the field stands there; else it is missing, and this is where it belongs. */
  readonly present: boolean;
}

/**
 * Where in its file a request says what `field` is about: a field of the JSON body (values may be `{{...}}`), a
 * query parameter, a field of a form, a header, or the spot where a body stops being JSON. `undefined`: nowhere that can be told,
 * as in a body that comes from a file.
 */
export function placeInRequest(
  file: HttpFile,
  request: RequestNode,
  field: DiagnosisField,
): FieldPlace | undefined {
  const { sent, query, header, position, form } = field;
  if (sent !== undefined) return placeInBody(file, request, sent);
  if (position !== undefined) return spotInBody(file, request, position);
  if (query !== undefined) {
    const pairs = takeApart(expandTarget(request, () => undefined)).query;
    const pair = pairs.findLast(({ name }) => name === query);
    return pair && { range: pair.range, present: true };
  }
  if (form !== undefined) {
    const range = placeInForm(file, request, form);
    return range && { range, present: true };
  }
  const found = header === undefined ? undefined : headerOf(request, header);
  return found && { range: { start: found.name.range.start, end: found.value.range.end }, present: true };
}

/**
 * Finds where an answer that is shown speaks of a field. `text`: head and body as the answer document has them;
 * `undefined` where the body is no JSON or the place is not among what is shown.
 */
export function placesInAnswer(text: string): (path: JsonPath) => Range | undefined {
  const start = bodyStartIn(text);
  if (start === undefined) return () => undefined;
  const { root } = readJsonText(text.slice(start, start + longestRead));
  return path => {
    const place = root && placeOfPath(root, path);
    return place?.whole === true ? shiftRange(place.range, start) : undefined;
  };
}

/** Errors stand in short answers; a hover must not read megabytes. In UTF-16 units. */
const longestRead = 256_000;

/** Where JSON begins in an answer document; lines of its head have no blank line before a bracket. */
export function bodyStartIn(text: string): number | undefined {
  const found = /\n\n(?=[[{])/.exec(text);
  return found === null ? undefined : found.index + 2;
}

function placeInBody(file: HttpFile, request: RequestNode, path: JsonPath): FieldPlace | undefined {
  const json = bodyOf(file, request);
  if (json?.body.root === undefined) return undefined;
  const { range, whole } = placeOfPath(json.body.root, path);
  return { range: shiftRange(json.body.rangeOf(range), json.shift), present: whole };
}

function spotInBody(
  file: HttpFile,
  request: RequestNode,
  { line, column }: NonNullable<DiagnosisField['position']>,
): FieldPlace | undefined {
  const json = bodyOf(file, request);
  const lines = request.body?.text?.split('\n') ?? [];
  const said = lines[line - 1];
  if (json === undefined || said === undefined) return undefined;
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  // A value that was put in may be longer than its name.
  const start = before + Math.min(column - 1, Math.max(0, said.length - 1));
  const range = json.body.rangeOf({ start, end: start + 1 });
  return { range: shiftRange(range, json.shift), present: true };
}

function bodyOf(
  file: HttpFile,
  request: RequestNode,
): { readonly body: BodyJson; readonly shift: number } | undefined {
  const index = segmentAt(file, request.range.start);
  const segment = file.segments[index];
  const own = segment?.requests[requestsOfSegment(file, index).indexOf(request)];
  const body = segment && own && bodyJson(segment, own);
  return body && { body, shift: shiftOf(file, index) };
}

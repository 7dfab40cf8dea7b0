import type { BodyProperty } from '../../../../procore/catalog/catalog.ts';
import { header } from '../../../../procore/headers.ts';
import { type Finding, finding } from '../finding.ts';
import type { JsonMistakeCode, JsonNode } from '../jsonNode.ts';
import { headerOf } from '../requestHeaders.ts';
import type { Seen } from '../seen.ts';

const mistakeTexts: Readonly<Record<JsonMistakeCode, string>> = {
  'comma-extra': 'JSON allows no comma here. Remove it.',
  'comma-missing': 'A comma is missing behind this.',
  'colon-missing': 'JSON wants "key": value here. Write the colon and a value.',
  'quotes-single': 'JSON wants double quotes here.',
  'key-bare': 'JSON wants keys in double quotes.',
  'value-bare': 'This is no JSON value. Put text in double quotes.',
  'value-missing': 'This key has no value. Write one behind the colon.',
  comment:
    'JSON has no comments, so Procore and others refuse the body. Remove it, or give it a line of its own.',
  'string-open': 'This text has no closing quote on its line. Close it, or write \\n for a line break.',
  'quote-inside': 'This quote ends the text. Write \\" where a quote belongs to it.',
  'escape-wrong': 'JSON knows no such escape. Write \\\\ for a backslash.',
  'bracket-open': 'This bracket is never closed.',
  'bracket-wrong': 'Another bracket was opened than is closed here.',
  'number-wrong': 'This is no JSON number. Put it in double quotes if it is text.',
};

/** One mistake leads to others, so only the first are told. */
const mostShown = 3;

/** A body that says that it is JSON, or looks so, and cannot be read as JSON. */
export function* invalidJson({ json, callsApi }: Seen): Generator<Finding> {
  if (json === undefined) return;
  const severity = json.declared || callsApi ? 'error' : 'warning';
  for (const { code, range } of json.mistakes.slice(0, mostShown)) {
    yield finding(
      'json-invalid',
      severity,
      json.rangeOf(range),
      `The body is not JSON: ${mistakeTexts[code]}`,
      code,
    );
  }
  if (json.mistakes.length === 0 && json.rest !== undefined) {
    const message =
      'The body is not JSON: it ended before this. Remove what follows, or put ### between two requests.';
    yield finding('json-invalid', severity, json.rangeOf(json.rest), message, 'rest');
  }
}

/** Procore reads a body by its type; "RESTful API concepts" [doc]. */
export function* missingContentType({ json, callsApi, request }: Seen): Generator<Finding> {
  if (!callsApi || json === undefined || json.declared) return;
  if (headerOf(request, header.contentType) !== undefined) return;
  yield finding(
    'content-type-missing',
    'warning',
    request.methodRange ?? request.requestLine,
    'This body is JSON, but the request does not say so. Add Content-Type: application/json.',
  );
}

/** Required fields that the body does not have. Only of bodies that can be read. */
export function* missingFields({ match, json, request }: Seen): Generator<Finding> {
  const body = match?.operation.body;
  if (match === undefined || body === undefined) return;
  const operation = `${match.operation.method} ${match.operation.path}`;
  if (request.body === undefined) {
    const wanted = body.properties.filter(({ required }) => required).map(({ name }) => name);
    if (!body.required || wanted.length === 0) return;
    yield finding(
      'body-missing',
      'warning',
      request.methodRange ?? request.requestLine,
      `${operation} wants a body with ${wanted.join(', ')}. Write it below the headers, after a blank line.`,
    );
    return;
  }
  if (json?.root === undefined || json.mistakes.length > 0) return;
  for (const { fields, at } of fieldsMissing(body.properties, json.root, '')) {
    const wanted = fields.map(({ path, type }) => `${path} (${type})`).join(', ');
    yield finding(
      'field-missing',
      'warning',
      json.rangeOf({ start: at, end: at + 1 }),
      `${operation} wants ${wanted} in the body.`,
      fields.map(({ path }) => path).join(' '),
    );
  }
}

/** What one object lacks. */
interface MissingFields {
  /** The path is `rfi.subject`, or `items.0.name` within a list. */
  readonly fields: readonly { readonly path: string; readonly type: string }[];
  /** Where the object begins, in the text of the body. */
  readonly at: number;
}

function* fieldsMissing(
  properties: readonly BodyProperty[],
  node: JsonNode,
  prefix: string,
): Generator<MissingFields> {
  if (node.kind === 'array') {
    for (const [index, item] of node.items.slice(0, 20).entries())
      yield* fieldsMissing(properties, item, `${prefix}${index}.`);
    return;
  }
  if (node.kind !== 'object') return;
  const templateKeys = node.open || node.members.some(({ key }) => key === undefined);
  const fields: { path: string; type: string }[] = [];
  for (const { name, type, required, properties: inner } of properties) {
    const member = node.members.find(({ key }) => key === name);
    if (member !== undefined) {
      if (inner !== undefined) yield* fieldsMissing(inner, member.value, `${prefix}${name}.`);
    } else if (required && !templateKeys) fields.push({ path: prefix + name, type });
  }
  if (fields.length > 0) yield { fields, at: node.range.start };
}

import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import type { DiagnosisAction, DiagnosisField } from '../actions.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { fieldPlaces, placeSent } from '../fieldPlaces.ts';
import { jsonFaultAt } from '../jsonFault.ts';
import { canAdd, missingFields, namesInBody } from '../missingFields.ts';
import { namedRemedy, sentNothing } from '../namedRemedy.ts';
import { page } from '../pages.ts';
import { type ParameterFault, parameterFaults } from '../parameters.ts';
import { counted, listed, serverSaid } from '../words.ts';

/**
 * 414 and 431: address or headers are longer than a server on the way takes (RFC 9110, 15.5.15; RFC 6585, 5). nginx says
 * the latter as a page with 400 [inferred]. Procore names neither.
 */
function tooLong(seen: Evidence): Finding | undefined {
  const headers =
    seen.status === 431 ||
    (seen.status === 400 && seen.body.slice(0, 2_048).includes('Header Or Cookie Too Large'));
  if (!headers && seen.status !== 414) return undefined;
  const length = headers
    ? Object.entries(seen.input.request.headers).reduce(
        (sum, [name, value]) => sum + name.length + String(value).length,
        0,
      )
    : seen.input.request.url.length;
  return {
    certainty: 'known',
    title: headers ? 'The headers are too long' : 'The address is too long',
    cause: sentences(
      `A server on the way takes no ${headers ? 'headers' : 'address'} of ${counted(length, 'character')}; no parameter of the request is wrong by that.`,
      serverSaid(seen.error),
    ),
    remedies: headers
      ? [
          'Look for a header that does not belong there or is pasted twice, such as Cookie or a long token.',
          'Take headers out that the API does not need: it wants Authorization, Procore-Company-Id and Content-Type.',
        ]
      : [
          'Ask for less in one call: a list of ids goes in several calls of some dozens each.',
          'Look for a variable in the address whose value is much longer than it should be.',
        ],
  };
}

const formType = 'application/x-www-form-urlencoded';

/** Bodies beyond this are not checked on this side. */
const checkedBody = 8 * 1024 * 1024;

/** "Troubleshooting", 400: malformed JSON [doc]. The client has the body and can tell. */
export const badRequestJson: DiagnosisCase = {
  id: 'bad-request-json',
  title: 'The body is not valid JSON',
  link: page.troubleshooting,
  recognise(seen) {
    if (!seen.api || seen.status !== 400) return undefined;
    const { requestBody: body } = seen;
    const fault = body === undefined ? undefined : jsonFault(seen, body);
    const said =
      body === undefined &&
      seen.error.messages.some(message => /\bJSON\b.*\bpars|\bpars\w+ .*\bJSON\b/i.test(message));
    if (fault === undefined && !said) return undefined;
    return {
      certainty: fault === undefined ? 'machine' : 'known',
      cause: sentences(
        fault === undefined
          ? 'Procore could not read the body.'
          : `JSON cannot be read from the body: ${fault.text}`,
        serverSaid(seen.error),
      ),
      fields:
        fault === undefined
          ? []
          : [{ name: 'body', message: fault.text, ...(fault.position && { position: fault.position }) }],
      remedies: [
        'Correct the body: names and texts in double quotes, no comma after the last entry, no comments, every bracket closed.',
        'Check that each variable in the body was filled in, and that text values keep their quotes.',
      ],
    };
  },
};

/**
 * 400 or 415 with a body of the wrong or no type. "Troubleshooting", 400: set Content-Type for POST, PATCH
 * and PUT [doc]; 415 is declared nowhere [oas].
 */
export const badRequestContentType: DiagnosisCase = {
  id: 'bad-request-content-type',
  title: 'The Content-Type does not fit the body',
  link: page.requests,
  recognise(seen) {
    if (!seen.api || (seen.status !== 400 && seen.status !== 415)) return undefined;
    const sent = headerValue(seen.input.request.headers, header.contentType)?.trim() ?? '';
    const isJson = seen.requestJson !== undefined;
    const wanted = wantedTypes(seen).filter(
      (type, _, all) => !isJson || !all.some(isJsonType) || isJsonType(type),
    );
    const wrong = hasBody(seen) && !fits(sent, wanted, seen);
    if (!wrong && seen.status !== 415) return undefined;
    const isForm =
      wrong && isJsonType(bare(sent)) && /^[\w[\]%.]+=/.test(seen.requestBody?.trimStart() ?? '');
    return {
      certainty: wrong ? 'known' : 'general',
      cause: sentences(
        sent === '' && !hasBody(seen)
          ? 'The endpoint does not take, or does not give, content of this type.'
          : sent === ''
            ? 'The request has a body and no Content-Type header, so Procore does not read it.'
            : `The request says Content-Type: ${cleanText(sent, 80)}${wrong ? ', which is not what this body or endpoint needs' : ', which this endpoint does not take'}.`,
        serverSaid(seen.error),
      ),
      actions: [{ kind: 'addContentType', value: isForm ? formType : bare(wanted[0] ?? 'application/json') }],
      fields: [{ name: 'Content-Type', message: '', header: header.contentType }],
      remedies: steps(
        isForm && `Write the body as JSON, or send Content-Type: ${formType} with this one.`,
        !isForm &&
          `Send Content-Type: ${listed(wanted.length > 0 ? wanted.map(bare) : ['application/json'], 5, 'or')}.`,
        (bare(sent).startsWith('multipart/') || !wanted.some(type => /json/.test(type))) &&
          wanted.some(type => type.startsWith('multipart/')) &&
          'For multipart/form-data let the client write the boundary; do not copy one from elsewhere.',
      ),
    };
  },
};

/**
 * 400: a parameter is missing or wrong [doc]; 406: "non-existent fields or an unsupported content type"
 * [doc]. A filter that takes a list is refused in the form of a single value [live].
 */
export const badRequestParameter: DiagnosisCase = {
  id: 'bad-request-parameter',
  title: 'A parameter is missing or wrong',
  link: page.errors,
  recognise(seen) {
    if (seen.oauth !== undefined) return oauthParameter(seen);
    if (!seen.api || ![400, 406, 414, 431].includes(seen.status)) return undefined;
    const long = tooLong(seen);
    if (long !== undefined) return long;
    const { fields } = seen.error;
    const faults = parameterFaults(seen);
    const named = namesIn(seen);
    const names = named.length > 0 ? named : faults.map(({ name }) => name);
    const forms = listForms(seen).filter(({ from }) =>
      seen.error.messages.some(message => message.includes(from) && /array|list/i.test(message)),
    );
    return {
      certainty: named.length > 0 ? 'machine' : faults.length > 0 ? 'path' : 'general',
      ...(names.length === 1 ? { title: `The parameter ${names[0]} is missing or wrong` } : {}),
      cause: sentences(
        sentNothing(seen) && 'The request has no body.',
        named.length > 0 ? `The answer names ${listed(named)}.` : '',
        named.length === 0 && told(faults),
        seen.status === 406 &&
          'The request names a field that does not exist, or a type of content that is not offered.',
        named.length + faults.length === 0 &&
          seen.status !== 406 &&
          (forms.length > 0
            ? `The answer names ${listed(forms.map(({ from }) => from))}, which the request sends as one value.`
            : 'Procore refuses a parameter of the request without naming it.'),
        seen.error.kind === 'html' &&
          'It is a web page, and the API answers with JSON, so the address itself may not have been understood on the way: look for characters in it that should be percent-encoded.',
        serverSaid(seen.error),
      ),
      actions: [
        ...missingFields(seen),
        ...faults
          .slice(0, 5)
          .flatMap(({ action }) => (action === undefined || !canAdd(seen, action) ? [] : action)),
        ...(names.length === 0 ? listForms(seen) : []),
      ],
      fields: [
        ...fieldPlaces(seen),
        ...faults
          .filter(({ name }) => !fields.some(({ field }) => field === name))
          .map(({ name, fault }) => ({ name, message: fault, ...placeSent(seen, name) })),
      ],
      remedies: steps(
        ...fields.slice(0, 4).map(field => namedRemedy(seen, field, faults)),
        ...namesInBody(seen),
        ...faults
          .filter(({ name }) => names.includes(name) && !fields.some(({ field }) => field === name))
          .slice(0, 4)
          .map(({ remedy }) => remedy),
        ...forms.map(({ from, to }) => `Write ${to}=… for ${from}=…, once for each value: it takes a list.`),
        hasFilter(seen) &&
          forms.length === 0 &&
          'Check the form of filters: filters[status]=open for one value, filters[status][]=open for a list.',
        'Compare the request with the parameters of the endpoint in the API reference: required ones, types, allowed values, and dates as YYYY-MM-DD.',
        hasBody(seen) &&
          !isWrapped(seen.requestJson) &&
          !/form/i.test(headerValue(seen.input.request.headers, header.contentType) ?? '') &&
          seen.path.startsWith('/rest/v1.') &&
          'Most v1 bodies wrap the fields in the name of the resource, for example {"rfi": {"subject": "…"}}.',
      ),
    };
  },
};

/** Doorkeeper: `invalid_request` with `Missing required parameter: <name>.`, `unsupported_grant_type` [live] [inferred]. */
function oauthParameter(seen: Evidence): ReturnType<DiagnosisCase['recognise']> {
  const code = seen.error.codes.find(one => /^(?:invalid_request|invalid_scope|unsupported_\w+)$/.test(one));
  if (!seen.failed || code === undefined) return undefined;
  const missing = seen.error.messages
    .map(message => /parameter: (\w{1,60})/.exec(message)?.[1])
    .find(Boolean);
  const name =
    missing ?? { unsupported_grant_type: 'grant_type', unsupported_response_type: 'response_type' }[code];
  return {
    certainty: 'machine',
    ...(name === undefined ? {} : { title: `The parameter ${name} is missing or wrong` }),
    cause: sentences(`The login host answers ${code}.`, serverSaid(seen.error)),
    remedies: steps(
      code === 'invalid_scope' && 'Take scope out: Procore has no scopes.',
      seen.requestJson !== undefined &&
        headerValue(seen.input.request.headers, header.contentType) === undefined &&
        'Send Content-Type: application/json: without it the body is not read.',
      name !== undefined &&
        (missing === undefined
          ? `Change ${name} to a value that the login host knows.`
          : `Send ${name} in the body of the request, as form data or JSON.`),
      'The token endpoint takes grant_type, client_id and client_secret, and code with redirect_uri, or refresh_token; grant_type is authorization_code, refresh_token or client_credentials.',
    ),
  };
}

interface JsonFault {
  readonly text: string;
  readonly position: DiagnosisField['position'];
}

/** Where the parser stopped; `undefined`: valid, empty, no JSON at all, or too large to check. */
function jsonFault(seen: Evidence, body: string): JsonFault | undefined {
  const type = headerValue(seen.input.request.headers, header.contentType) ?? '';
  const meantAsJson = /json/i.test(type) || (/^\s*[[{]/.test(body.slice(0, 1000)) && !/form/i.test(type));
  if (!meantAsJson || body.length > checkedBody || body.trim() === '') return undefined;
  try {
    JSON.parse(body);
    return undefined;
  } catch {
    const at = jsonFaultAt(body) ?? body.length;
    const before = body.slice(0, at).split('\n');
    const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const text =
      at === body.length
        ? 'it ends too early.'
        : `it breaks at line ${position.line}, column ${position.column}.`;
    return { text, position };
  }
}

function wantedTypes({ match }: Evidence): readonly string[] {
  const types = match?.operation.body?.contentTypes ?? [];
  return types.toSorted((a, b) => Number(isJsonType(b)) - Number(isJsonType(a)));
}

function isJsonType(type: string): boolean {
  return /json/.test(type);
}

function fits(sent: string, wanted: readonly string[], { requestBody: body, error }: Evidence): boolean {
  const type = bare(sent);
  if (type === '') return false;
  // The catalog prefers one of the types that an operation takes, and Procore reads JSON wherever it takes a body.
  if (wanted.some(one => bare(one) === type)) return looksLike(type, body);
  return /json$/.test(type)
    ? looksLike(type, body)
    : // Who names a field has read the form.
      (wanted.length === 0 || error.fields.length > 0) &&
        /^(?:multipart\/|application\/x-www-form)/.test(type) &&
        looksLike(type, body);
}

/** A JSON text in a form, or a form called JSON, is the commonest slip. */
function looksLike(type: string, body: string | undefined): boolean {
  const start = body?.slice(0, 1000).trimStart() ?? '';
  if (start === '') return true;
  // A form is percent-encoded on its way, whatever is in it.
  const json = /^(?:[[{]|%7B|%5B)/i.test(start);
  if (/json$/.test(type))
    return !/^[\w[\]%.]+=[^\s]*$/.test(start.split('\n')[0] ?? '') && !start.startsWith('--');
  return !json;
}

function bare(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function hasBody({ method, requestBody, input }: Evidence): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return requestBody === undefined ? (input.request.bodyBytes ?? 0) > 0 : requestBody.trim() !== '';
}

/** Whether all of the body stands under one name. */
function isWrapped(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const values: readonly unknown[] = Object.values(body);
  return values.length === 1 && typeof values[0] === 'object' && values[0] !== null;
}

/** One value where a list is wanted gets a 400 that need not name it, also where the catalog knows of no list [live]. */
function listForms({ url }: Evidence): readonly Extract<DiagnosisAction, { kind: 'fixFilter' }>[] {
  const names = [...(url?.searchParams.keys() ?? [])].filter(name => /^filters\[\w+\]$/.test(name));
  return [...new Set(names)].slice(0, 3).map(name => ({ kind: 'fixFilter', from: name, to: `${name}[]` }));
}

function hasFilter({ url }: Evidence): boolean {
  return url !== undefined && [...url.searchParams.keys()].some(name => /^filters?\[/.test(name));
}

function told(faults: readonly ParameterFault[]): string {
  const first = faults.slice(0, 4).map(({ fault }) => fault);
  return [...first, ...(faults.length > 4 ? [`And ${faults.length - 4} more.`] : [])].join(' ');
}

/** What the answer names: fields, or the one in the words that Rails has for a missing parameter [inferred]. */
function namesIn({ error }: Evidence): readonly string[] {
  const missing = error.messages.flatMap(
    message => /^param is missing or the value is empty.*?: (\w{1,60})/.exec(message)?.[1] ?? [],
  );
  return [...new Set([...error.fields.map(({ field }) => field), ...missing])];
}

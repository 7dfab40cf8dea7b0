import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import type { DiagnosisField } from '../actions.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { jsonFaultAt } from '../jsonFault.ts';
import { page } from '../pages.ts';
import { hasBody } from '../sentBody.ts';
import { listed, serverSaid } from '../words.ts';

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

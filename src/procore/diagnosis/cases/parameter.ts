import { header, headerValue } from '../../headers.ts';
import type { DiagnosisAction } from '../actions.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { fieldPlaces, placeSent } from '../fieldPlaces.ts';
import { canAdd, missingFields, namesInBody } from '../missingFields.ts';
import { namedRemedy, sentNothing } from '../namedRemedy.ts';
import { page } from '../pages.ts';
import { type ParameterFault, parameterFaults } from '../parameters.ts';
import { hasBody } from '../sentBody.ts';
import { tooLong } from '../tooLong.ts';
import { triggerResources } from '../triggerResources.ts';
import { listed, serverSaid } from '../words.ts';

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
    const resources = triggerResources(seen);
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
        ...(resources === undefined ? [] : [resources.read]),
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
        resources?.remedy,
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

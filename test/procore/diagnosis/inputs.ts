import type { DiagnosisId, DiagnosisInput } from '../../../src/procore/diagnosis/diagnosis.ts';

/** Exchanges by what they show first, each with a title of its own. */
export type Examples = Readonly<Partial<Record<DiagnosisId, Readonly<Record<string, DiagnosisInput>>>>>;

export const api = 'https://api.procore.com';
export const sandbox = 'https://sandbox.procore.com';
export const login = 'https://login.procore.com';
export const signedIn = { authorization: 'Bearer ***', 'procore-company-id': '42' };

type Changes = Partial<DiagnosisInput['request']> &
  Partial<Omit<DiagnosisInput, 'request' | 'response'>> & {
    readonly answer?: Readonly<Record<string, string>>;
  };

/** An answered request; a path goes to production, bodies that are no text become JSON. */
export function answered(
  request: string,
  status: number,
  body: unknown = '',
  { method, url, headers, body: sent, bodyBytes, answer = {}, ...rest }: Changes = {},
): DiagnosisInput {
  const [verb = 'GET', target = ''] = request.split(' ');
  return {
    request: {
      method: method ?? verb,
      url: url ?? (target.startsWith('/') ? api + target : target),
      headers: headers ?? signedIn,
      ...(sent === undefined ? {} : { body: sent }),
      ...(bodyBytes === undefined ? {} : { bodyBytes }),
    },
    response: { status, headers: answer, body: typeof body === 'string' ? body : JSON.stringify(body) },
    ...rest,
  };
}

/** A write with a JSON body and its content type. */
export function wrote(
  request: string,
  sent: unknown,
  status: number,
  body: unknown,
  more: Changes = {},
): DiagnosisInput {
  return answered(request, status, body, {
    headers: { ...signedIn, 'content-type': 'application/json' },
    body: typeof sent === 'string' ? sent : JSON.stringify(sent),
    ...more,
  });
}

/** Nothing came back. */
export function broke(code: string, message = code, method = 'GET'): DiagnosisInput {
  return {
    request: { method, url: `${api}/rest/v1.0/me`, headers: signedIn },
    response: null,
    error: { code, message },
  };
}

/** A request to the token endpoint, as a form. */
export function askedForToken(
  form: Record<string, string>,
  status: number,
  body: unknown,
  more: Changes = {},
): DiagnosisInput {
  return answered(`POST ${login}/oauth/token`, status, body, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    ...more,
  });
}

export const rfis = '/rest/v1.0/projects/1234/rfis';

export const token = 'The access token is invalid';

export const noCompany = { authorization: 'Bearer ***' };

export const now = '2026-03-03T10:00:00Z';

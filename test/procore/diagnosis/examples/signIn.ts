import { answered, askedForToken, broke, type Examples, login, now, sandbox, token } from '../inputs.ts';

export const signIn = {
  'access-token-invalid': {
    'v1 text, nothing known': answered('GET /rest/v1.0/me', 401, { errors: token }),
    'v2 code, expired by the context': answered(
      'GET /rest/v2.0/companies/42/projects/1234/submittals',
      401,
      {
        error: {
          code: 'UNAUTHORIZED',
          details: [{ reason_code: 'INVALID_TOKEN', message: 'Invalid token' }],
        },
      },
      { context: { tokenExpiresAt: '2026-03-03T09:48:00Z', now, grant: 'authorization_code' } },
    ),
    'revoked ahead of time': answered(
      'GET /rest/v1.0/companies',
      401,
      { error: 'Invalid Token' },
      {
        context: { tokenExpiresAt: '2026-03-03T11:00:00Z', now, grant: 'client_credentials' },
      },
    ),
    'no body, refresh lost': answered('GET /rest/v1.0/me', 401, '', {
      context: { refresh: 'unknown-outcome' },
    }),
    'token info': answered(`GET ${login}/oauth/token/info`, 401, {
      error: 'invalid_token',
      error_description: token,
    }),
  },
  'authorization-malformed': {
    'another scheme': answered(
      'GET /rest/v1.0/me',
      401,
      { error: 'Invalid Token' },
      { headers: { authorization: 'Token abc' } },
    ),
    'the word undefined': answered(
      'GET /rest/v1.0/me',
      401,
      { errors: token },
      { headers: { authorization: 'Bearer undefined' } },
    ),
    'a variable without a value': answered(
      'GET /rest/v1.0/me',
      401,
      { errors: token },
      { headers: { authorization: 'Bearer {{token}}' } },
    ),
    'a word of a sample': answered(
      'GET /rest/v1.0/me',
      401,
      { errors: token },
      { headers: { authorization: 'Bearer YOUR_ACCESS_TOKEN' } },
    ),
    'no scheme': answered(
      'GET /rest/v1.0/me',
      401,
      { errors: token },
      { headers: { authorization: 'eyJ0eXAi.eyJh.sig' } },
    ),
    'an unfilled variable': answered('GET /rest/v1.0/me', 401, '', {
      headers: { authorization: 'Bearer {{token}}' },
    }),
    'no token': answered('GET /rest/v1.0/me', 401, '', { headers: { authorization: 'Bearer' } }),
  },
  'wrong-environment': {
    'sandbox token at production': answered(
      'GET /rest/v1.0/me',
      401,
      { errors: token },
      { context: { tokenEnvironment: 'sandbox' } },
    ),
    'simulators of two names': answered('GET http://127.0.0.1:4780/rest/v1.0/me', 401, '', {
      context: { environment: 'production', tokenEnvironment: 'sandbox' },
    }),
    'sandbox credentials at the production login': askedForToken(
      { grant_type: 'client_credentials' },
      401,
      { error: 'invalid_client' },
      {
        context: { tokenEnvironment: 'sandbox' },
      },
    ),
  },
  'not-signed-in': {
    v1: answered('GET /rest/v1.0/me', 401, { error: 'Invalid Token' }, { headers: {} }),
    v2: answered(
      `GET ${sandbox}/rest/v2.0/companies/42/webhooks/hooks`,
      401,
      { error: { code: 'UNAUTHORIZED' } },
      { headers: { accept: 'x' } },
    ),
    'an empty header': answered(
      'GET /rest/v1.0/me',
      401,
      { error: 'Invalid Token' },
      { headers: { authorization: '' } },
    ),
    'a token in the address': answered(
      'GET /rest/v1.0/me?access_token=abc',
      401,
      { error: 'Invalid Token' },
      { headers: {} },
    ),
    'not sent at all': broke('not-signed-in'),
  },
} satisfies Examples;

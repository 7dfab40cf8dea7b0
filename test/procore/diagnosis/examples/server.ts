import { answered, askedForToken, type Examples, rfis, wrote } from '../inputs.ts';

export const server = {
  'gateway-error': {
    '502': answered('GET /rest/v1.0/me', 502, '<html><head><title>502 Bad Gateway</title></head></html>'),
    '504': wrote(`POST ${rfis}`, {}, 504, ''),
    'HTML with 500': answered('GET /rest/v1.0/me', 500, '<!doctype html><title>Error</title>'),
    'the web app': answered(
      'GET https://app.procore.com/rest/v1.0/me',
      404,
      '<html><title>Procore</title></html>',
      { answer: { 'content-type': 'text/html' } },
    ),
    'the web app of a zone': answered('GET https://us02.procore.com/rest/v1.0/me', 302, '', {
      answer: { location: 'https://login.procore.com/' },
    }),
    'a page to sign in': answered('GET /rest/v1.0/me', 302, '', {
      answer: { location: 'https://wifi.example/login?next=x' },
    }),
    'a status of its own': answered('GET /rest/v1.0/me', 418, 'I am a teapot'),
    'a firewall': answered(
      'GET /rest/v1.0/me',
      403,
      '<html><title>403 Forbidden</title><center>nginx</center></html>',
    ),
    'a firewall without a name': answered(
      `GET ${rfis}`,
      403,
      '<html><head><title>Access Denied</title></head><body>Reference #18.2f</body></html>',
    ),
    'a page in the place of data': answered(`GET ${rfis}`, 200, '<!doctype html><title>Sign in</title>', {
      answer: { 'content-type': 'text/html; charset=utf-8' },
    }),
    'redirects in a circle': answered(`GET ${rfis}?page=2`, 307, '', {
      answer: { location: `${rfis}?page=2` },
    }),
    'the login host, asked for a token': askedForToken({ grant_type: 'client_credentials' }, 502, ''),
    'a delivery network': answered('GET /rest/v1.0/me', 522, 'error code: 522'),
  },
  'server-error': {
    v1: answered('GET /rest/v1.0/me', 500, { errors: 'Internal' }, { answer: { 'x-request-id': 'req-1' } }),
    'v2, a write': wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 500, {
      error: { code: 'INTERNAL_SERVER_ERROR', message: 'Oops' },
    }),
    text: answered('GET /rest/v1.0/me', 500, 'Internal Server Error'),
  },
} satisfies Examples;

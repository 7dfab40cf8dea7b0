import type { DiagnosisId, DiagnosisInput } from '../../../src/procore/diagnosis/diagnosis.ts';
import { answered, api, askedForToken, broke, login, sandbox, signedIn, wrote } from './inputs.ts';

const rfis = '/rest/v1.0/projects/1234/rfis';
const token = 'The access token is invalid';
const noCompany = { authorization: 'Bearer ***' };
const date = 'Tue, 03 Mar 2026 10:00:00 GMT';
const now = '2026-03-03T10:00:00Z';
const at = (seconds: number) => String(Date.parse(now) / 1000 + seconds);
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const invalidGrant = {
  error: 'invalid_grant',
  error_description:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
};
const storage = 'https://s3.us-west-2.amazonaws.com/bucket/key?X-Amz-Signature=***';
const storageError = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

/** For each id at least two exchanges that show it first, in differently shaped bodies. */
export const examples: Readonly<Record<DiagnosisId, Readonly<Record<string, DiagnosisInput>>>> = {
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
  'refresh-token-invalid': {
    'nothing more known': askedForToken(
      { grant_type: 'refresh_token', refresh_token: '***' },
      400,
      invalidGrant,
    ),
    replayed: askedForToken(
      { grant_type: 'refresh_token' },
      400,
      { error: 'invalid_grant' },
      { context: { refresh: 'replayed' } },
    ),
    'revoked, as JSON': wrote(
      `POST ${login}/oauth/token`,
      { grant_type: 'refresh_token' },
      400,
      invalidGrant,
      { context: { refresh: 'revoked' } },
    ),
    'outcome unknown, grant not told': answered(`POST ${login}/oauth/token/`, 400, invalidGrant, {
      context: { refresh: 'unknown-outcome' },
    }),
    'before the request was sent': broke('invalid_grant'),
  },
  'authorization-code-invalid': {
    'as a form': askedForToken(
      { grant_type: 'authorization_code', redirect_uri: 'http://localhost:27561/callback/' },
      400,
      invalidGrant,
    ),
    'as multipart form data': answered(
      `POST ${login}/oauth/token`,
      400,
      { error: 'invalid_grant' },
      {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: '--b\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nauthorization_code\r\n--b--\r\n',
      },
    ),
  },
  'redirect-uri-mismatch': {
    'error page': answered(
      `GET ${login}/oauth/authorize?client_id=a&redirect_uri=http%3A%2F%2Flocalhost%3A1234%2F`,
      401,
      "<html><h1>An error has occurred</h1><pre>The requested redirect URI is malformed or doesn't match the client redirect URI.</pre></html>",
    ),
    'error page with status 200': answered(
      `GET ${login}/oauth/authorize?client_id=a`,
      200,
      '<!DOCTYPE html><p>The requested redirect uri is malformed or doesn&#39;t match client redirect URI.</p>',
    ),
    'as JSON': askedForToken({ grant_type: 'authorization_code' }, 400, {
      error: 'invalid_redirect_uri',
      error_description: 'x',
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
  'client-credentials-invalid': {
    'the page of an unknown app': answered(
      `GET ${login}/oauth/authorize?client_id=nobody`,
      401,
      '<html><p>Client authentication failed due to unknown client.</p></html>',
      { headers: {} },
    ),
    'unknown client': askedForToken({ grant_type: 'client_credentials' }, 401, {
      error: 'invalid_client',
      error_description:
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    }),
    'production credentials are Monthly ones too': askedForToken(
      { grant_type: 'refresh_token' },
      401,
      { error: 'invalid_client' },
      {
        url: 'https://login-sandbox-monthly.procore.com/oauth/token',
        context: { tokenEnvironment: 'production' },
      },
    ),
    'grant not allowed': askedForToken({ grant_type: 'client_credentials' }, 400, {
      error: 'unauthorized_client',
      error_description: 'no',
    }),
  },
  'app-not-connected': {
    'as the wire has it': answered(`GET ${rfis}`, 403, { errors: ['App is not connected to this company.'] }),
    'as the page has it': answered(`GET ${rfis}`, 403, { errors: 'App is not connected to this company' }),
    'in a sandbox, v2': answered(`GET ${sandbox}${rfis}`, 403, {
      error: { code: 'FORBIDDEN', message: 'App is not connected to this company.' },
    }),
  },
  'permission-insufficient': {
    'nothing known': answered(`GET ${rfis}`, 403, { errors: ['No.'] }),
    'level too low': wrote(
      `POST ${rfis}`,
      { rfi: {} },
      403,
      { error: { code: 'FORBIDDEN', message: 'Forbidden' } },
      {
        context: {
          tools: [{ engine_name: 'rfi', title: 'RFIs', is_active: true, user_access_level: 'Read-only' }],
        },
      },
    ),
    'service account': answered('GET /rest/v1.0/companies', 403, '', {
      context: { grant: 'client_credentials' },
    }),
  },
  'tool-disabled': {
    '403': answered(
      `GET ${rfis}`,
      403,
      { errors: ['x'] },
      {
        context: {
          tools: [
            { engine_name: 'rfi', title: 'RFIs', is_active: false },
            { engine_name: 'punch_list', title: 'Punch List', is_active: true },
          ],
        },
      },
    ),
    '404': answered('GET /rest/v1.1/punch_items?project_id=1234', 404, '', {
      context: { tools: [{ engine_name: 'punch_list', title: 'Punch List', is_active: false }] },
    }),
    'daily log': answered(
      'GET /rest/v1.0/projects/1234/manpower_logs',
      403,
      { message: 'x' },
      {
        context: { tools: [{ engine_name: 'dl', title: 'Daily Log', is_active: false }] },
      },
    ),
    correspondence: answered(
      'GET /rest/v1.0/projects/1234/generic_tools/126094/generic_tool_items',
      403,
      '',
      {
        context: { tools: [{ engine_name: 'generic_tool_126094', title: 'Transmittals', is_active: false }] },
      },
    ),
  },
  'outside-access-scope': {
    'project in the path': answered(
      `GET ${rfis}`,
      403,
      { errors: 'x' },
      { context: { projects: [{ id: 1, name: 'Other' }] } },
    ),
    'a company for a project': answered(
      'GET /rest/v1.0/projects/42/rfis',
      404,
      { errors: 'Not Found' },
      { context: { companies: [{ id: 42, name: 'Acme' }] } },
    ),
    'a project for a company': answered(
      'GET /rest/v1.0/companies/1234/users',
      403,
      { errors: 'x' },
      {
        headers: { authorization: 'Bearer ***', 'procore-company-id': '1234' },
        context: { projects: [{ id: 1234, name: 'Tower' }] },
      },
    ),
    'both changed places': answered(
      'GET /rest/v1.0/projects/42/rfis',
      403,
      { errors: 'x' },
      {
        headers: { authorization: 'Bearer ***', 'procore-company-id': '1234' },
        context: { companies: [{ id: 42, name: 'Acme' }], projects: [{ id: 1234, name: 'Tower' }] },
      },
    ),
    'project in the body, service account': wrote(
      'POST /rest/v1.1/punch_items',
      { project_id: 598134325683880, punch_item: {} },
      403,
      '',
      {
        context: { grant: 'client_credentials', projects: [{ id: '7', name: 'Other' }] },
      },
    ),
  },
  'not-found-or-hidden': {
    'nothing known': answered(`GET ${rfis}/77`, 404, { errors: 'Not Found' }),
    v2: answered('GET /rest/v2.0/companies/42/projects/1234/submittals', 404, {
      error: { code: 'NOT_FOUND', message: 'Resource not found' },
    }),
    'the same id twice': answered(
      'GET /rest/v1.0/projects/42/rfis',
      404,
      { errors: 'Not Found' },
      { headers: { authorization: 'Bearer ***', 'procore-company-id': '42' } },
    ),
    'in a sandbox': answered(`GET ${sandbox}${rfis}/77`, 404, { code: 404, message: 'Not Found' }),
  },
  'company-header-missing': {
    '400 with the documented text': answered(
      `GET ${rfis}`,
      400,
      { errors: 'Missing Procore-Company-Id header! x' },
      { headers: noCompany },
    ),
    '403 that says something else': answered(`GET ${rfis}`, 403, { errors: ['No.'] }, { headers: noCompany }),
    'a name for the number': answered(
      `GET ${rfis}`,
      403,
      { errors: ['No.'] },
      { headers: { ...signedIn, 'procore-company-id': 'Harbor & Pine' } },
    ),
    'another company than in the address': answered('GET /rest/v1.1/projects?company_id=43', 403, {
      errors: ['No.'],
    }),
    '404, company in the query': answered(
      'GET /rest/v1.1/projects?company_id=562949953443325',
      404,
      '<html></html>',
      { headers: noCompany },
    ),
    '/me of a company': answered('GET /rest/v1.0/me?company_id=42', 400, '', { headers: noCompany }),
    'service account on /me': answered('GET /rest/v1.0/me', 400, '', {
      headers: noCompany,
      context: { grant: 'client_credentials' },
    }),
    'sent, and not understood': answered(
      `GET ${rfis}`,
      400,
      { errors: 'Missing Procore-Company-Id header!' },
      {
        headers: { ...noCompany, 'procore-company-id': 'acme' },
      },
    ),
  },
  'wrong-version-or-path': {
    'another version': answered('GET /rest/v1.0/projects/1234/meetings', 404, { errors: 'Not Found' }),
    vapid: answered('GET /vapid/projects/1234/rfis', 404, ''),
    'another method': answered('DELETE /rest/v1.0/me', 404, '<html><title>Not Found</title></html>'),
    unknown: answered('GET /rest/v1.0/projects/1234/rfi', 404, { errors: 'Not Found' }),
    'no version at all': answered('GET /projects/1234/rfis', 404, 'Not Found'),
    'the name of the web app': answered('GET /rest/v1.0/projects/1234/photos', 404, { errors: 'Not Found' }),
    'the project in the path': answered('GET /rest/v1.0/projects/1234/cost_codes', 404, {
      errors: 'Not Found',
    }),
    'outside of the API, without a company': answered(
      'GET /v1.0/projects/1234/rfis',
      404,
      '<html><title>Not Found</title></html>',
      { headers: noCompany },
    ),
    'outside of the API and like nothing': answered('GET /', 404, ''),
    'no address for signing in': answered(`POST ${login}/oauth/tokens`, 404, '', { headers: {} }),
    '405': answered(`PUT ${rfis}`, 405, ''),
    'an empty id': answered('GET /rest/v1.0/projects//rfis', 404, '<title>Not Found</title>'),
    '405 for a method that it takes': answered(`GET ${rfis}`, 405, '<Error/>'),
    "a host that is nobody's": answered(
      `GET https://api.example.com${rfis}`,
      404,
      '<title>Not Found</title>',
      {
        headers: {},
      },
    ),
    'the login host': answered(`GET ${login}${rfis}`, 404, '<title>Not Found</title>'),
  },
  'rate-limit-spike': {
    headers: answered(
      'GET /rest/v1.0/me',
      429,
      {
        error:
          'You have surpassed the max number of requests for an hour. Please wait until your limit resets.',
      },
      {
        answer: {
          date,
          'x-rate-limit-limit': '25',
          'x-rate-limit-remaining': '0',
          'x-rate-limit-reset': at(7),
        },
      },
    ),
    'nothing said': answered('GET /rest/v1.0/me', 429, ''),
    v2: answered(
      'GET /rest/v2.0/companies/42/webhooks/hooks',
      429,
      {
        error: { code: 'TOO_MANY_REQUESTS', message: 'Slow down' },
      },
      { answer: { 'retry-after': '3' } },
    ),
    snapshots: answered('POST /rest/v1.0/budget_view_snapshots', 429, { error: { error: 'Once per hour' } }),
  },
  'rate-limit-hourly': {
    'a wait of ages': answered(
      'GET /rest/v1.0/me',
      429,
      { errors: 'x' },
      { answer: { 'retry-after': '999999999999' } },
    ),
    headers: answered(
      'GET /rest/v1.0/me',
      429,
      { errors: 'x' },
      {
        answer: {
          date,
          'x-rate-limit-limit': '600',
          'x-rate-limit-remaining': '0',
          'x-rate-limit-reset': at(1_800),
        },
      },
    ),
    'Retry-After only': answered('GET /rest/v1.0/me', 429, '', { answer: { 'retry-after': '2400' } }),
    'an exchange that kept no clock': answered('GET /rest/v1.0/me', 429, '', {
      rateLimit: { window: 'hourly', resetAt: now },
    }),
  },
  'service-unavailable': {
    'Retry-After': answered('GET /rest/v1.0/me', 503, '', { answer: { 'retry-after': '120' } }),
    'a page': wrote(`POST ${rfis}`, {}, 503, '<html><title>Down for maintenance</title></html>'),
    'a wait of ages': answered('GET /rest/v1.0/me', 503, '', { answer: { 'retry-after': '999999999999' } }),
    JSON: answered('GET /rest/v1.0/me', 503, { message: 'Service Unavailable' }),
  },
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
  'sandbox-data-missing': {
    'a foreign project id': answered(
      `GET ${sandbox}${rfis}`,
      404,
      { errors: 'Not Found' },
      { context: { projects: [{ id: 5, name: 'x' }] } },
    ),
    Monthly: answered(`GET https://api-monthly.procore.com${rfis}`, 404, '', { context: { projects: [] } }),
  },
  // Seen only behind app-not-connected.
  'app-not-installable': {},
  'webhook-not-delivered': {
    'v1 deliveries': answered('GET /rest/v1.0/webhooks/hooks/9/deliveries?company_id=42', 200, [
      { event_id: 1, outcome: 'ok', response_status: 200 },
      { event_id: 2, outcome: 'failed', response_status: 500 },
      { event_id: 3, outcome: 'discarded', response_error: 'timeout' },
    ]),
    'v2 deliveries': answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, {
      data: [{ id: 'a', status: 'retrying', delivery_attempts: [{ success: false, response_status: 401 }] }],
    }),
    'a destination on this machine': answered('GET /rest/v1.0/webhooks/hooks?company_id=42', 200, [
      { id: 9, destination_url: 'http://localhost:3000/procore' },
    ]),
    'no deliveries': answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, { data: [] }),
    'a slow receiver, with a queue behind it': answered(
      'GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries',
      200,
      {
        data: [
          { id: 'c', status: 'enqueued', payload: { id: 3 }, delivery_attempts: [] },
          { id: 'b', status: 'enqueued', payload: { id: 2 }, delivery_attempts: [] },
          {
            id: 'a',
            status: 'retrying',
            payload: { id: 1 },
            delivery_attempts: [
              {
                success: false,
                started_at: '2026-11-22T09:00:00Z',
                completed_at: '2026-11-22T09:00:05.2Z',
              },
            ],
          },
        ],
      },
    ),
    'a bad certificate, given up': answered('GET /rest/v1.0/webhooks/hooks/9/deliveries?company_id=42', 200, [
      {
        event_id: 1,
        outcome: 'discarded',
        started_at: '2026-11-22T09:00:00Z',
        response_error: 'SSL_connect: certificate verify failed (self-signed certificate)',
      },
      { event_id: 2, outcome: 'discarded', started_at: null, response_status: null },
    ]),
    'an event that has ended': answered('GET /rest/v1.0/webhooks/hooks/9/triggers?project_id=7', 200, [
      { id: 1, resource_name: 'Project Users', event_type: 'UPDATE' },
      { id: 2, resource_name: 'RFIs', event_type: 'UPDATE' },
    ]),
    'an event that there is not': wrote(
      'POST /rest/v2.0/companies/42/webhooks/hooks/01J/triggers',
      { resource_name: 'Projects', event_type: 'delete' },
      201,
      { data: { id: '5', resource_name: 'Projects', event_type: 'delete' } },
    ),
    'a hook just made for this machine': wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 201, {
      data: { id: '1', status: 'active', destination_url: 'http://localhost:3000/procore' },
    }),
    'no trigger': answered('GET /rest/v1.0/webhooks/hooks/9/triggers?company_id=42', 200, []),
    'counted triggers': answered(
      'GET /rest/v2.0/companies/42/webhooks/hooks?include_trigger_count=true',
      200,
      {
        data: [{ id: '1', status: 'active', trigger_count: 0 }],
      },
    ),
  },
  'webhook-disabled': {
    'in a list': answered('GET /rest/v2.0/companies/42/webhooks/hooks', 200, {
      data: [
        { id: '1', status: 'disabled', destination_url: 'https://hooks.example.com/a' },
        { id: '2', status: 'active' },
      ],
    }),
    shown: answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J', 200, {
      data: { id: '01J', status: 'disabled' },
    }),
  },
  'webhook-duplicate-event': {
    'v4, without metadata': answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, {
      data: ['1', '2'].map(id => ({
        id,
        status: 'delivered',
        payload: { id: '01JAA', reason: 'update', resource_type: 'RFIs' },
      })),
    }),
    v1: answered('GET /rest/v1.0/webhooks/hooks/9/deliveries', 200, [
      { event_id: 1, outcome: 'ok', event: { id: 5, ulid: '01JAA' } },
      { event_id: 1, outcome: 'ok', event: { id: 5, ulid: '01JAA' } },
    ]),
    v2: answered('GET /rest/v2.0/companies/42/webhooks/hooks/01J/deliveries', 200, {
      data: [
        { id: 'a', status: 'delivered', payload: { id: '01JBB' } },
        { id: 'b', status: 'delivered', payload: { id: '01JBB' } },
        { id: 'c', status: 'delivered', payload: { id: '01JCC' } },
      ],
    }),
  },
  'bad-request-json': {
    'a word of another language': wrote(`POST ${rfis}`, '{\n  "rfi": {"draft": True}\n}', 400, {
      errors: 'x',
    }),
    'a comma too many': wrote(`POST ${rfis}`, '{\n  "rfi": {"subject": "a",}\n}', 400, { errors: 'x' }),
    'cut off': wrote(`PATCH ${rfis}/7`, '{"rfi": {', 400, { error: { code: 'BAD_REQUEST', message: 'x' } }),
    'an exchange without its body': answered(
      `POST ${rfis}`,
      400,
      { errors: 'There was a problem parsing the JSON you submitted' },
      {
        headers: { ...signedIn, 'content-type': 'application/json' },
        bodyBytes: 20,
      },
    ),
  },
  'bad-request-content-type': {
    none: answered(`POST ${rfis}`, 400, { errors: 'x' }, { body: '{"rfi":{}}' }),
    'form for JSON': answered(
      `POST ${rfis}`,
      400,
      { error: { code: 'BAD_REQUEST', message: 'x' } },
      { headers: { ...signedIn, ...form }, body: '{"rfi":{}}' },
    ),
    '415': wrote(`POST ${rfis}`, { rfi: {} }, 415, ''),
    '415 without a body': answered(`GET ${rfis}`, 415, ''),
    'an exchange without its body': answered(`POST ${rfis}`, 400, '', { bodyBytes: 11 }),
  },
  'bad-request-parameter': {
    '414': answered(`GET ${rfis}?filters[id]=${'1,'.repeat(500)}`, 414, '<html>414</html>'),
    '431': answered(`GET ${rfis}`, 431),
    'headers too long, as a page': answered(
      `GET ${rfis}`,
      400,
      '<html><title>400 Request Header Or Cookie Too Large</title></html>',
    ),
    'a page': answered(`GET ${rfis}?search=x`, 400, '<html><title>Bad Request</title></html>'),
    'a field': wrote(`POST ${rfis}`, { rfi: { subject: 'a' } }, 400, { errors: { assignees: ['required'] } }),
    'v2 detail': wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 400, {
      error: {
        code: 'BAD_REQUEST',
        message: 'Invalid',
        details: [{ reason_code: 'INVALID_PROPERTY', message: 'is required', source: 'namespace' }],
      },
    }),
    'named in a sentence': answered('GET /rest/v1.1/projects', 400, {
      errors: 'param is missing or the value is empty: company_id',
    }),
    'required by the catalog': answered('GET /rest/v1.1/projects', 400, { errors: 'Bad Request' }),
    'a filter in the wrong form': answered(
      'GET /rest/v1.0/projects/1234/correspondence_type_items?filters[status]=open',
      400,
      '',
    ),
    'a filter that the answer names': answered(`GET ${rfis}?filters%5Bstatus%5D=open`, 400, {
      errors: 'filters[status] must be an array',
    }),
    'not named': answered('GET /rest/v1.0/companies', 400, ''),
    '406': answered(`GET ${rfis}`, 406, ''),
    'at the token endpoint': askedForToken({ grant_type: 'refresh_token' }, 400, {
      error: 'invalid_request',
      error_description: 'Missing required parameter: refresh_token.',
    }),
    'an unknown grant': askedForToken({ grant_type: 'password' }, 400, { error: 'unsupported_grant_type' }),
  },
  'unprocessable-field': {
    'an upload that is completed before its segments were sent': wrote(
      'PATCH /rest/v1.1/companies/42/uploads/01J',
      { segments: [{ etag: 'x' }] },
      422,
      { errors: { segments: ['1: nothing was uploaded'] } },
    ),
    'a file that is attached before it was uploaded': wrote(
      'POST /rest/v1.0/files?project_id=7',
      { file: { name: 'a', upload_uuid: '01J' } },
      422,
      { errors: { upload_uuid: ['has not been uploaded'] } },
    ),
    'more fields than are read': wrote(`POST ${rfis}`, { rfi: {} }, 422, {
      errors: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field_${index}`, ['bad']])),
    }),
    'fields of which few are read': wrote(`POST ${rfis}`, { rfi: {} }, 422, {
      errors: Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`field_${index}`, ['b'.repeat(4_000)]]),
      ),
    }),
    'a required field': wrote(`POST ${rfis}`, { rfi: { number: '7' } }, 422, {
      errors: { subject: ["can't be blank"], assignees: ['required'] },
    }),
    'v1 fields': wrote(`POST ${rfis}`, { rfi: {} }, 422, {
      errors: { subject: ["can't be blank"], due_date: ['is invalid'] },
    }),
    v2: wrote('POST /rest/v2.0/companies/42/projects/1234/commitment_contracts', {}, 422, {
      error: {
        code: 'VALIDATION_ERROR',
        message: 'Invalid',
        details: [
          {
            reason_code: 'INVALID_PROPERTY',
            message: 'is too long (maximum is 255 characters)',
            source: 'title',
          },
        ],
      },
    }),
    'bulk rows': wrote(
      'PATCH /rest/v1.0/projects/1234/rfis',
      { rfis: [{ id: 3 }, { id: 1, title: 'x' }] },
      422,
      [{ id: 1, errors: { title: ['is odd'] } }],
    ),
    'a message': wrote('PATCH /rest/v1.1/budget_line_items/7', {}, 422, {
      message: 'Amount is wrong',
      error: 'invalid',
    }),
    'time zone': wrote('PATCH /rest/v1.0/projects/1234', {}, 422, {
      errors: { time_zone: ['is not included in the list'] },
    }),
  },
  'record-locked-by-erp': {
    'whole record': wrote('PATCH /rest/v1.0/purchase_order_contracts/7', {}, 422, {
      errors: { base: ['This contract is synced with ERP and cannot be changed'] },
    }),
    message: wrote('PATCH /rest/v1.1/budget_line_items/7', {}, 422, {
      message: 'Line item is locked',
      error: 'locked',
    }),
  },
  'origin-id-taken': {
    field: wrote('POST /rest/v1.0/vendors?company_id=42', { vendor: { name: 'a', origin_id: 'V 7' } }, 422, {
      errors: { origin_id: ['has already been taken'] },
    }),
    text: wrote('POST /rest/v1.0/vendors', {}, 422, { errors: ['Origin ID must be unique'] }),
    v2: wrote('POST /rest/v2.0/companies/42/projects/1234/prime_contracts', {}, 422, {
      error: {
        code: 'VALIDATION_ERROR',
        details: [{ reason_code: 'INVALID_PROPERTY', message: 'already exists', source: 'body.origin_id' }],
      },
    }),
  },
  'reference-missing': {
    sync: wrote('PATCH /rest/v1.0/vendors/7', {}, 422, { errors: { id: ['Entity with this ID not found'] } }),
    'cost code': wrote(
      'POST /rest/v1.0/direct_costs',
      { direct_cost: { line_items: [{ cost_code_id: 5 }] } },
      422,
      { errors: { 'line_items.0.cost_code_id': ['must exist'] } },
    ),
    template: wrote('POST /rest/v1.1/projects/1234/checklist/lists', {}, 422, {
      errors: { list_template_id: ['invalid'] },
    }),
    text: wrote(`POST ${rfis}`, {}, 422, { errors: 'Location does not exist in this project' }),
  },
  'invalid-status-transition': {
    field: wrote(`PATCH ${rfis}/7`, {}, 422, {
      errors: { status: ['cannot transition from draft to closed'] },
    }),
    text: wrote(`PATCH ${rfis}/7`, {}, 422, { message: "Status can't be changed from closed to draft" }),
    workflow: wrote('PATCH /rest/v2.0/companies/42/projects/1234/submittals/7', {}, 422, {
      error: { code: 'WORKFLOW_CONFLICT', message: 'x' },
    }),
  },
  conflict: {
    file: wrote('POST /rest/v1.0/files?project_id=1234', {}, 409, {
      errors: { base: ['Name is taken'] },
      error_type: 'duplicate',
      file: {},
    }),
    v2: wrote('POST /rest/v2.0/companies/42/webhooks/hooks', {}, 409, {
      error: { code: 'DUPLICATE_REVISION', message: 'x' },
    }),
    message: wrote('POST /rest/v1.0/vendors', {}, 409, { message: 'Vendor exists' }),
  },
  'partial-failure': {
    'all of it': wrote('PATCH /rest/v1.0/vendors/sync', { updates: [{ id: 2 }] }, 200, {
      entities: [],
      errors: [{ id: 2, errors: { id: ['Entity with this ID not found'] } }],
    }),
    sync: wrote('PATCH /rest/v1.0/vendors/sync', { updates: [{ id: 1 }, { id: 2 }] }, 200, {
      entities: [{ id: 1 }],
      errors: [{ id: 2, errors: { id: ['Entity with this ID not found'] } }],
    }),
    bulk: wrote('PATCH /rest/v2.0/companies/42/projects/1234/things/bulk', {}, 207, {
      data: { success: [{ id: '1' }], failed: [{ id: '2', code: 'NOT_FOUND', message: 'Not found' }] },
    }),
    'left out': wrote(
      'PATCH /rest/v2.0/companies/42/projects/1234/things/bulk',
      { ids: ['1', '2', '3'] },
      207,
      {
        data: { success: [{ id: '1' }], failed: [] },
      },
    ),
    'data beside errors': wrote(
      'POST /rest/v2.0/companies/42/projects/1234/things/bulk',
      { things: [{ name: 'A' }, { name: 'B' }] },
      207,
      { data: [{ id: '1' }], errors: [{ name: 'B', message: 'Name has already been taken' }] },
    ),
    'statuses under a name': wrote('POST /rest/v1.0/things/bulk', {}, 207, {
      responses: [{ status: 200 }, { status: '422', errors: ['Name is too long'] }],
    }),
    'results by status': wrote('POST /rest/v1.0/projects/1234/things', {}, 207, {
      data: { results: [{ status: 201 }, { status_code: 422, errors: { name: ['is too long'] } }] },
    }),
    'an error for each field': wrote('POST /rest/v1.0/things/bulk', {}, 207, {
      data: [{ id: 1 }],
      errors: { name: ['is too long'] },
    }),
    rows: wrote('POST /rest/v1.0/webhooks/hooks/9/triggers/bulk', {}, 207, [
      { id: 1 },
      { errors: ['resource_name is invalid'] },
    ]),
  },
  'unexpected-empty': {
    v1: answered(`GET ${rfis}?filters[status][]=open`, 200, [], {
      answer: { total: '0', 'per-page': '100' },
    }),
    'v2, service account': answered(
      'GET /rest/v2.0/companies/42/projects/1234/submittals',
      200,
      { data: [] },
      { context: { grant: 'client_credentials' } },
    ),
    'daily logs': answered('GET /rest/v1.0/projects/1234/manpower_logs', 200, ' [ ] '),
    'behind the last page': answered(`GET ${rfis}?page=9`, 200, [], {
      answer: { total: '450', 'per-page': '100' },
    }),
    'in a sandbox': answered(`GET ${sandbox}${rfis}`, 200, []),
    'no hooks': answered('GET /rest/v1.0/webhooks/hooks?company_id=42&namespace=a', 200, []),
  },
  'more-pages': {
    Link: answered(`GET ${rfis}`, 200, [{ id: 1 }], {
      answer: { link: `<${api}${rfis}?page=2&per_page=100>; rel="next"`, total: '450', 'per-page': '100' },
    }),
    'Total alone': answered(`GET ${rfis}?page=2&per_page=50`, 200, [{ id: 1 }], { answer: { total: '450' } }),
    'Link alone': answered(
      `GET ${rfis}`,
      200,
      { data: [{ id: '1' }] },
      { answer: { link: '<?page=2>; rel=next' } },
    ),
    'in the body': answered('GET /rest/v1.0/companies/42/planroom/bid_packages/3/documents', 200, {
      files: [{ id: 1 }],
      pdm_pagination: { current_page: 1, per_page: 1, total_count: 2, has_next_page: true },
    }),
    'an exchange stopped half way': answered(`GET ${rfis}`, 200, [{ id: 1 }], {
      pagination: { page: 1, total: 450, hasNext: true, rowsRead: 200 },
    }),
  },
  'storage-authorization': {
    storage: answered(
      `PUT ${storage}`,
      400,
      storageError('InvalidArgument', 'Only one auth mechanism allowed'),
      {
        headers: { authorization: 'Bearer ***' },
      },
    ),
    'without a body': answered('POST https://storage.procore.com/abc', 403, '', {
      headers: { authorization: 'Bearer ***' },
    }),
  },
  'upload-expired': {
    storage: answered(`PUT ${storage}`, 403, storageError('AccessDenied', 'Request has expired'), {
      headers: {},
    }),
    'a part of a unified upload, whose address looks like the API': answered(
      'PUT https://storage.procore.com/rest/v2.1/companies/42/projects/7/uploads/01J/parts/2?expires_at=1&user_id=3&sig=***',
      403,
      storageError('AccessDenied', 'Request has expired'),
      { headers: {} },
    ),
    'such a part on a host that nobody knows': answered(
      'PUT http://127.0.0.1:4100/rest/v2.1/companies/42/uploads/01J/parts/1?expires_at=1&user_id=3&sig=***',
      403,
      '',
      { headers: {} },
    ),
    'not as it was signed': answered(`PUT ${storage}`, 403, storageError('SignatureDoesNotMatch', 'x'), {
      headers: {},
    }),
    'a form without all of its fields': answered(
      'POST https://s3.us-west-2.amazonaws.com/bucket',
      403,
      storageError(
        'AccessDenied',
        'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "x"]',
      ),
      { headers: {} },
    ),
    'a form whose hour is over': answered(
      'POST https://s3.us-west-2.amazonaws.com/bucket',
      403,
      storageError('AccessDenied', 'Invalid according to Policy: Policy expired.'),
      { headers: {} },
    ),
    'a form without a file': answered(
      'POST https://s3.us-west-2.amazonaws.com/bucket',
      400,
      storageError('InvalidArgument', 'POST requires exactly one file upload per request.'),
      { headers: {} },
    ),
    'other bytes than were announced': answered(
      `PUT ${storage}`,
      400,
      storageError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match."),
      { headers: {} },
    ),
    'a segment after the end': answered(
      `PUT ${storage}`,
      404,
      storageError('NoSuchUpload', 'The specified upload does not exist.'),
      { headers: {} },
    ),
    'another method than was signed': answered(
      `POST ${storage}`,
      405,
      storageError('MethodNotAllowed', 'The specified method is not allowed against this resource.'),
      { headers: {} },
    ),
    completing: wrote('PATCH /rest/v1.1/companies/42/uploads/01J', { segments: [] }, 410, {
      errors: 'Upload expired',
    }),
  },
  'payload-too-large': {
    sync: wrote('PATCH /rest/v1.0/vendors/sync', { updates: [] }, 413, { errors: 'Too many' }),
    'a page': answered('POST /rest/v1.0/files', 413, '<html><center>nginx</center></html>', {
      bodyBytes: 200_000_000,
    }),
  },
  'request-timeout': {
    text: answered('GET /rest/v1.0/budget_views/3/detail_rows?project_id=1234', 408, {
      errors: 'Request Timeout',
    }),
    none: answered(`GET ${rfis}`, 408, ''),
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
  'network-unreachable': {
    name: broke('ENOTFOUND', 'getaddrinfo ENOTFOUND api.procore.com'),
    refused: broke('ECONNREFUSED'),
    'broken off': broke('UND_ERR_SOCKET', 'other side closed', 'POST'),
    'damaged compression': broke('Z_DATA_ERROR', 'incorrect header check'),
    'nothing said': { request: { method: 'GET', url: `${api}/rest/v1.0/me`, headers: {} }, response: null },
  },
  'tls-error': {
    expired: broke('CERT_HAS_EXPIRED', 'certificate has expired'),
    inspected: broke('SELF_SIGNED_CERT_IN_CHAIN'),
    name: broke('ERR_TLS_CERT_ALTNAME_INVALID'),
    'plain http': broke('ERR_SSL_WRONG_VERSION_NUMBER'),
  },
  timeout: {
    connect: broke('UND_ERR_CONNECT_TIMEOUT'),
    headers: broke('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error', 'POST'),
    socket: broke('ETIMEDOUT'),
  },
  'proxy-error': {
    '407': answered('GET /rest/v1.0/me', 407, '<html>Proxy Authentication Required</html>'),
    tunnel: broke('UND_ERR_ABORTED', 'Proxy response (403) !== 200 when HTTP Tunneling'),
    code: broke('UND_ERR_PRX_TLS'),
  },
};

import { answered, askedForToken, broke, type Examples, login, wrote } from '../inputs.ts';

const invalidGrant = {
  error: 'invalid_grant',
  error_description:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
};

export const oauth = {
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
} satisfies Examples;

import assert from 'node:assert/strict';
import { OAuthError, outcomeIsUnknown } from '../../src/oauth/errors.ts';
import { secret } from '../../src/oauth/secret.ts';
import {
  authorizationCodeGrantRequest,
  clientCredentialsGrantRequest,
  processAuthorizationCodeResponse,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  processRevokeResponse,
  processTokenInfoResponse,
  refreshTokenGrantRequest,
  revokeRequest,
  tokenInfoRequest,
} from '../../src/oauth/tokens.ts';
import type { Transport, TransportInit } from '../../src/oauth/transport.ts';
import { outOfBandRedirectUri } from '../../src/procore/redirectUris.ts';
import { callback } from '../simulator/client.ts';
import { openSimulated } from './simulated.ts';

const environment = { loginUrl: 'https://login.example' };
const client = { clientId: 'app', clientSecret: secret('s&cret') };

/** A server with one answer; what it was sent is kept. */
function scripted(status: number, body: unknown) {
  const sent: { url: string; init: TransportInit }[] = [];
  const transport: Transport = (url, init) => {
    sent.push({ url, init });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return { transport, sent };
}

async function refreshAgainst(status: number, body: unknown) {
  const { transport } = scripted(status, body);
  const grant = { refreshToken: secret('r3fresh'), redirectUri: callback };
  return processRefreshTokenResponse(
    await refreshTokenGrantRequest(environment, client, grant, { transport }),
    0,
  );
}

describe('token requests', () => {
  it('send a code as a form with the credentials in the body, and follow no redirect', async () => {
    const { transport, sent } = scripted(200, {});
    const code = secret('c0de');
    await authorizationCodeGrantRequest(environment, client, { code, redirectUri: callback }, { transport });
    const [{ url, init } = assert.fail()] = sent;
    assert.equal(url, 'https://login.example/oauth/token');
    assert.equal(init.method, 'POST');
    assert.equal(init.redirect, 'manual');
    assert.deepEqual(init.headers, {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    });
    assert.equal(
      init.body,
      'grant_type=authorization_code&code=c0de&redirect_uri=http%3A%2F%2Flocalhost%3A27561%2Fcallback&client_id=app&client_secret=s%26cret',
    );
  });

  it('repeat the redirect address on a refresh', async () => {
    const { transport, sent } = scripted(200, {});
    const grant = { refreshToken: secret('r3fresh'), redirectUri: outOfBandRedirectUri };
    await refreshTokenGrantRequest(environment, client, grant, { transport });
    assert.equal(
      sent[0]?.init.body,
      'grant_type=refresh_token&refresh_token=r3fresh&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&client_id=app&client_secret=s%26cret',
    );
  });

  it('send a proof key only where there is one', async () => {
    const { transport, sent } = scripted(200, {});
    const grant = { code: secret('c0de'), redirectUri: callback, codeVerifier: secret('v3rifier') };
    await authorizationCodeGrantRequest(environment, client, grant, { transport });
    assert.match(sent[0]?.init.body ?? '', /&code_verifier=v3rifier&/);
  });

  it('put the token to revoke into the body', async () => {
    const { transport, sent } = scripted(200, {});
    processRevokeResponse(await revokeRequest(environment, client, secret('t0ken'), { transport }));
    assert.equal(sent[0]?.url, 'https://login.example/oauth/revoke');
    assert.equal(sent[0]?.init.body, 'token=t0ken&client_id=app&client_secret=s%26cret');
  });
});

describe('token answers', () => {
  const pair = {
    access_token: 'a',
    token_type: 'bearer',
    expires_in: 5400,
    refresh_token: 'r',
    created_at: 1,
  };

  it('expire by expires_in from when they arrived, whatever the server thinks the time is', async () => {
    const { transport } = scripted(200, pair);
    const answer = await clientCredentialsGrantRequest(environment, client, { transport });
    const tokens = processAuthorizationCodeResponse(answer, 1_000_000);
    assert.equal(tokens.createdAt, 1_000_000);
    assert.equal(tokens.expiresAt, 1_000_000 + 5400_000);
    assert.equal(tokens.accessToken.reveal(), 'a');
    assert.equal(tokens.refreshToken?.reveal(), 'r');
  });

  it('live 90 minutes where they do not say', async () => {
    const { transport } = scripted(200, { ...pair, expires_in: undefined });
    const answer = await clientCredentialsGrantRequest(environment, client, { transport });
    assert.equal(processClientCredentialsResponse(answer, 0).expiresAt, 5400_000);
  });

  it('live ten years at most', async () => {
    const { transport } = scripted(200, '{"access_token":"a","token_type":"bearer","expires_in":1e999}');
    const answer = await clientCredentialsGrantRequest(environment, client, { transport });
    const { expiresAt } = processClientCredentialsResponse(answer, Date.now());
    assert.match(new Date(expiresAt).toISOString(), /^20/);
  });

  const broken: readonly (readonly [string, number, unknown])[] = [
    ['no JSON', 200, 'access_token=a'],
    ['a list', 200, []],
    ['no refresh token', 200, { ...pair, refresh_token: undefined }],
    ['an empty access token', 200, { ...pair, access_token: '' }],
    ['another token type', 200, { ...pair, token_type: 'mac' }],
    ['a redirect', 302, ''],
    ['a gateway page', 502, '<html>Bad Gateway</html>'],
  ];
  for (const [what, status, body] of broken)
    it(`with ${what} leave the outcome unknown`, async () => {
      const error = await refreshAgainst(status, body).catch((reason: unknown) => reason);
      assert.ok(error instanceof OAuthError);
      assert.equal(error.code, 'unexpected-answer');
      assert.equal(error.status, status);
      assert.ok(outcomeIsUnknown(error));
    });

  const refusals: readonly (readonly [string, number, RegExp])[] = [
    ['invalid_grant', 400, /login\.example: The session has ended.*Sign in again\. \(invalid_grant\)$/],
    ['invalid_client', 401, /client id or the client secret.*developer portal/],
    ['invalid_request', 400, /incomplete\. Check/],
    ['unsupported_grant_type', 400, /way of signing in\. Check/],
    ['unauthorized_client', 400, /may not sign in this way\. Check/],
    ['something_new', 400, /refused the request\. Check.*\(something_new\)$/],
  ];
  for (const [code, status, text] of refusals)
    it(`with ${code} say what happened and what to do`, async () => {
      const error = await refreshAgainst(status, { error: code, error_description: 'x' }).catch(
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof OAuthError);
      assert.deepEqual([error.code, error.error, error.status], ['refused', code, status]);
      assert.match(error.message, text);
      assert.ok(!outcomeIsUnknown(error));
    });

  it('that ask to slow down leave the session as it is', async () => {
    const error = await refreshAgainst(429, 'Too Many Requests').catch((reason: unknown) => reason);
    assert.ok(error instanceof OAuthError && !outcomeIsUnknown(error));
    assert.match(error.message, /slow down/);
  });
});

describe('the token endpoint of the simulator', () => {
  it('takes a code once', async () => {
    const { environment, client, transport, server } = await openSimulated();
    const grant = { code: secret(await server.code('ana')), redirectUri: callback };
    const ask = async () =>
      processAuthorizationCodeResponse(
        await authorizationCodeGrantRequest(environment, client, grant, { transport }),
        server.clock.now,
      );
    assert.ok((await ask()).refreshToken);
    await assert.rejects(ask, { code: 'refused', error: 'invalid_grant' });
  });

  it('gives a new pair for a refresh token', async () => {
    const { environment, client, transport, server, signIn } = await openSimulated();
    const { refreshToken = assert.fail(), accessToken } = await signIn('ana');
    const grant = { refreshToken, redirectUri: callback };
    const answer = await refreshTokenGrantRequest(environment, client, grant, { transport });
    const renewed = processRefreshTokenResponse(answer, server.clock.now);
    assert.notEqual(renewed.accessToken.reveal(), accessToken.reveal());
  });

  it('gives a service account a token that has no refresh token', async () => {
    const { environment, client, transport } = await openSimulated();
    const answer = await clientCredentialsGrantRequest(environment, client, { transport });
    assert.equal(processClientCredentialsResponse(answer, 0).refreshToken, undefined);
  });

  it('tells about a token until it is revoked', async () => {
    const { environment, client, transport, signIn } = await openSimulated();
    const { accessToken } = await signIn('ana');
    const ask = async () =>
      processTokenInfoResponse(await tokenInfoRequest(environment, accessToken, { transport }));
    const info = await ask();
    assert.equal(info.clientId, client.clientId);
    assert.equal(info.expiresInSeconds, 5400);
    processRevokeResponse(await revokeRequest(environment, client, accessToken, { transport }));
    await assert.rejects(ask, { code: 'refused', status: 401 });
  });
});

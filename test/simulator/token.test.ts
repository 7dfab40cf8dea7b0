import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { BrokenConnection } from '../../src/simulator/brokenConnection.ts';
import { callback, openSimulator, type SimulatorClient, type Tokens } from './client.ts';

const invalidGrant = {
  error: 'invalid_grant',
  error_description:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
};
const invalidClient = {
  error: 'invalid_client',
  error_description:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
};

function exchange(client: SimulatorClient, code: string, changes: Readonly<Record<string, string>> = {}) {
  return client.token({ grant_type: 'authorization_code', code, redirect_uri: callback, ...changes });
}

function refresh(client: SimulatorClient, token: string | undefined) {
  return client.token({ grant_type: 'refresh_token', refresh_token: token ?? '', redirect_uri: callback });
}

describe('the token endpoint', () => {
  it('exchanges a code for a pair', async () => {
    const client = await openSimulator();
    const answer = await exchange(client, await client.code('ana'));
    assert.equal(answer.status, 200);
    const { access_token, refresh_token, ...rest } = answer.json as Tokens;
    assert.match(access_token, /^eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzUxMiJ9\./);
    assert.match(refresh_token ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(rest, { token_type: 'bearer', expires_in: 5400, created_at: client.clock.now / 1000 });
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });

  it('gives client credentials no refresh token', async () => {
    const client = await openSimulator();
    const answer = await client.token({ grant_type: 'client_credentials' });
    assert.deepEqual(Object.keys(answer.json as Tokens), [
      'access_token',
      'token_type',
      'expires_in',
      'created_at',
    ]);
  });

  it('lets the lifetime be set', async () => {
    const client = await openSimulator({ accessTokenTtl: 900 });
    const answer = await client.token({ grant_type: 'client_credentials' });
    assert.equal((answer.json as Tokens).expires_in, 900);
  });

  it('takes a slash at its end and three encodings', async () => {
    const client = await openSimulator();
    const { clientId: client_id, clientSecret: client_secret } = client.simulator;
    const fields = { grant_type: 'client_credentials', client_id, client_secret };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
    for (const body of [fields, new URLSearchParams(fields), multipart]) {
      assert.equal((await client.send('POST', '/oauth/token/', { body })).status, 200);
      assert.equal((await client.send('POST', '/oauth/token', { body })).status, 200);
    }
  });

  it('takes a code once', async () => {
    const client = await openSimulator();
    const code = await client.code('ana');
    await exchange(client, code);
    const again = await exchange(client, code);
    assert.deepEqual([again.status, again.json], [400, invalidGrant]);
  });

  it('takes a code for ten minutes', async () => {
    const client = await openSimulator();
    const [early, late] = [await client.code('ana'), await client.code('ana')];
    client.clock.now += 599_999;
    assert.equal((await exchange(client, early)).status, 200);
    client.clock.now += 1;
    assert.deepEqual((await exchange(client, late)).json, invalidGrant);
  });

  it('takes a code only with the redirect address it was issued for', async () => {
    const client = await openSimulator();
    const answer = await exchange(client, await client.code('ana'), { redirect_uri: 'http://localhost' });
    assert.deepEqual([answer.status, answer.json], [400, invalidGrant]);
  });

  for (const [name, changes] of [
    ['a wrong secret', { client_secret: 'x' }],
    ['no secret', { client_secret: '' }],
    ['an unknown client', { client_id: 'x' }],
  ] as const) {
    it(`answers ${name} with 401 invalid_client`, async () => {
      const client = await openSimulator();
      const answer = await client.token({ grant_type: 'client_credentials', ...changes });
      assert.deepEqual([answer.status, answer.json], [401, invalidClient]);
    });
  }

  for (const [fields, error, description] of [
    [{}, 'invalid_request', 'Missing required parameter: grant_type.'],
    [{ grant_type: 'authorization_code' }, 'invalid_request', 'Missing required parameter: code.'],
    [
      { grant_type: 'authorization_code', code: 'x' },
      'invalid_request',
      'Missing required parameter: redirect_uri.',
    ],
    [{ grant_type: 'refresh_token' }, 'invalid_request', 'Missing required parameter: refresh_token.'],
    [
      { grant_type: 'password' },
      'unsupported_grant_type',
      'The authorization grant type is not supported by the authorization server.',
    ],
  ] as const) {
    it(`answers ${JSON.stringify(fields)} with ${error}`, async () => {
      const client = await openSimulator();
      const answer = await client.token(fields);
      assert.deepEqual([answer.status, answer.json], [400, { error, error_description: description }]);
    });
  }

  it('answers a body that is not JSON like an empty one', async () => {
    const client = await openSimulator();
    const headers = { 'content-type': 'application/json' };
    const answer = await client.send('POST', '/oauth/token', { headers, body: '{' });
    assert.equal(answer.status, 400);
  });
});

describe('refresh tokens', () => {
  it('give a new pair, and the new one works', async () => {
    const client = await openSimulator();
    const first = await client.signIn('ana');
    const second = (await refresh(client, first.refresh_token)).json as Tokens;
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal((await refresh(client, second.refresh_token)).status, 200);
  });

  it('work once, and every replay is counted', async () => {
    const client = await openSimulator();
    const { refresh_token } = await client.signIn('ana');
    await refresh(client, refresh_token);
    const replay = await refresh(client, refresh_token);
    assert.deepEqual([replay.status, replay.json], [400, invalidGrant]);
    await refresh(client, refresh_token);
    assert.equal(client.simulator.grants.refreshReplays(), 2);
  });

  it('are not counted as replays when they are merely unknown', async () => {
    const client = await openSimulator();
    assert.deepEqual((await refresh(client, 'made up')).json, invalidGrant);
    assert.equal(client.simulator.grants.refreshReplays(), 0);
  });

  it('are used up even when the answer is lost', async () => {
    const client = await openSimulator();
    const { refresh_token } = await client.signIn('ana');
    client.simulator.faults.set('lost-token-response', 'once');
    await assert.rejects(refresh(client, refresh_token), BrokenConnection);
    assert.deepEqual((await refresh(client, refresh_token)).json, invalidGrant);
    assert.equal(client.simulator.grants.refreshReplays(), 1);
  });
});

describe('revoking', () => {
  function revoke(client: SimulatorClient, token: string, secret = client.simulator.clientSecret) {
    const body = new URLSearchParams({ token, client_id: client.simulator.clientId, client_secret: secret });
    return client.send('POST', '/oauth/revoke', { body });
  }

  it('kills the access token and its refresh token', async () => {
    const client = await openSimulator();
    const { access_token, refresh_token } = await client.signIn('ana');
    const answer = await revoke(client, access_token);
    assert.deepEqual([answer.status, answer.json], [200, {}]);
    const me = await client.send('GET', '/rest/v1.0/me', {
      headers: { authorization: `Bearer ${access_token}` },
    });
    assert.equal(me.status, 401);
    assert.deepEqual((await refresh(client, refresh_token)).json, invalidGrant);
  });

  it('kills the access token when the refresh token is revoked', async () => {
    const client = await openSimulator();
    const { access_token, refresh_token } = await client.signIn('ana');
    await revoke(client, refresh_token ?? '');
    const info = await client.send('GET', '/oauth/token/info', {
      headers: { authorization: `Bearer ${access_token}` },
    });
    assert.deepEqual(info.json, {
      error: 'invalid_token',
      error_description: 'The access token was revoked',
    });
  });

  it('says 200 and {} to a token it does not know, and to a client it does not know', async () => {
    const client = await openSimulator();
    const { access_token } = await client.signIn('ana');
    for (const answer of [await revoke(client, 'made up'), await revoke(client, access_token, 'wrong')]) {
      assert.deepEqual([answer.status, answer.json], [200, {}]);
    }
    const headers = { authorization: `Bearer ${access_token}` };
    assert.equal((await client.send('GET', '/oauth/token/info', { headers })).status, 200);
  });
});

describe('token information', () => {
  it('tells owner, app and remaining seconds', async () => {
    const client = await openSimulator();
    const { access_token, created_at } = await client.signIn('ana');
    client.clock.now += 100_000;
    const expected = {
      resource_owner_id: client.user('ana').id,
      scopes: [],
      expires_in_seconds: 5300,
      application: { uid: client.simulator.clientId },
      created_at,
    };
    const headers = { authorization: `Bearer ${access_token}` };
    assert.deepEqual((await client.send('GET', '/oauth/token/info', { headers })).json, expected);
    const inAddress = await client.send('GET', `/oauth/token/info?access_token=${access_token}`);
    assert.deepEqual(inAddress.json, expected);
  });

  it('tells an expired token from an unknown one', async () => {
    const client = await openSimulator();
    const { access_token } = await client.signIn('ana');
    client.clock.now += 5_400_000;
    const headers = { authorization: `Bearer ${access_token}` };
    const expired = await client.send('GET', '/oauth/token/info', { headers });
    assert.deepEqual(
      [expired.status, expired.json],
      [401, { error: 'invalid_token', error_description: 'The access token expired' }],
    );
    const none = await client.send('GET', '/oauth/token/info');
    assert.deepEqual(none.json, { error: 'invalid_token', error_description: 'The access token is invalid' });
  });
});

describe('PKCE', () => {
  const verifier = 'a'.repeat(43);
  const fields = {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };

  it('is accepted and ignored', async () => {
    const client = await openSimulator();
    assert.equal((await exchange(client, await client.code('ana', fields))).status, 200);
  });

  it('is verified in the strict mode', async () => {
    const client = await openSimulator({ faults: ['pkce-strict'] });
    const wrong = await exchange(client, await client.code('ana', fields), { code_verifier: 'b'.repeat(43) });
    assert.deepEqual(wrong.json, invalidGrant);
    const right = await exchange(client, await client.code('ana', fields), { code_verifier: verifier });
    assert.equal(right.status, 200);
  });
});

describe('environments', () => {
  it('do not know each other’s clients', async () => {
    const production = await openSimulator({ environment: 'production' });
    const sandbox = await openSimulator({ environment: 'sandbox' });
    const { clientId: client_id, clientSecret: client_secret } = sandbox.simulator;
    const answer = await production.token({ grant_type: 'client_credentials', client_id, client_secret });
    assert.deepEqual([answer.status, answer.json], [401, invalidClient]);
  });

  it('share credentials between production and its Monthly Sandbox, but not tokens', async () => {
    const production = await openSimulator({ environment: 'production' });
    const monthly = await openSimulator({ environment: 'monthly' });
    assert.equal(production.simulator.clientId, monthly.simulator.clientId);
    const { access_token } = await production.signIn('ana');
    const answer = await monthly.send('GET', '/rest/v1.0/me', {
      headers: { authorization: `Bearer ${access_token}` },
    });
    assert.deepEqual([answer.status, answer.json], [401, { errors: 'The access token is invalid' }]);
    assert.equal(
      monthly.simulator.requestLog.recent()[0]?.note,
      'the token is of environment production, this is monthly',
    );
  });
});

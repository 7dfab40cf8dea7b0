import assert from 'node:assert/strict';
import { outOfBandRedirectUri } from '../../src/procore/redirectUris.ts';
import { callback, openSimulator, type SimulatorClient } from './client.ts';

function address(client: SimulatorClient, changes: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.simulator.clientId,
    redirect_uri: callback,
    state: 'st4te',
    ...changes,
  });
  return `/oauth/authorize?${query}`;
}

function form(client: SimulatorClient, changes: Readonly<Record<string, string>>): { body: URLSearchParams } {
  const body = new URLSearchParams(address(client).split('?')[1]);
  for (const [name, value] of Object.entries(changes)) body.set(name, value);
  return { body };
}

describe('the sign-in page', () => {
  it('offers every seeded user with rights, but not the service account', async () => {
    const client = await openSimulator();
    const page = await client.send('GET', address(client));
    assert.equal(page.status, 200);
    for (const user of client.simulator.records.users) {
      assert.equal(page.text.includes(`Allow as ${user.name}`), !user.serviceAccount, user.name);
    }
    assert.match(page.text, /Read-only in every tool/);
  });

  it('has only relative actions and links, so that it works behind a path', async () => {
    const client = await openSimulator();
    const page = await client.send('GET', address(client));
    assert.deepEqual([...new Set(page.text.match(/(?:action|href|src)="[^"]*"/g))], ['action="authorize"']);
  });

  it('escapes what came in the address', async () => {
    const client = await openSimulator();
    const page = await client.send('GET', address(client, { state: '"><script>alert(1)</script>' }));
    assert.ok(!page.text.includes('<script>'));
  });

  it('returns a code and the state to the registered address', async () => {
    const client = await openSimulator();
    const allow = { user_id: String(client.user('ana').id), decision: 'allow' };
    const answer = await client.send('POST', '/oauth/authorize', form(client, allow));
    assert.equal(answer.status, 302);
    const location = new URL(answer.headers.get('location') ?? '');
    assert.equal(location.origin + location.pathname, callback);
    assert.equal(location.searchParams.get('state'), 'st4te');
    assert.match(location.searchParams.get('code') ?? '', /^[0-9a-f]{64}$/);
  });

  it('returns access_denied and the state on Deny', async () => {
    const client = await openSimulator();
    const deny = { user_id: String(client.user('ana').id), decision: 'deny' };
    const answer = await client.send('POST', '/oauth/authorize', form(client, deny));
    assert.equal(
      answer.headers.get('location'),
      `${callback}?error=access_denied&error_description=The+resource+owner+or+authorization+server+denied+the+request.&state=st4te`,
    );
  });

  it('shows the code on a page of its own, out of band', async () => {
    const client = await openSimulator();
    const code = await client.code('ana', { redirect_uri: outOfBandRedirectUri });
    const page = await client.send('GET', `/oauth/authorize/${code}`);
    assert.ok(page.text.includes(`value="${code}"`));
  });

  for (const redirectUri of [
    `${callback}/`,
    'http://localhost:27564/callback',
    'http://127.0.0.1:27561/callback',
    'https://localhost:27561/callback',
    '',
  ]) {
    it(`answers redirect address "${redirectUri}" with a page and no redirect`, async () => {
      const client = await openSimulator();
      const page = await client.send('GET', address(client, { redirect_uri: redirectUri }));
      assert.equal(page.status, 400);
      assert.equal(page.headers.get('location'), null);
      assert.match(
        page.text,
        /The requested redirect URI is malformed or doesn&#39;t match the client redirect URI\./,
      );
    });
  }

  it('answers an unknown client with a page', async () => {
    const client = await openSimulator();
    const page = await client.send('GET', address(client, { client_id: 'somebody' }));
    assert.equal(page.status, 401);
    assert.match(page.text, /Client authentication failed due to unknown client/);
  });

  it('refuses the implicit grant by redirect', async () => {
    const client = await openSimulator();
    const answer = await client.send('GET', address(client, { response_type: 'token' }));
    assert.match(answer.headers.get('location') ?? '', /\?error=unsupported_response_type&.*&state=st4te$/);
  });
});

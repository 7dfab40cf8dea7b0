import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { secret } from '../../src/oauth/secret.ts';
import { processRefreshTokenResponse, refreshTokenGrantRequest } from '../../src/oauth/tokens.ts';
import type { Transport } from '../../src/oauth/transport.ts';
import { memorySecrets } from '../support/memorySecrets.ts';
import { changesOf, minute, never, openSimulated, openWindow } from './simulated.ts';

/** Everything that a careless program could write of a value. */
function written(value: unknown): string {
  return [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value), String(value)].join('\n');
}

function assertSilent(text: string, secrets: readonly string[]) {
  for (const hidden of secrets) {
    assert.ok(hidden.length > 3);
    assert.ok(!text.includes(hidden), `"${hidden.slice(0, 6)}..." is in ${text.slice(0, 300)}`);
  }
}

describe('no secret leaves through', () => {
  it('what the room hands out, logs and tells of a whole life of a session', async () => {
    const simulated = await openSimulated();
    const { sessions, log, secrets } = openWindow(simulated);
    const changes = changesOf(sessions);
    const seen: unknown[] = [changes, log, simulated.client];
    const values = [simulated.client.clientSecret.reveal()];
    const note = () => {
      for (const text of secrets.values.values())
        for (const name of ['accessToken', 'refreshToken']) {
          const found = new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1];
          if (found !== undefined) values.push(found);
        }
    };
    const created = await simulated.newSession('ana');
    const session = await sessions.create(created);
    note();
    simulated.server.clock.now += 89 * minute;
    seen.push(created, session, await sessions.getAccessToken(session.id, { signal: never }));
    note();
    simulated.server.simulator.faults.set('lost-token-response', 'once');
    simulated.server.clock.now += 86 * minute;
    seen.push(await sessions.getAccessToken(session.id, { signal: never }), await sessions.list());
    simulated.server.simulator.faults.set('lost-token-response', 'once');
    simulated.server.clock.now += 10 * minute;
    seen.push(await sessions.getAccessToken(session.id, { signal: never }));
    const { revoked } = await sessions.remove(session.id);
    seen.push(await revoked, [...secrets.values.values()]);
    assert.ok(new Set(values).size >= 5 && log.length > 0 && changes.length > 2);
    assertSilent(written(seen), values);
  });

  it('a log line about a record that cannot be read', async () => {
    const secrets = memorySecrets({ broken: '{"v":1,"accessToken":"t0ken-of-old"' });
    const { sessions, log } = openWindow(await openSimulated(), { secrets });
    await sessions.list();
    assert.ok(log.length > 0);
    assertSilent(log.join('\n'), ['t0ken-of-old']);
  });

  const client = { clientId: 'app', clientSecret: secret('s3cret-of-app') };
  const hidden = ['s3cret-of-app', 'r3fresh-t0ken', 'n3w-t0ken'];
  const answers: Readonly<Record<string, Transport>> = {
    'half an answer': () => new Response('{"access_token":"n3w-t0ken","refr'),
    'an answer without a refresh token': () =>
      Response.json({ access_token: 'n3w-t0ken', token_type: 'bearer' }),
    'a refusal': () =>
      Response.json({ error: 'invalid_grant', error_description: 'expired' }, { status: 400 }),
    'a gateway that echoes': (_url, init) => new Response(`<pre>${init.body}</pre>`, { status: 502 }),
    'a broken connection': () => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
      });
    },
    'a server that is silent': () => new Promise(() => undefined),
  };
  for (const [what, transport] of Object.entries(answers))
    it(`the error of ${what}`, async () => {
      const grant = { refreshToken: secret('r3fresh-t0ken'), redirectUri: undefined };
      const environment = { loginUrl: 'https://login.example' };
      const error = await refreshTokenGrantRequest(environment, client, grant, { transport, timeoutMs: 5 })
        .then(answer => processRefreshTokenResponse(answer, 0))
        .catch((reason: unknown) => reason);
      assert.ok(error instanceof Error);
      assertSilent(`${written(error)}\n${error.stack}`, hidden);
    });
});

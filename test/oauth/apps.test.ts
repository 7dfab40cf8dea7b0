import assert from 'node:assert/strict';
import { createApps } from '../../src/oauth/apps.ts';
import { checkClient } from '../../src/oauth/checkClient.ts';
import { secret } from '../../src/oauth/secret.ts';
import type { OAuthClient } from '../../src/oauth/tokens.ts';
import { callback } from '../simulator/client.ts';
import { memorySecrets } from '../support/memorySecrets.ts';
import { openSimulated } from './simulated.ts';

const app = (clientId: string): OAuthClient => ({ clientId, clientSecret: secret(`s3cret-of-${clientId}`) });
const idsOf = (apps: readonly OAuthClient[]) => apps.map(({ clientId }) => clientId);

function open(initial: Readonly<Record<string, string>> = {}) {
  const secrets = memorySecrets(initial);
  const log: string[] = [];
  return { apps: createApps(secrets, line => log.push(line)), secrets, log };
}

describe('the apps', () => {
  it('of one environment stand side by side, and apart from those of another', async () => {
    const { apps } = open();
    await apps.store('production', app('b'));
    await apps.store('production', app('a'));
    await apps.store('sandbox', app('c'));
    assert.deepEqual(idsOf(await apps.list('production')), ['a', 'b']);
    assert.deepEqual(idsOf(await apps.list('sandbox')), ['c']);
    assert.equal((await apps.find('production', 'b'))?.clientSecret.reveal(), 's3cret-of-b');
    assert.equal(await apps.find('sandbox', 'b'), undefined);
  });

  it('are forgotten one by one', async () => {
    const { apps, secrets } = open();
    await apps.store('production', app('a'));
    await apps.store('production', app('b'));
    await apps.forget('production', 'a');
    assert.deepEqual(idsOf(await apps.list('production')), ['b']);
    assert.deepEqual([...secrets.values.keys()], ['production/b']);
  });

  it('are known to belong to another environment', async () => {
    const { apps } = open();
    await apps.store('production', app('a'));
    assert.equal(await apps.ownerOf('a', 'sandbox'), 'production');
    assert.equal(await apps.ownerOf('a', 'production'), undefined);
    assert.equal(await apps.ownerOf('b', 'sandbox'), undefined);
  });

  it('that are corrupt, foreign or newer are skipped, logged and left alone', async () => {
    const stored = {
      'production/broken': '{"v":1,"clientSecret":"s3cr',
      'production/empty': '{"v":1,"clientSecret":""}',
      'production/foreign': '"s3cret"',
      'production/newer': '{"v":2,"sealed":"s3cret"}',
      'no slash': '{"v":1,"clientSecret":"s3cret"}',
    };
    const { apps, secrets, log } = open(stored);
    await apps.store('production', app('a'));
    assert.deepEqual(idsOf(await apps.list('production')), ['a']);
    for (const [key, text] of Object.entries(stored)) assert.equal(secrets.values.get(key), text, key);
    assert.equal(log.length, 4);
    assert.ok(!log.join('\n').includes('s3cr'));
    await assert.rejects(apps.store('production', app('newer')), { message: /newer version.*Update/ });
  });
});

describe('checking an app', () => {
  it('tells a right from a wrong one, and makes no token', async () => {
    const { environment, client, transport, server } = await openSimulated();
    const check = (checked: OAuthClient) => checkClient(environment, checked, callback, { transport });
    assert.equal(await check(client), 'accepted');
    assert.equal(await check({ ...client, clientSecret: secret('wr0ng') }), 'refused');
    assert.equal(await check(app('unknown')), 'refused');
    assert.equal(server.simulator.grants.find('no-such-code'), undefined);
  });

  it('knows nothing without a network', async () => {
    const { environment, client } = await openSimulated();
    const transport = () => Promise.reject(new TypeError('fetch failed'));
    assert.equal(await checkClient(environment, client, callback, { transport }), 'unknown');
  });
});

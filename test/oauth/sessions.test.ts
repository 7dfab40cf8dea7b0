import assert from 'node:assert/strict';
import type { SessionGrant } from '../../src/oauth/sessionToken.ts';
import type { Transport } from '../../src/oauth/transport.ts';
import { memorySecrets } from '../support/memorySecrets.ts';
import { changesOf, minute, openSimulated, openWindow, signedIn, token } from './simulated.ts';

describe('a session', () => {
  it('is there after the window is reloaded', async () => {
    const simulated = await openSimulated();
    const { session, secrets } = await signedIn(simulated);
    const later = openWindow(simulated, { secrets });
    assert.deepEqual(await later.sessions.list(), [session]);
    assert.equal(session.account.label, 'ana (Simulator)');
    assert.equal(session.expiresAt, simulated.server.clock.now + 90 * minute);
    assert.equal((await token(later.sessions, session.id))?.account, 'ana (Simulator)');
  });

  it('replaces the older one of the same account in one event, and the old token is revoked', async () => {
    const simulated = await openSimulated();
    const { sessions, session } = await signedIn(simulated);
    const old = await token(sessions, session.id);
    const changes = changesOf(sessions);
    const next = await sessions.create(await simulated.newSession('ana'));
    assert.deepEqual(
      changes.map(({ added, removed }) => [added.map(({ id }) => id), removed.map(({ id }) => id)]),
      [[[next.id], [session.id]]],
    );
    assert.deepEqual(await sessions.list(), [next]);
    assert.equal(simulated.server.simulator.grants.find(old?.reveal() ?? '')?.revoked, true);
    assert.ok(await token(sessions, next.id));
  });

  it('stands beside those of other accounts', async () => {
    const simulated = await openSimulated();
    const { sessions } = await signedIn(simulated);
    await sessions.create(await simulated.newSession('sam'));
    const labels = (await sessions.list()).map(({ account }) => account.label);
    assert.deepEqual(labels, ['ana (Simulator)', 'sam (Simulator)']);
  });

  it('stands beside that of the same account with another app, but not beside a pasted token', async () => {
    const simulated = await openSimulated();
    const { sessions } = await signedIn(simulated);
    await sessions.create({ ...(await simulated.newSession('ana')), clientId: 'another-app' });
    const apps = async () => (await sessions.list()).map(({ clientId }) => clientId);
    assert.deepEqual(await apps(), [simulated.client.clientId, 'another-app']);
    await sessions.create({
      ...(await simulated.newSession('ana')),
      grant: 'access_token',
      clientId: undefined,
    });
    assert.deepEqual(await apps(), [undefined]);
  });

  it('gives no token to an environment whose login host is another now', async () => {
    const simulated = await openSimulated();
    const { secrets, session } = await signedIn(simulated);
    const moved = { ...simulated, environment: { ...simulated.environment, loginUrl: 'http://localhost:9' } };
    assert.equal(await token(openWindow(moved, { secrets }).sessions, session.id), undefined);
  });
});

describe('a session that cannot be stored', () => {
  it('is revoked, since its refresh token would never end', async () => {
    const simulated = await openSimulated();
    const { sessions, secrets } = openWindow(simulated);
    secrets.set = async () => {
      throw new Error('no keyring');
    };
    const session = await simulated.newSession('ana');
    await assert.rejects(sessions.create(session), /no keyring/);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(simulated.server.simulator.grants.find(session.tokens.accessToken.reveal())?.revoked, true);
  });
});

describe('signing out', () => {
  it('ends the session here and at the login host', async () => {
    const simulated = await openSimulated();
    const { sessions, session, secrets } = await signedIn(simulated);
    const before = await token(sessions, session.id);
    const { revoked } = await sessions.remove(session.id);
    assert.deepEqual(await sessions.list(), []);
    assert.equal(await token(sessions, session.id), undefined);
    assert.equal(await revoked, true);
    assert.equal(simulated.server.simulator.grants.find(before?.reveal() ?? '')?.revoked, true);
    assert.ok(!secrets.values.get(session.id)?.includes('Token'));
  });

  it('works without a network', async () => {
    const simulated = await openSimulated();
    const { session, secrets } = await signedIn(simulated);
    const offline: Transport = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) });
    };
    const { sessions, log } = openWindow(simulated, { secrets, transport: offline });
    const { revoked } = await sessions.remove(session.id);
    assert.deepEqual(await sessions.list(), []);
    assert.equal(await revoked, false);
    assert.match(log.join(), /was not revoked/);
  });

  it('while a renewal is under way brings nothing back', () => whileRenewing(false));

  it('while a renewal is under way brings nothing back where all files are gone then', () =>
    whileRenewing(true));

  it('while a service account asks for a token brings nothing back where all files are gone then', () =>
    whileRenewing(true, 'client_credentials'));

  async function whileRenewing(erased: boolean, grant: SessionGrant = 'authorization_code') {
    const simulated = await openSimulated();
    const { secrets, files, sessions: first } = openWindow(simulated);
    const session = await first.create({ ...(await simulated.newSession('ana')), grant });
    simulated.server.clock.now += 89 * minute;
    let answer: () => void = () => undefined;
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    let asked: () => void = () => undefined;
    const asking = new Promise<void>(resolve => {
      asked = resolve;
    });
    const slow: Transport = async (url, init) => {
      const response = await simulated.transport(url, init);
      if (url.endsWith('/oauth/token')) {
        asked();
        await answered;
      }
      return response;
    };
    const { sessions } = openWindow(simulated, { secrets, transport: slow });
    const renewal = token(sessions, session.id);
    await asking;
    await sessions.remove(session.id);
    if (erased) files.files.clear();
    answer();
    assert.equal(await renewal, undefined);
    assert.deepEqual(await sessions.list(), []);
    assert.equal(secrets.values.size, 0);
    const alive = simulated.server.simulator.grants.sessions(10).filter(({ revoked }) => !revoked);
    if (grant === 'authorization_code') assert.deepEqual(alive, []);
  }

  it('waits two seconds for a renewal elsewhere, and goes on without it', async () => {
    const simulated = await openSimulated();
    const { sessions, session, slept, files } = await signedIn(simulated);
    await files.makeFolder(`${session.id}.lock`);
    await sessions.remove(session.id);
    assert.equal(
      slept.reduce((total, one) => total + one, 0),
      2000,
    );
    assert.deepEqual(await sessions.list(), []);
  });

  it('of what is not there does nothing', async () => {
    const { sessions, secrets } = openWindow(await openSimulated());
    assert.equal(await (await sessions.remove('nobody')).revoked, false);
    assert.equal(secrets.values.size, 0);
  });

  it('is seen by another window, with the account', async () => {
    const simulated = await openSimulated();
    const { sessions, session, secrets } = await signedIn(simulated);
    const other = openWindow(simulated, { secrets });
    await other.sessions.reconcile();
    const changes = changesOf(other.sessions);
    await sessions.remove(session.id);
    await other.sessions.reconcile();
    assert.deepEqual(
      changes.map(({ removed }) => removed.map(({ account }) => account.label)),
      [['ana (Simulator)']],
    );
  });
});

describe('stored records', () => {
  const corrupt: Readonly<Record<string, string>> = {
    'not-json': '{',
    'a-number': '7',
    nothing: '',
    'no-version': '{}',
    newer: '{"v":2,"gen":1}',
    'half-a-record': '{"v":1,"gen":1,"environment":"simulator"}',
  };

  it('that are corrupt, foreign or newer are skipped, logged and left alone', async () => {
    const simulated = await openSimulated();
    const secrets = memorySecrets(corrupt);
    const { sessions, log } = openWindow(simulated, { secrets });
    const session = await sessions.create(await simulated.newSession('ana'));
    assert.deepEqual(await sessions.list(), [session]);
    assert.equal(await token(sessions, 'not-json'), undefined);
    await sessions.remove('half-a-record');
    for (const [key, text] of Object.entries(corrupt)) assert.equal(secrets.values.get(key), text, key);
    assert.ok(log.some(line => line.includes('newer version')));
    assert.ok(log.some(line => line.includes('not-json is not readable')));
  });

  it('are gone with a sign-out, and forgotten a month later', async () => {
    const simulated = await openSimulated();
    const { sessions, session, secrets, files } = await signedIn(simulated);
    await sessions.remove(session.id);
    assert.equal(secrets.values.size, 0);
    assert.match(files.read(`${session.id}.json`) ?? '', /"removed"/);
    simulated.server.clock.now += 31 * 24 * 60 * minute;
    await sessions.create(await simulated.newSession('ana'));
    assert.equal(files.read(`${session.id}.json`), undefined);
    assert.deepEqual(files.folders, new Set());
  });
});

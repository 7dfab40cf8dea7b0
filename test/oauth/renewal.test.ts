import assert from 'node:assert/strict';
import { outcomeIsUnknown } from '../../src/oauth/errors.ts';
import type { Transport } from '../../src/oauth/transport.ts';
import {
  changesOf,
  minute,
  never,
  openSimulated,
  openWindow,
  refreshes,
  signedIn,
  token,
} from './simulated.ts';

describe('renewing', () => {
  it('waits until five minutes are left', async () => {
    const simulated = await openSimulated();
    const { sessions, session } = await signedIn(simulated);
    const first = await token(sessions, session.id);
    simulated.server.clock.now += 84 * minute;
    assert.equal((await token(sessions, session.id))?.reveal(), first?.reveal());
    simulated.server.clock.now += 1 * minute;
    assert.notEqual((await token(sessions, session.id))?.reveal(), first?.reveal());
    assert.equal(refreshes(simulated), 1);
  });

  it('of a token that lives five seconds waits until one is left', async () => {
    const simulated = await openSimulated({ accessTokenTtl: 5 });
    const { sessions, session } = await signedIn(simulated);
    simulated.server.clock.now += 3900;
    await token(sessions, session.id);
    assert.equal(refreshes(simulated), 0);
    simulated.server.clock.now += 100;
    await token(sessions, session.id);
    assert.equal(refreshes(simulated), 1);
  });

  it('happens once for all who ask at the same time', async () => {
    const simulated = await openSimulated();
    const { sessions, session } = await signedIn(simulated);
    simulated.server.clock.now += 89 * minute;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => token(sessions, session.id)));
    assert.equal(new Set(tokens.map(got => got?.reveal())).size, 1);
    assert.equal(refreshes(simulated), 1);
    assert.equal(simulated.server.simulator.grants.refreshReplays(), 0);
  });

  it('goes on for a hundred restarts', async () => {
    const simulated = await openSimulated();
    const { secrets, session } = await signedIn(simulated);
    for (let restart = 0; restart < 100; restart++) {
      simulated.server.clock.now += 100 * minute;
      const window = openWindow(simulated, { secrets });
      assert.ok(await token(window.sessions, session.id), `restart ${restart}`);
      window.sessions.dispose();
    }
    assert.equal(simulated.server.simulator.grants.refreshReplays(), 0);
  });

  it('goes on for a hundred restarts with a clock that jumps', async () => {
    const simulated = await openSimulated();
    const { secrets, session } = await signedIn(simulated);
    const skews = [0, 60, -60, 24 * 60, -24 * 60, 0, 1, -1, 365 * 24 * 60];
    for (let restart = 0; restart < 100; restart++) {
      simulated.server.clock.now += 100 * minute;
      const skew = (skews[restart % skews.length] ?? 0) * minute;
      const { sessions } = openWindow(simulated, { secrets, now: () => simulated.server.clock.now + skew });
      const got = await token(sessions, session.id);
      const taken = simulated.server.simulator.grants.find(got?.reveal() ?? '');
      const good =
        taken !== undefined && taken.expiresAt > simulated.server.clock.now
          ? got
          : await sessions.getAccessToken(session.id, { rejected: got, signal: never });
      const used = simulated.server.simulator.grants.find(good?.reveal() ?? '');
      assert.ok((used?.expiresAt ?? 0) > simulated.server.clock.now, `restart ${restart}`);
      await sessions.dispose();
    }
    assert.equal(simulated.server.simulator.grants.refreshReplays(), 0);
  });

  it('begins up to a minute earlier in some windows than in others', async () => {
    const simulated = await openSimulated();
    const { secrets, session } = await signedIn(simulated);
    const eager = openWindow(simulated, { secrets, random: 0.5 });
    simulated.server.clock.now += 84 * minute;
    await token(eager.sessions, session.id);
    assert.equal(refreshes(simulated), 0);
    simulated.server.clock.now += minute / 2;
    await token(eager.sessions, session.id);
    assert.equal(refreshes(simulated), 1);
  });

  it('is waited for when the window closes, for three seconds at most', async () => {
    const simulated = await openSimulated();
    const { secrets, session } = await signedIn(simulated);
    simulated.server.clock.now += 89 * minute;
    const silent = openWindow(simulated, {
      secrets,
      transport: () => new Promise(() => undefined),
      sleep: () => Promise.resolve(),
    });
    void token(silent.sessions, session.id);
    await new Promise(resolve => setImmediate(resolve));
    await silent.sessions.dispose();
    assert.deepEqual(silent.slept, [3000]);
  });

  it('stores the new pair before anybody gets it', async () => {
    const simulated = await openSimulated();
    const { sessions, session, secrets } = await signedIn(simulated);
    simulated.server.clock.now += 89 * minute;
    const renewed = await token(sessions, session.id);
    assert.ok(secrets.values.get(session.id)?.includes(renewed?.reveal() ?? 'none'));
  });

  it('is told as a change, once', async () => {
    const simulated = await openSimulated();
    const { sessions, session } = await signedIn(simulated);
    const changes = changesOf(sessions);
    simulated.server.clock.now += 89 * minute;
    await token(sessions, session.id);
    assert.deepEqual(
      changes.map(({ added, removed, changed }) => [
        added.length,
        removed.length,
        changed.map(({ id }) => id),
      ]),
      [[0, 0, [session.id]]],
    );
  });

  it('goes on when one of those who wait gives up', async () => {
    const simulated = await openSimulated();
    const { sessions, session } = await signedIn(simulated);
    simulated.server.clock.now += 89 * minute;
    const controller = new AbortController();
    const givingUp = sessions.getAccessToken(session.id, { signal: controller.signal });
    const waiting = token(sessions, session.id);
    controller.abort(new Error('gave up'));
    await assert.rejects(givingUp, /gave up/);
    assert.ok(await waiting);
    assert.equal(refreshes(simulated), 1);
  });

  it('asks again with client credentials for a service account', async () => {
    const simulated = await openSimulated();
    const { sessions } = openWindow(simulated);
    const tokens = await simulated.signIn('ana');
    const session = await sessions.create({
      ...(await simulated.newSession('ana')),
      grant: 'client_credentials',
      tokens: { ...tokens, refreshToken: undefined },
    });
    simulated.server.clock.now += 89 * minute;
    const renewed = await token(sessions, session.id);
    assert.equal(renewed?.grant, 'client_credentials');
    assert.notEqual(renewed?.reveal(), tokens.accessToken.reveal());
  });
});

describe('a rejected token', () => {
  it('is renewed at once', async () => {
    const simulated = await openSimulated();
    const { sessions, session } = await signedIn(simulated);
    const rejected = await token(sessions, session.id);
    const next = await sessions.getAccessToken(session.id, { rejected, signal: never });
    assert.notEqual(next?.reveal(), rejected?.reveal());
    assert.equal(refreshes(simulated), 1);
  });

  it('that another window has renewed already is not renewed again', async () => {
    const simulated = await openSimulated();
    const { sessions, session, secrets } = await signedIn(simulated);
    const rejected = await token(sessions, session.id);
    const other = openWindow(simulated, { secrets });
    const renewed = await other.sessions.getAccessToken(session.id, { rejected, signal: never });
    const adopted = await sessions.getAccessToken(session.id, { rejected, signal: never });
    assert.equal(adopted?.reveal(), renewed?.reveal());
    assert.equal(refreshes(simulated), 1);
  });

  it('is renewed although a renewal is under way that gives the very same', async () => {
    const simulated = await openSimulated();
    const { session, secrets, files } = await signedIn(simulated);
    simulated.server.clock.now += 86 * minute;
    let go: () => void = () => undefined;
    const wait = new Promise<void>(resolve => {
      go = resolve;
    });
    let waited = false;
    const makeFolder: typeof files.makeFolder = async name => {
      if (waited) return files.makeFolder(name);
      waited = true;
      await wait;
      return false;
    };
    const late = openWindow(simulated, { secrets, files: { ...files, makeFolder } });
    const other = openWindow(simulated, { secrets });
    const before = token(late.sessions, session.id);
    await new Promise(resolve => setImmediate(resolve));
    const rejected = await token(other.sessions, session.id);
    const after = late.sessions.getAccessToken(session.id, { rejected, signal: never });
    go();
    assert.equal((await before)?.reveal(), rejected?.reveal());
    const got = await after;
    assert.ok(got && got.reveal() !== rejected?.reveal());
    assert.equal(refreshes(simulated), 2);
  });

  it('ends a session that cannot be renewed', async () => {
    const simulated = await openSimulated();
    const { sessions } = openWindow(simulated);
    const session = await sessions.create({
      ...(await simulated.newSession('ana')),
      grant: 'access_token',
      clientId: undefined,
    });
    const rejected = await token(sessions, session.id);
    assert.equal(await sessions.getAccessToken(session.id, { rejected, signal: never }), undefined);
    assert.equal((await sessions.list())[0]?.ended, 'expired');
  });
});

describe('a renewal that fails', () => {
  let simulatedSends = 0;

  async function expiring(options: { readonly transport?: (real: Transport) => Transport } = {}) {
    const simulated = await openSimulated();
    const { session, secrets } = await signedIn(simulated);
    simulated.server.clock.now += 86 * minute;
    const transport = options.transport?.(simulated.transport) ?? simulated.transport;
    const window = openWindow(simulated, { secrets, transport });
    return { simulated, session, ...window };
  }

  const refuse =
    (code: string): Transport =>
    async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
    };

  it('because the refresh token was revoked ends the session, which stays visible', async () => {
    const { simulated, sessions, session } = await expiring();
    simulated.server.simulator.grants.revokeSession(undefined);
    assert.equal(await token(sessions, session.id), undefined);
    assert.deepEqual(await sessions.list(), [{ ...session, expiresAt: undefined, ended: 'revoked' }]);
    assert.equal(await token(sessions, session.id), undefined);
    assert.equal(refreshes(simulated), 1);
  });

  it('because nobody could be reached keeps the token while it lives, and may be tried again', async () => {
    let offline = true;
    const { simulated, sessions, session } = await expiring({
      transport: real => (url, init) => (offline ? refuse('ENOTFOUND')(url, init) : real(url, init)),
    });
    const kept = await token(sessions, session.id);
    assert.ok(kept);
    simulated.server.clock.now += 10 * minute;
    await assert.rejects(token(sessions, session.id), { code: 'unreachable' });
    offline = false;
    const renewed = await token(sessions, session.id);
    assert.ok(renewed && renewed.reveal() !== kept.reveal());
  });

  it('ahead of time is not tried again for half a minute', async () => {
    const { simulated, sessions, session } = await expiring({
      transport: real => (url, init) => {
        simulatedSends += 1;
        return url.endsWith('/token') ? refuse('ECONNREFUSED')(url, init) : real(url, init);
      },
    });
    simulatedSends = 0;
    for (const seconds of [0, 1, 28, 2]) {
      simulated.server.clock.now += seconds * 1000;
      assert.ok(await token(sessions, session.id));
    }
    assert.equal(simulatedSends, 2);
  });

  it('because the new pair could not be stored does not send the token again', async () => {
    const { simulated, sessions, session, secrets } = await expiring();
    const { set } = secrets;
    secrets.set = async () => {
      throw new Error('no keyring');
    };
    assert.ok(await token(sessions, session.id), 'the old token lives on');
    secrets.set = set;
    simulated.server.clock.now += 10 * minute;
    assert.equal(await token(sessions, session.id), undefined);
    assert.equal((await sessions.list())[0]?.ended, 'unknown-outcome');
    assert.equal(refreshes(simulated), 1);
  });

  it('because the files of the windows cannot be written sends nothing', async () => {
    const { simulated, sessions, session, files } = await expiring();
    simulated.server.clock.now += 10 * minute;
    const { makeFolder } = files;
    files.makeFolder = async () => {
      throw Object.assign(new Error('x'), { code: 'EROFS' });
    };
    await assert.rejects(token(sessions, session.id), { code: 'storage-unavailable', message: /EROFS/ });
    files.makeFolder = makeFolder;
    assert.equal(refreshes(simulated), 0);
    assert.ok(await token(sessions, session.id));
  });

  it('because its mark cannot be written sends nothing, and may be tried again', async () => {
    const { simulated, sessions, session, files } = await expiring();
    simulated.server.clock.now += 10 * minute;
    const { makeFolder } = files;
    files.makeFolder = async name => {
      if (!name.endsWith('.sent')) return makeFolder(name);
      throw Object.assign(new Error('x'), { code: 'ENOSPC' });
    };
    await assert.rejects(token(sessions, session.id), { code: 'storage-unavailable', message: /ENOSPC/ });
    files.makeFolder = makeFolder;
    assert.equal(refreshes(simulated), 0);
    assert.ok(await token(sessions, session.id));
  });

  it('because another copy of the session sent the token first is called a replay', async () => {
    const { simulated, sessions, session, files } = await expiring({
      transport: real => (url, init) => {
        if (url.endsWith('/token')) {
          const name = `${session.id}.json`;
          files.files.set(name, (files.read(name) ?? '').replace(/"nonce":"[^"]*"/, '"nonce":"another"'));
        }
        return real(url, init);
      },
    });
    simulated.server.simulator.faults.set('refresh-token-invalid', 'once');
    simulated.server.clock.now += 10 * minute;
    assert.equal(await token(sessions, session.id), undefined);
    assert.equal((await sessions.list())[0]?.ended, 'replayed');
  });

  it('by a refusal waits five seconds for a newer pair', async () => {
    const { simulated, sessions, session, slept } = await expiring();
    simulated.server.simulator.faults.set('refresh-token-invalid', 'once');
    assert.equal(await token(sessions, session.id), undefined);
    assert.equal(
      slept.reduce((total, one) => total + one, 0),
      5000,
    );
    assert.equal((await sessions.list())[0]?.ended, 'revoked');
  });

  it('with its answer lost never spends the refresh token again', async () => {
    const { simulated, sessions, session, log } = await expiring();
    simulated.server.simulator.faults.set('lost-token-response', 'once');
    const kept = await token(sessions, session.id);
    assert.ok(kept, 'the old token lives on');
    assert.ok(log.some(line => line.includes('is not known')));
    simulated.server.clock.now += 10 * minute;
    assert.equal(await token(sessions, session.id), undefined);
    assert.equal((await sessions.list())[0]?.ended, 'unknown-outcome');
    assert.equal(simulated.server.simulator.grants.refreshReplays(), 0);
  });

  it('on a rejected token with the answer lost ends the session, which is told once', async () => {
    const { simulated, sessions, session } = await expiring();
    const stored = await sessions.storedToken(session.id);
    const changes = changesOf(sessions);
    simulated.server.simulator.faults.set('lost-token-response', 'once');
    const refused = () => sessions.getAccessToken(session.id, { rejected: stored, signal: never });
    assert.deepEqual([await refused(), await refused()], [undefined, undefined]);
    const ends = changes.flatMap(({ changed }) => changed.map(({ ended }) => ended));
    assert.deepEqual(ends, ['unknown-outcome']);
  });

  it('because the app is not accepted leaves the session as it is', async () => {
    const { simulated, sessions, session } = await expiring();
    simulated.server.clock.now += 10 * minute;
    simulated.server.simulator.faults.set('client-credentials-invalid', 'once');
    await assert.rejects(
      token(sessions, session.id),
      (error: unknown) => !outcomeIsUnknown(error) && /client secret is not accepted/.test(String(error)),
    );
    assert.ok(await token(sessions, session.id));
  });
});

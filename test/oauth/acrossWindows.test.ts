import assert from 'node:assert/strict';
import { decodeLedger, type Ledger } from '../../src/oauth/ledger.ts';
import type { Sessions } from '../../src/oauth/sessions.ts';
import type { Transport } from '../../src/oauth/transport.ts';
import { memorySecrets } from '../support/memorySecrets.ts';
import { memorySessionFiles } from '../support/memorySessionFiles.ts';
import {
  changesOf,
  minute,
  openSimulated,
  openWindow,
  refreshes,
  token,
  type WindowOptions,
} from './simulated.ts';

/** A window where somebody signed in, and the token is near its end. */
async function expiring(first: WindowOptions = {}) {
  const simulated = await openSimulated();
  const one = openWindow(simulated, first);
  const session = await one.sessions.create(await simulated.newSession('ana'));
  simulated.server.clock.now += 86 * minute;
  /** Another window over secrets of its own: it sees what was stored until now. */
  const openApart = (options: WindowOptions = {}) =>
    openWindow(simulated, {
      secrets: memorySecrets(Object.fromEntries(one.secrets.values)),
      files: one.files,
      ...options,
    });
  const ledger = (): Ledger => {
    const read = decodeLedger(one.files.read(`${session.id}.json`));
    return typeof read === 'object' ? read : assert.fail('there is no ledger');
  };
  const setLedger = (change: Partial<Ledger>) =>
    one.files.files.set(`${session.id}.json`, JSON.stringify({ v: 1, ...ledger(), ...change }));
  const later = (minutes: number) => {
    simulated.server.clock.now += minutes * minute;
  };
  const replays = () => simulated.server.simulator.grants.refreshReplays();
  return { simulated, one, session, openApart, ledger, setLedger, later, replays };
}

const ends = async (sessions: Sessions) => (await sessions.list()).map(({ ended }) => ended);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const dead = (pid: number) => (other: number) => other !== pid;

describe('a window whose copy is old', () => {
  it('takes what another window has stored, as soon as it arrives', async () => {
    const { simulated, one, session, openApart } = await expiring();
    const other = openApart({
      async sleep() {
        if (other.slept.length < 4) return;
        for (const [key, text] of one.secrets.values) await other.secrets.set(key, text);
      },
    });
    const renewed = await token(one.sessions, session.id);
    assert.equal((await token(other.sessions, session.id))?.reveal(), renewed?.reveal());
    assert.deepEqual([other.slept, refreshes(simulated)], [[50, 50, 50, 50], 1]);
  });

  it('in a browser never spends it, says who has renewed it, and offers to reload', async () => {
    const { simulated, one, session, openApart, later } = await expiring();
    const other = openApart({ secretsTravel: false, isRunning: dead(one.pid) });
    await token(one.sessions, session.id);
    assert.ok(await token(other.sessions, session.id), 'the old token lives on');
    assert.deepEqual(other.slept, [], 'nothing will come');
    later(5);
    await assert.rejects(token(other.sessions, session.id), {
      code: 'renewed-elsewhere',
      message: /Another window renewed the session of ana.*Reload the window/,
    });
    assert.deepEqual([await ends(other.sessions), refreshes(simulated)], [[undefined], 1]);
    const reloaded = openApart({ secretsTravel: false });
    assert.ok(await token(reloaded.sessions, session.id));
  });

  it('does not give up what a window that still runs may be storing', async () => {
    const { one, session, openApart, later } = await expiring();
    const other = openApart();
    await token(one.sessions, session.id);
    later(5);
    await assert.rejects(token(other.sessions, session.id), { code: 'renewed-elsewhere' });
    assert.deepEqual(await ends(other.sessions), [undefined]);
  });

  it('has lost the session where the window that renewed it is gone, until the pair turns up', async () => {
    const { simulated, one, session, openApart, later, ledger } = await expiring();
    const other = openApart({ isRunning: dead(one.pid) });
    await token(one.sessions, session.id);
    later(5);
    const changes = changesOf(other.sessions);
    assert.equal(await token(other.sessions, session.id), undefined);
    assert.deepEqual([await ends(other.sessions), ledger().state], [['unknown-outcome'], 'lost']);
    assert.deepEqual(
      changes.map(({ changed }) => changed.map(({ ended }) => ended)),
      [['unknown-outcome']],
    );
    await other.secrets.set(session.id, one.secrets.values.get(session.id) ?? '');
    later(84);
    assert.ok(await token(other.sessions, session.id));
    assert.deepEqual([await ends(other.sessions), refreshes(simulated)], [[undefined], 2]);
  });
});

describe('a token that another window is spending', () => {
  const spending = { state: 'spending', nonce: 'of-another' } as const;

  it('is not sent where that window is gone: the outcome is unknown, and stays so', async () => {
    const { simulated, one, session, setLedger, ledger, later } = await expiring({ isRunning: dead(99) });
    setLedger({ ...spending, writer: { ...ledger().writer, pid: 99 } });
    assert.ok(await token(one.sessions, session.id), 'the old token lives on');
    assert.deepEqual([sum(one.slept), ledger().state], [5000, 'unknown']);
    later(5);
    assert.equal(await token(one.sessions, session.id), undefined);
    assert.deepEqual([await ends(one.sessions), refreshes(simulated)], [['unknown-outcome'], 0]);
  });

  it('is waited for while that window runs, for ten minutes at most', async () => {
    const { simulated, one, session, setLedger, ledger, later } = await expiring();
    later(5);
    const startedAt = simulated.server.clock.now;
    setLedger({ ...spending, startedAt, writer: { ...ledger().writer, pid: 99 } });
    await assert.rejects(token(one.sessions, session.id), { code: 'busy', message: /process 99/ });
    assert.deepEqual([await ends(one.sessions), ledger().state], [[undefined], 'spending']);
    later(10);
    assert.equal(await token(one.sessions, session.id), undefined);
    assert.deepEqual([ledger().state, refreshes(simulated)], ['unknown', 0]);
  });

  it('is replaced by the pair that the other window stores late', async () => {
    const { simulated, one, session, setLedger, later } = await expiring();
    const other = openWindow(simulated, { secrets: one.secrets, sleep: () => late() });
    const { values } = one.secrets;
    const late = async () => {
      if (other.slept.length !== 3) return;
      const record = JSON.parse(values.get(session.id) ?? '');
      const fresh = {
        createdAt: simulated.server.clock.now,
        expiresAt: simulated.server.clock.now + 90 * minute,
      };
      const tokens = { ...record.tokens, ...fresh, accessToken: 'late' };
      values.set(session.id, JSON.stringify({ ...record, gen: record.gen + 1, tokens }));
    };
    later(5);
    setLedger(spending);
    assert.equal((await token(other.sessions, session.id))?.reveal(), 'late');
    assert.equal(refreshes(simulated), 0);
  });

  it('is stored by a window that slept through, although another has given it up', async () => {
    const { simulated, one, session, openApart, ledger, later } = await expiring();
    const asleep: Transport = async (url, init) => {
      const answer = await simulated.transport(url, init);
      const gone = openApart({ isRunning: () => false });
      assert.ok(await token(gone.sessions, session.id));
      assert.equal(ledger().state, 'unknown');
      return answer;
    };
    const sleeper = openWindow(simulated, { secrets: one.secrets, transport: asleep });
    const renewed = await token(sleeper.sessions, session.id);
    assert.deepEqual([ledger().state, ledger().gen], ['idle', 2]);
    later(5);
    assert.equal((await token(one.sessions, session.id))?.reveal(), renewed?.reveal());
    assert.equal(refreshes(simulated), 1);
  });
});

describe('a window that loses its lock', () => {
  /** Files where somebody else takes the lock right after the claim was written, once. */
  function stolen(files: ReturnType<typeof openWindow>['files'], after: () => void) {
    let done = false;
    const replace: typeof files.replace = async (name, text, still) => {
      const written = await files.replace(name, text, still);
      if (!done && text.includes('"spending"')) {
        done = true;
        const [lock = ''] = files.folders;
        await files.remove(lock);
        after();
      }
      return written;
    };
    return { ...files, replace };
  }

  it('before it sends does not send, and knows later that it did not', async () => {
    const { simulated, one, session, ledger } = await expiring();
    const sent: number[] = [];
    const files = stolen(one.files, () => sent.push(refreshes(simulated)));
    const other = openWindow(simulated, { secrets: one.secrets, files });
    const before = await other.sessions.storedToken(session.id);
    const renewed = await token(other.sessions, session.id);
    assert.notEqual(renewed?.reveal(), before?.reveal());
    assert.deepEqual([sent, refreshes(simulated), ledger().gen], [[0], 1, 2]);
  });

  it('by standing still between its last look and its claim does not send what was sent meanwhile', async () => {
    const { simulated, one, session, openApart, ledger, later, replays } = await expiring();
    const other = openApart();
    const replace: typeof one.files.replace = async (name, text, still) => {
      if (!text.includes('"spending"') || refreshes(simulated) > 0)
        return one.files.replace(name, text, still);
      const [lock = ''] = one.files.folders;
      await one.files.remove(lock);
      await token(other.sessions, session.id);
      one.files.files.set(name, text);
      return true;
    };
    const sleeper = openWindow(simulated, { secrets: one.secrets, files: { ...one.files, replace } });
    assert.ok(await token(sleeper.sessions, session.id), 'the old token lives on');
    assert.deepEqual([refreshes(simulated), replays(), ledger().gen], [1, 0, 1]);
    await one.secrets.set(session.id, other.secrets.values.get(session.id) ?? '');
    later(86);
    assert.ok(await token(sleeper.sessions, session.id));
    assert.deepEqual([refreshes(simulated), replays(), ledger().gen], [2, 0, 3]);
  });

  it('never sends what another window is sending', async () => {
    const { simulated, one, session, setLedger, replays } = await expiring();
    const files = stolen(one.files, () => setLedger({ state: 'spending', nonce: 'thief' }));
    const other = openWindow(simulated, { secrets: one.secrets, files, isRunning: () => false });
    assert.ok(await token(other.sessions, session.id));
    assert.deepEqual([refreshes(simulated), replays()], [0, 0]);
  });
});

describe('two windows that sign in as the same account at the same instant', () => {
  /** Each over secrets of its own, which then come to the other. */
  async function both(first: WindowOptions = {}, second: WindowOptions = {}) {
    const simulated = await openSimulated();
    const one = openWindow(simulated, first);
    const two = openWindow(simulated, { secrets: memorySecrets(), files: one.files, ...second });
    const [ana, again] = [await simulated.newSession('ana'), await simulated.newSession('ana')];
    const made = await Promise.all([one.sessions.create(ana), two.sessions.create(again)]);
    const spread = async () => {
      const all = [...one.secrets.values, ...two.secrets.values];
      for (const { secrets } of [one, two]) for (const [key, text] of all) await secrets.set(key, text);
      for (const { sessions } of [one, two]) await sessions.reconcile();
    };
    const left = async () =>
      Promise.all([one, two].map(async ({ sessions }) => (await sessions.list()).map(({ id }) => id).sort()));
    const alive = () =>
      simulated.server.simulator.grants.sessions(10).filter(({ revoked }) => !revoked).length;
    return { simulated, one, two, made, spread, left, alive };
  }

  it('keep the one that came later, and the other one is revoked', async () => {
    const { made, spread, left, alive, two } = await both({ now: () => 1000 }, { now: () => 1001 });
    await spread();
    const [, later] = made.map(({ id }) => id);
    assert.deepEqual(await left(), [[later], [later]]);
    assert.equal(alive(), 1);
    assert.ok(await token(two.sessions, later ?? ''));
  });

  it('agree on one where the clock does not tell which came later', async () => {
    const { spread, left, alive } = await both();
    await spread();
    const [one, two] = await left();
    assert.deepEqual([one, one?.length, alive()], [two, 1, 1]);
  });

  it('keep the one that lives, whatever came later', async () => {
    const { simulated, one, two, made, spread, left } = await both({ now: () => 1000 }, { now: () => 1001 });
    const [first, second] = made.map(({ id }) => id);
    const file = `${second}.json`;
    const ended = JSON.parse(two.files.read(file) ?? '');
    two.files.files.set(file, JSON.stringify({ ...ended, state: 'ended', end: 'revoked' }));
    await spread();
    assert.deepEqual(await left(), [
      [first, second],
      [first, second],
    ]);
    const next = await one.sessions.create(await simulated.newSession('ana'));
    assert.deepEqual(
      (await one.sessions.list()).map(({ id }) => id),
      [next.id],
    );
  });

  it('do not undo a sign-in that a clock put back calls older', async () => {
    const { simulated, one, two, spread, left } = await both();
    await spread();
    const back = openWindow(simulated, { secrets: two.secrets, files: one.files, now: () => 5 });
    const next = await back.sessions.create(await simulated.newSession('ana'));
    await spread();
    assert.deepEqual(await left(), [[next.id], [next.id]]);
  });
});

describe('a session that was', () => {
  it('renewed without its ledger is trusted, and the ledger is mended', async () => {
    const { simulated, one, session, setLedger, ledger, later } = await expiring();
    await token(one.sessions, session.id);
    setLedger({ gen: 1, state: 'spending', nonce: 'x' });
    later(86);
    assert.ok(await token(one.sessions, session.id));
    assert.deepEqual([ledger().gen, ledger().state, refreshes(simulated)], [3, 'idle', 2]);
  });

  it('signed out in another page is signed out here too, where secrets do not travel', async () => {
    const { one, session, openApart } = await expiring();
    const other = openApart({ secretsTravel: false });
    await one.sessions.remove(session.id);
    assert.deepEqual([await ends(other.sessions), await token(other.sessions, session.id)], [[], undefined]);
  });

  it('signed out in a page with an old copy is revoked by the page with the new one, which drops it', async () => {
    const { simulated, one, session, openApart } = await expiring({ secretsTravel: false });
    const old = openApart({ secretsTravel: false });
    const renewed = await token(one.sessions, session.id);
    await (await old.sessions.remove(session.id)).revoked;
    await one.sessions.reconcile();
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual([one.secrets.values.size, await ends(one.sessions)], [0, []]);
    assert.equal(simulated.server.simulator.grants.find(renewed?.reveal() ?? '')?.revoked, true);
  });

  it('copied with its profile to another machine is not renewed there', async () => {
    const { simulated, session, openApart, later } = await expiring();
    const copy = openApart({ machine: 'there' });
    assert.ok(await token(copy.sessions, session.id), 'the old token lives on');
    later(5);
    assert.equal(await token(copy.sessions, session.id), undefined);
    assert.deepEqual([await ends(copy.sessions), refreshes(simulated)], [['copied'], 0]);
  });

  it('copied is left to the other machine when somebody signs in or out here', async () => {
    const { simulated, one, session, openApart } = await expiring();
    const copy = openApart({ machine: 'there', files: memorySessionFiles(one.files.files) });
    await copy.sessions.create(await simulated.newSession('ana'));
    assert.ok(await token(one.sessions, session.id));
    const signedOut = openApart({ machine: 'there', files: memorySessionFiles(one.files.files) });
    assert.equal(await (await signedOut.sessions.remove(session.id)).revoked, false);
    assert.ok(await token(one.sessions, session.id));
  });

  it('stored without a ledger is not renewed', async () => {
    const { simulated, one, session, later } = await expiring();
    one.files.files.clear();
    later(5);
    assert.equal(await token(one.sessions, session.id), undefined);
    assert.deepEqual([await ends(one.sessions), refreshes(simulated)], [['copied'], 0]);
  });

  it('renewed by a newer version of the extension is left to that', async () => {
    const { simulated, one, session, later } = await expiring();
    one.files.files.set(`${session.id}.json`, '{"v":2}');
    later(5);
    await assert.rejects(token(one.sessions, session.id), { message: /newer version.*Reload/ });
    assert.deepEqual([one.files.read(`${session.id}.json`), refreshes(simulated)], ['{"v":2}', 0]);
  });
});

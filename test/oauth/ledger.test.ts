import assert from 'node:assert/strict';
import { createLedgers, decodeLedger, type Ledger } from '../../src/oauth/ledger.ts';
import { memorySessionFiles } from '../support/memorySessionFiles.ts';

const ledger: Ledger = {
  gen: 7,
  state: 'spending',
  startedAt: 1000,
  nonce: 'n',
  writer: { pid: 1, host: 'h', boot: 'b' },
  machine: ['m'],
};

describe('the ledger of a session', () => {
  it('comes back as it was written', async () => {
    const ledgers = createLedgers(memorySessionFiles());
    for (const one of [ledger, { ...ledger, state: 'ended', end: 'revoked' } as const]) {
      assert.equal(await ledgers.write('a', one, () => true), true);
      assert.deepEqual(ledgers.read('a'), one);
    }
  });

  it('is written only if it is still what was seen', async () => {
    const ledgers = createLedgers(memorySessionFiles());
    await ledgers.write('a', ledger, () => true);
    const gen8 = { ...ledger, gen: 8 };
    assert.equal(await ledgers.write('a', gen8, current => current === undefined), false);
    assert.deepEqual(ledgers.read('a'), ledger);
  });

  for (const text of [
    undefined,
    '',
    '{',
    '[]',
    '7',
    '{"v":1}',
    JSON.stringify({ v: 1, ...ledger, gen: 'x' }),
  ])
    it(`that reads ${text} is none`, () => assert.equal(decodeLedger(text), undefined));

  it('of a newer version is left alone', () => {
    assert.equal(decodeLedger('{"v":2,"gen":1}'), 'newer');
  });

  it('is tidied away a while after the sign-out, with what dead processes left', async () => {
    const files = memorySessionFiles([
      ['left.json.5f.tmp', '{'],
      ['left.lock.17/owner.json', '{}'],
      ['newer.json', '{"v":2}'],
    ]);
    files.folders.add('left.lock.17').add('held.lock');
    files.folders.add('live.3.sent').add('old.3.sent').add('nobody.3.sent');
    const ledgers = createLedgers(files);
    await ledgers.write('live', { ...ledger, state: 'idle' }, () => true);
    await ledgers.write('old', { ...ledger, state: 'removed' }, () => true);
    await ledgers.write('young', { ...ledger, state: 'removed', startedAt: 3000 }, () => true);
    await ledgers.tidyUp(2000);
    assert.deepEqual(await files.names(), [
      'newer.json',
      'live.json',
      'young.json',
      'held.lock',
      'live.3.sent',
    ]);
  });

  it('lets a generation be sent by one, once, and never after a later one', async () => {
    const files = memorySessionFiles();
    const ledgers = createLedgers(files);
    const claims = await Promise.all([1, 1, 1].map(gen => ledgers.claimSending('a', gen)));
    assert.deepEqual(claims, [true, false, false]);
    assert.equal(await ledgers.claimSending('b', 1), true);
    assert.equal(await ledgers.claimSending('a', 2), true);
    assert.equal(await ledgers.claimSending('a', 1), false);
    assert.equal(await ledgers.claimSending('a', 3), true);
    assert.deepEqual(await files.names(), ['b.1.sent', 'a.2.sent', 'a.3.sent']);
  });

  it('never lets one be sent again after the next one was not sent after all', async () => {
    const ledgers = createLedgers(memorySessionFiles());
    for (const gen of [1, 2]) assert.equal(await ledgers.claimSending('a', gen), true);
    for (let failures = 0; failures < 3; failures += 1) {
      assert.equal(await ledgers.claimSending('a', 3), true);
      await ledgers.disclaimSending('a', 3);
      for (const gen of [1, 2]) assert.equal(await ledgers.claimSending('a', gen), false);
    }
  });

  it('lets a generation be sent again that was not sent after all', async () => {
    const ledgers = createLedgers(memorySessionFiles());
    await ledgers.claimSending('a', 1);
    await ledgers.disclaimSending('a', 1);
    assert.equal(await ledgers.claimSending('a', 1), true);
  });

  it('stays in its folder whatever the session is called', async () => {
    const files = memorySessionFiles();
    await createLedgers(files).write('../a/b', ledger, () => true);
    assert.deepEqual([...files.files.keys()], ['..%2Fa%2Fb.json']);
  });
});

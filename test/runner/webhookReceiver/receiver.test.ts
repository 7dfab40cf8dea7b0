import assert from 'node:assert/strict';
import {
  keptEvents,
  keptUnits,
  newestOf,
  startReceiver,
  type WebhookReceiver,
} from '../../../src/runner/webhookReceiver/receiver.ts';

describe('the webhook receiver', () => {
  const open: WebhookReceiver[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(receiver => receiver.close()));
  });

  /** Waits are noted and over at once, but for those that `hold` keeps until they are stopped. */
  async function start({ authorization, hold = false }: { authorization?: string; hold?: boolean } = {}) {
    const waits: number[] = [];
    let changes = 0;
    const receiver = await startReceiver({
      port: 0,
      ...(authorization !== undefined && { authorization }),
      now: () => 1000,
      sleep: (milliseconds, signal) => {
        waits.push(milliseconds);
        return hold
          ? new Promise((_, reject) => signal.addEventListener('abort', reject))
          : Promise.resolve();
      },
      onChange: () => {
        changes += 1;
      },
    });
    open.push(receiver);
    return { receiver, waits, changes: () => changes };
  }

  const post = (url: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });

  const event = (id: string) => ({
    ulid: id,
    resource_name: 'RFIs',
    event_type: 'create',
    api_version: 'v2.0',
  });

  it('answers an event with 200 and shows it', async () => {
    const { receiver, changes } = await start();
    const answer = await post(receiver.url, event('a'));
    assert.deepEqual([answer.status, await answer.text()], [200, 'Received.\n']);
    const [shown] = receiver.events();
    assert.deepEqual(
      [shown?.number, shown?.receivedAt, shown?.event?.id, shown?.answered],
      [1, 1000, 'a', { status: 200, afterMs: 0 }],
    );
    assert.equal(changes(), 2);
  });

  it('marks what it had before, with the number of the first', async () => {
    const { receiver } = await start();
    for (const id of ['a', 'b', 'a', 'a']) await post(receiver.url, event(id));
    assert.deepEqual(
      receiver.events().map(({ repeats }) => repeats),
      [undefined, undefined, 1, 1],
    );
  });

  it('refuses an event without the right Authorization header, and takes it when it has it', async () => {
    const { receiver } = await start({ authorization: 'Bearer this-one' });
    assert.equal((await post(receiver.url, event('a'))).status, 401);
    assert.equal((await post(receiver.url, event('a'), { authorization: 'Bearer other' })).status, 401);
    assert.equal((await post(receiver.url, event('a'), { authorization: 'Bearer this-one' })).status, 200);
    receiver.expect(undefined);
    assert.equal((await post(receiver.url, event('a'))).status, 200);
    assert.deepEqual(
      receiver.events().map(({ authorization }) => authorization),
      ['missing', 'differs', 'matches', 'unchecked'],
    );
  });

  it('answers failing and slow when it is told to', async () => {
    const { receiver, waits } = await start();
    receiver.answerWith({ status: 503, delayMs: 6000 });
    assert.equal((await post(receiver.url, event('a'))).status, 503);
    receiver.answerWith({ status: 200, delayMs: 0 });
    assert.equal((await post(receiver.url, event('a'))).status, 200);
    assert.deepEqual(waits, [6000]);
  });

  it('tells that the sender hung up before its answer', async () => {
    const { receiver } = await start({ hold: true });
    receiver.answerWith({ status: 200, delayMs: 6000 });
    const giveUp = new AbortController();
    const posting = post(receiver.url, event('a'), {}, giveUp.signal).catch(() => 'hung up');
    while (receiver.events().length === 0) await new Promise(setImmediate);
    assert.equal(receiver.events()[0]?.answered, 'pending');
    giveUp.abort();
    assert.equal(await posting, 'hung up');
    while (receiver.events()[0]?.answered === 'pending') await new Promise(setImmediate);
    assert.equal(receiver.events()[0]?.answered, 'gone');
  });

  it('closes at once, also while an answer waits', async () => {
    const { receiver } = await start({ hold: true });
    receiver.answerWith({ status: 200, delayMs: 60_000 });
    const posting = post(receiver.url, event('a')).catch(() => 'cut');
    while (receiver.events().length === 0) await new Promise(setImmediate);
    await receiver.close();
    assert.equal(await posting, 'cut');
  });

  it('answers what is no event, and shows it all the same', async () => {
    const { receiver } = await start();
    assert.equal((await fetch(receiver.url)).status, 405);
    assert.equal((await post(receiver.url, 'hello')).status, 400);
    assert.equal((await post(receiver.url, ' '.repeat(1_048_577))).status, 413);
    assert.deepEqual(
      receiver.events().map(({ problem }) => problem),
      ['Procore posts its events; this is a GET.', 'The body is not JSON.'],
    );
  });

  it('keeps the newest events only', async () => {
    const { receiver } = await start();
    for (let id = 0; id < keptEvents + 5; id += 1) await post(receiver.url, event(String(id)));
    assert.equal(receiver.events().length, keptEvents);
    assert.equal(receiver.events().at(-1)?.number, keptEvents + 5);
    receiver.clear();
    assert.deepEqual(receiver.events(), []);
  });

  it('says that its port is taken', async () => {
    const { receiver } = await start();
    const second = startReceiver({
      port: receiver.port,
      now: () => 0,
      sleep: () => Promise.resolve(),
      onChange: () => undefined,
    });
    await assert.rejects(second, { code: 'EADDRINUSE' });
  });

  it('keeps the newest events, as many as fit', () => {
    const of = (count: number, length: number) =>
      Array.from({ length: count }, (_, number) => ({ number, body: 'x'.repeat(length) }));
    assert.equal(newestOf(of(keptEvents + 5, 10)).length, keptEvents);
    assert.equal(newestOf(of(keptEvents + 5, 10)).at(-1)?.number, keptEvents + 4);
    assert.deepEqual(
      newestOf(of(5, keptUnits / 2)).map(({ number }) => number),
      [3, 4],
    );
    assert.equal(newestOf(of(3, keptUnits + 1)).length, 1);
    assert.deepEqual(newestOf([]), []);
  });
});

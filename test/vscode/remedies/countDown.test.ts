import { deepEqual, equal, rejects } from 'node:assert/strict';
import { answerTime, countDown, resendTime } from '../../../src/vscode/remedies/countDown.ts';
import { fakeClock } from '../../support/fakeClock.ts';

describe('Waiting before a request goes out again', () => {
  const start = Date.parse('2026-11-22T12:00:00Z');

  it('ends at its time, counting whole seconds', async () => {
    const clock = fakeClock({ start, autoAdvance: true });
    const waits: number[] = [];
    const told: number[] = [];
    const counted = {
      now: clock.now,
      sleep: (milliseconds: number, signal: AbortSignal) => {
        waits.push(milliseconds);
        return clock.sleep(milliseconds, signal);
      },
    };
    await countDown(start + 3500, counted, left => told.push(left), new AbortController().signal);
    deepEqual(waits, [500, 1000, 1000, 1000]);
    deepEqual(told, [4, 3, 2, 1]);
    equal(clock.now(), start + 3500);
  });

  it('ends at once where the time is past', async () => {
    const clock = fakeClock({ start });
    await countDown(start - 1, clock, () => {}, new AbortController().signal);
  });

  it('can be stopped', async () => {
    const clock = fakeClock({ start, autoAdvance: true });
    const stop = new AbortController();
    await rejects(
      countDown(start + 60_000, clock, left => left === 58 && stop.abort(), stop.signal),
      { name: 'AbortError' },
    );
  });

  it('takes the time that the answer names, else its seconds', () => {
    equal(resendTime({ until: '2026-11-22T12:00:08Z', seconds: 3 }, start), start + 8000);
    equal(resendTime({ seconds: 3 }, start), start + 3000);
    equal(resendTime({ until: 'soon', seconds: 3 }, start), start + 3000);
  });

  it('counts from when the answer came, not from when somebody clicks', () => {
    const known = { context: { now: '2026-11-22T12:00:00.000Z' }, sentBody: undefined };
    equal(answerTime({ known }, start + 60_000), start);
    equal(answerTime({ known }, start - 60_000), start - 60_000);
    equal(answerTime({ known: undefined }, start), start);
    equal(answerTime({ known: { context: { now: 'then' }, sentBody: undefined } }, start), start);
  });
});

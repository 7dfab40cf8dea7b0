import { deepEqual, rejects } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Exchange } from '../../src/runner/exchange.ts';
import { createTurns } from '../../src/runner/turns.ts';
import { sampleExchange } from '../support/sampleExchange.ts';

describe('Requests in turns', () => {
  let told: string[];
  beforeEach(() => {
    told = [];
  });

  function turnsTelling(more?: Promise<void>) {
    return createTurns(({ request }) => {
      told.push(`exchange ${request.name}`);
      return more;
    });
  }

  /** A request whose answer and exchange come when the test says so. */
  function request(name: string) {
    let resolve: (exchange: Exchange) => void = () => {};
    let reject: (error: Error) => void = () => {};
    const exchange = new Promise<Exchange>((...ends) => {
      [resolve, reject] = ends;
    });
    let answered = () => {};
    const { request } = sampleExchange();
    return {
      answer: () => answered(),
      make: () => resolve(sampleExchange({ request: { ...request, name } })),
      fail: () => reject(new Error(`${name} failed`)),
      start(onAnswered: () => void) {
        told.push(`start ${name}`);
        answered = onAnswered;
        return exchange;
      },
    };
  }

  it('start when the one before is answered, and are told in their order', async () => {
    const turns = turnsTelling();
    const [one, two] = [request('one'), request('two')];
    const first = turns.next(one.start);
    one.answer();
    await first;
    const second = turns.next(two.start);
    two.make();
    await turn();
    deepEqual(told, ['start one', 'start two']);
    one.make();
    await second;
    await turns.settled();
    deepEqual(told, ['start one', 'start two', 'exchange one', 'exchange two']);
  });

  it('start when the one before is told, where no answer came', async () => {
    const turns = turnsTelling();
    const one = request('one');
    const first = turns.next(one.start);
    one.make();
    await first;
    deepEqual(told, ['start one', 'exchange one']);
  });

  it('say what they have to say at once where nothing is left to tell before it', async () => {
    const turns = turnsTelling();
    const one = request('one');
    const first = turns.next(one.start);
    turns.say(() => void told.push('notice one'));
    deepEqual(told, ['start one', 'notice one']);
    await turns.earlier();
    one.make();
    await first;
    deepEqual(told, ['start one', 'notice one', 'exchange one']);
  });

  it('say what they have to say after the exchange before, and before their own', async () => {
    const turns = turnsTelling();
    const [one, two] = [request('one'), request('two')];
    const first = turns.next(one.start);
    one.answer();
    await first;
    const second = turns.next(two.start);
    turns.say(() => void told.push('notice two'));
    two.make();
    one.make();
    await second;
    deepEqual(told, ['start one', 'start two', 'exchange one', 'notice two', 'exchange two']);
  });

  it('wait for all that is told before them, and not for themselves', async () => {
    let resolve = () => {};
    const hint = new Promise<void>(end => {
      resolve = end;
    });
    const turns = turnsTelling(hint);
    const [one, two] = [request('one'), request('two')];
    const first = turns.next(one.start);
    one.answer();
    await first;
    void turns.next(two.start);
    const asked = turns.earlier().then(() => told.push('question two'));
    one.make();
    await turn();
    deepEqual(told, ['start one', 'start two', 'exchange one']);
    resolve();
    await asked;
    two.make();
    await turns.settled();
    deepEqual(told.slice(3), ['question two', 'exchange two']);
  });

  it('fail together with one that failed after its answer', async () => {
    const turns = turnsTelling();
    const one = request('one');
    const first = turns.next(one.start);
    one.answer();
    await first;
    one.fail();
    await rejects(turns.settled(), /one failed/);
    await rejects(
      turns.next(() => Promise.resolve(sampleExchange())),
      /one failed/,
    );
  });
});

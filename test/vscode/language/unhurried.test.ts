import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { inTurns, nextTurn, visitSegments } from '../../../src/vscode/language/unhurried.ts';

const wanted = { isCancellationRequested: false };

/** Blocks the thread for so long. */
function busy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('Work in turns', () => {
  it('lets what people wait for go first and what nobody asked for last', async () => {
    const order: string[] = [];
    await Promise.all([
      nextTurn('last').then(() => order.push('last')),
      nextTurn('inTurn').then(() => order.push('one in turn')),
      nextTurn('first').then(() => order.push('first')),
      nextTurn('inTurn').then(() => order.push('another in turn')),
    ]);
    assert.deepEqual(order, ['first', 'one in turn', 'another in turn', 'last']);
  });

  it('takes one stretch of one caller in each round of the event loop', async () => {
    const rounds: string[][] = [[]];
    let watching = true;
    const watch = () => {
      rounds.push([]);
      if (watching) setImmediate(watch);
    };
    const work = (name: string) => {
      let stretches = 0;
      return inTurns(hasTime => {
        rounds.at(-1)?.push(name);
        while (hasTime());
        return ++stretches === 3;
      }, wanted);
    };
    setImmediate(watch);
    await Promise.all([work('a'), work('b')]);
    watching = false;
    assert.deepEqual(
      rounds.filter(({ length }) => length > 0),
      [['a'], ['b'], ['a'], ['b'], ['a'], ['b']],
    );
  });

  it('leaves a turn of its own to what follows', async () => {
    let round = 0;
    let ended = 0;
    const count = () => {
      round++;
      if (round < 10) setImmediate(count);
    };
    setImmediate(count);
    await inTurns(() => {
      busy(2);
      ended = round;
      return true;
    }, wanted);
    assert.ok(round > ended);
  });

  it('ends when the answer is no longer wanted', async () => {
    let stretches = 0;
    const token = { isCancellationRequested: false };
    const done = await inTurns(() => {
      stretches++;
      token.isCancellationRequested = stretches === 2;
      return false;
    }, token);
    assert.deepEqual([done, stretches], [false, 2]);
  });

  it('visits every segment once and in order', async () => {
    const file = parseHttpFile(Array.from({ length: 500 }, (_, at) => `### ${at}\nGET /${at}\n`).join('\n'));
    const visited: number[] = [];
    assert.equal(await visitSegments(file, (_, index) => visited.push(index), wanted), true);
    assert.deepEqual(
      visited,
      file.segments.map((_, index) => index),
    );
  });
});

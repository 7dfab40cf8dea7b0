import { deepEqual, equal } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createLateOutput } from '../../src/cli/lateOutput.ts';

describe('late output', () => {
  /** What was written, and what brings the moment to its end. */
  function outputTo(written: string[]) {
    const ends: (() => void)[] = [];
    const output = createLateOutput(
      text => written.push(text),
      act => ends.push(act),
    );
    return { output, ends };
  }

  async function turns(): Promise<void> {
    for (const _ of [1, 2, 3]) await turn();
  }

  it('is made in the turn after the next, and written after a moment with what came in between', async () => {
    const written: string[] = [];
    const made: string[] = [];
    const { output, ends } = outputTo(written);
    const piece = (text: string) => () => {
      made.push(text);
      return text;
    };
    output.write(piece('one '));
    await turn();
    deepEqual(made, []);
    output.write(piece('two '));
    await turns();
    deepEqual(made, ['one ', 'two ']);
    output.write(piece('three'));
    await turns();
    deepEqual(written, []);
    equal(ends.length, 1);
    ends[0]?.();
    deepEqual(written, ['one two three']);
  });

  it('waits for another moment after the first', async () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    for (const text of ['one', 'two']) {
      output.write(() => text);
      await turns();
      ends.pop()?.();
    }
    deepEqual(written, ['one', 'two']);
  });

  it('waits for nothing where it is long', async () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    const long = 'x'.repeat(20_000);
    output.write(() => long);
    await turns();
    deepEqual(written, [long]);
    equal(ends.length, 0);
  });

  it('is written at once when something else is to be said, and once only', async () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    output.write(() => 'one');
    output.flush();
    output.flush();
    await turns();
    for (const end of ends) end();
    deepEqual(written, ['one']);
  });

  it('says nothing where the moment ends after all was written', async () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    output.write(() => 'one');
    await turns();
    output.flush();
    for (const end of ends) end();
    deepEqual(written, ['one']);
  });

  it('is made when it is written before its turn', () => {
    let made = 0;
    const { output } = outputTo([]);
    output.write(() => {
      made += 1;
      return '';
    });
    equal(made, 0);
    output.flush();
    equal(made, 1);
  });
});

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

  it('is written in the turn after the next, together with what came in between', async () => {
    const written: string[] = [];
    const { output } = outputTo(written);
    output.write(() => 'one ');
    await turn();
    deepEqual(written, []);
    output.write(() => 'two');
    await turn();
    deepEqual(written, ['one two']);
  });

  it('that comes within a moment of other output is made in its turn, and written together', async () => {
    const written: string[] = [];
    const made: string[] = [];
    const { output, ends } = outputTo(written);
    for (const text of ['one', 'two ', 'three']) {
      output.write(() => {
        made.push(text);
        return text;
      });
      await turns();
    }
    deepEqual(made, ['one', 'two ', 'three']);
    deepEqual(written, ['one']);
    ends.shift()?.();
    deepEqual(written, ['one', 'two three']);
    equal(ends.length, 1);
  });

  it('waits for nothing where nothing was written for a moment', async () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    for (const text of ['one', 'two']) {
      output.write(() => text);
      await turns();
      ends.shift()?.();
    }
    deepEqual(written, ['one', 'two']);
  });

  it('waits for nothing where it is long', async () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    const long = 'x'.repeat(20_000);
    for (const text of ['one', long]) {
      output.write(() => text);
      await turns();
    }
    deepEqual(written, ['one', long]);
    equal(ends.length, 1);
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

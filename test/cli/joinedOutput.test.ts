import { deepEqual, equal } from 'node:assert/strict';
import { createJoinedOutput } from '../../src/cli/joinedOutput.ts';

describe('joined output', () => {
  /** What was written, and what brings the moment to its end. */
  function outputTo(written: string[]) {
    const ends: (() => void)[] = [];
    const output = createJoinedOutput(
      text => written.push(text),
      act => ends.push(act),
    );
    return { output, ends };
  }

  it('is written at once, and what comes within a moment of it together', () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    for (const text of ['one', 'two ', 'three']) output.write(text);
    deepEqual(written, ['one']);
    ends.shift()?.();
    deepEqual(written, ['one', 'two three']);
    equal(ends.length, 1);
  });

  it('waits for nothing where nothing was written for a moment', () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    for (const text of ['one', 'two']) {
      output.write(text);
      ends.shift()?.();
    }
    deepEqual(written, ['one', 'two']);
  });

  it('waits for nothing where it is long', () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    const long = 'x'.repeat(20_000);
    for (const text of ['one', long]) output.write(text);
    deepEqual(written, ['one', long]);
    equal(ends.length, 1);
  });

  it('is written at once when something else is to be said, and once only', () => {
    const written: string[] = [];
    const { output, ends } = outputTo(written);
    output.write('one');
    output.write('two');
    output.flush();
    output.flush();
    for (const end of ends) end();
    deepEqual(written, ['one', 'two']);
  });
});

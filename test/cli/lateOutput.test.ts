import { deepEqual, equal } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createLateOutput } from '../../src/cli/lateOutput.ts';

describe('late output', () => {
  function outputTo(written: string[]) {
    return createLateOutput(text => written.push(text));
  }

  it('is written in the turn after the next, together with what came in between', async () => {
    const written: string[] = [];
    const output = outputTo(written);
    output.write(() => 'one ');
    await turn();
    deepEqual(written, []);
    output.write(() => 'two');
    await turn();
    deepEqual(written, ['one two']);
  });

  it('is written at once when something else is to be said, and once only', async () => {
    const written: string[] = [];
    const output = outputTo(written);
    output.write(() => 'one');
    output.flush();
    output.flush();
    await turn();
    await turn();
    deepEqual(written, ['one']);
  });

  it('is made when it is written', () => {
    let made = 0;
    const output = outputTo([]);
    output.write(() => {
      made += 1;
      return '';
    });
    equal(made, 0);
    output.flush();
    equal(made, 1);
  });
});

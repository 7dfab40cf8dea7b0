import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from '../../../src/vscode/stages/once.ts';

describe('What is made once', () => {
  it('is made when it is first asked for, and is the same for all', async () => {
    const made: number[] = [];
    const get = once(async () => made.push(made.length));
    deepEqual(made, []);
    deepEqual(await Promise.all([get(), get()]), [1, 1]);
    equal(made.length, 1);
  });

  it('fails for all where it cannot be made', async () => {
    let tries = 0;
    const get = once(async () => {
      tries += 1;
      throw new Error('not there');
    });
    await rejects(get(), /not there/);
    await rejects(get(), /not there/);
    equal(tries, 1);
  });
});

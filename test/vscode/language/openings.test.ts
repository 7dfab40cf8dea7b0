import assert from 'node:assert/strict';
import { createOpenings } from '../../../src/vscode/language/openings.ts';

describe('Documents that open', () => {
  const small = { lineCount: 5000 };
  let now: number;
  let waits: number[];
  const openings = () =>
    createOpenings(
      () => now,
      async milliseconds => {
        waits.push(milliseconds);
        now += milliseconds;
      },
    );

  beforeEach(() => {
    now = 10_000;
    waits = [];
  });

  it('are waited for a second where they are large', async () => {
    const large = { lineCount: 5001 };
    const { opened, hasOpened } = openings();
    opened(large);
    now += 300;
    await hasOpened(large);
    assert.deepEqual(waits, [700]);
  });

  it('are not waited for a second time, nor after a second', async () => {
    const [one, other] = [{ lineCount: 6000 }, { lineCount: 6000 }];
    const { opened, hasOpened } = openings();
    opened(one);
    opened(other);
    await hasOpened(one);
    await hasOpened(one);
    await hasOpened(other);
    assert.deepEqual(waits, [1000]);
  });

  it('are not waited for where they are small', async () => {
    const { opened, hasOpened } = openings();
    opened(small);
    await hasOpened(small);
    assert.deepEqual(waits, []);
  });

  it('count from the beginning where they were open before', async () => {
    const restored = { lineCount: 80_000 };
    const { hasOpened } = openings();
    now += 400;
    await hasOpened(restored);
    assert.deepEqual(waits, [600]);
  });

  it('are waited for until their lenses are drawn, given before that or meanwhile', async () => {
    const [one, other] = [{ lineCount: 90_000 }, { lineCount: 90_000 }];
    const { opened, lensesGiven, hasOpened } = createOpenings(
      () => now,
      async milliseconds => {
        waits.push(milliseconds);
        now += milliseconds;
        lensesGiven(other);
      },
    );
    opened(one);
    now += 200;
    lensesGiven(one);
    now += 100;
    await hasOpened(one);
    assert.deepEqual(waits, [1400]);
    opened(other);
    await hasOpened(other);
    assert.deepEqual(waits, [1400, 1000, 1500]);
  });

  it('are not waited for because lenses are given again, as after an edit', async () => {
    const large = { lineCount: 9000 };
    const { opened, lensesGiven, hasOpened } = openings();
    opened(large);
    lensesGiven(large);
    now += 1500;
    lensesGiven(large);
    await hasOpened(large);
    assert.deepEqual(waits, []);
  });

  it('are waited for again where they are opened again', async () => {
    const large = { lineCount: 9000 };
    const { opened, hasOpened } = openings();
    opened(large);
    now += 5000;
    opened(large);
    await hasOpened(large);
    assert.deepEqual(waits, [1000]);
  });
});

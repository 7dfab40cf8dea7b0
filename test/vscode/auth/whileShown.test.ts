import { deepEqual } from 'node:assert/strict';
import '../../support/editorDouble/hook.ts';

describe('Waiting for what the login host says', () => {
  const never = new Promise<boolean>(() => undefined);

  /** What came of it; `act` is given what the button of the notification does. */
  async function outcome(told: readonly Promise<boolean>[], act: (cancel: () => void) => void) {
    const { whileShown } = await import('../../../src/vscode/auth/whileShown.ts');
    const seen: string[] = [];
    const result = whileShown(told, (_title, cancel) => {
      act(cancel);
      return { report: () => seen.push('shown'), end: () => seen.push('ended') };
    });
    return { told: await result, seen };
  }

  it('tells of each whether it was told', async () =>
    deepEqual(await outcome([Promise.resolve(true), Promise.resolve(false)], () => undefined), {
      told: [true, false],
      seen: ['shown', 'ended'],
    }));

  it('ends where somebody does not want to wait: what was said by then counts', async () =>
    deepEqual(await outcome([Promise.resolve(true), never], cancel => setImmediate(cancel)), {
      told: [true, false],
      seen: ['shown', 'ended'],
    }));
});

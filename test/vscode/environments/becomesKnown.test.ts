import assert from 'node:assert/strict';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import { becomesKnown } from '../../../src/vscode/environments/becomesKnown.ts';

describe('Waiting for an environment that was added', () => {
  function settings() {
    const names = new Set<string>();
    const listeners = new Set<() => void>();
    const [one] = builtInEnvironments;
    return {
      find: (name: string) => (names.has(name) ? one : undefined),
      onDidChange(listener: () => void) {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
      listening: () => listeners.size,
      tell(name?: string) {
        if (name !== undefined) names.add(name);
        for (const listener of [...listeners]) listener();
      },
    };
  }
  const never = (signal: AbortSignal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));

  it('is none where it is known already', async () => {
    const known = settings();
    known.tell('staging');
    assert.equal(await becomesKnown(known, 'staging', () => assert.fail('nobody waits')), true);
  });

  it('ends when the editor tells of it, and not with another change', async () => {
    const known = settings();
    let over = false;
    const waiting = becomesKnown(known, 'staging', never).finally(() => {
      over = true;
    });
    known.tell();
    known.tell('other');
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(over, false);
    known.tell('staging');
    assert.equal(await waiting, true);
    assert.equal(known.listening(), 0);
  });

  it('ends where the editor never tells of it, as of what it wrote where it does not count', async () => {
    const known = settings();
    assert.equal(await becomesKnown(known, 'staging', async () => undefined), false);
    assert.equal(known.listening(), 0);
  });
});

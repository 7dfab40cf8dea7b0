import { deepEqual, equal, rejects } from 'node:assert/strict';
import '../../support/editorDouble/hook.ts';

describe('A write of the Webhooks view that goes on for a moment', () => {
  async function setUp() {
    const { whileWriting } = await import('../../../src/vscode/webhooks/whileWriting.ts');
    const seen: string[] = [];
    const button: { cancel: () => void } = { cancel: () => undefined };
    const open = (title: string, cancel: () => void) => {
      button.cancel = cancel;
      return { report: (text: string) => seen.push(`${title}: ${text}`), end: () => seen.push('ended') };
    };
    return { whileWriting, open, seen, button };
  }

  it('is shown from when it leaves to its end', async () => {
    const { whileWriting, open, seen } = await setUp();
    const done = await whileWriting(
      'POST /hooks',
      async (_signal, onProgress) => {
        equal(seen.length, 0);
        onProgress({ kind: 'sending', attempt: 1 });
        return seen.length;
      },
      open,
    );
    equal(done, 1);
    equal(seen.length, 2);
    equal(seen.at(-1), 'ended');
  });

  it('is stopped by its button, and the notification goes with it', async () => {
    const { whileWriting, open, seen, button } = await setUp();
    const stopped = whileWriting(
      'POST /hooks',
      async signal => {
        button.cancel();
        signal.throwIfAborted();
      },
      open,
    );
    await rejects(stopped);
    deepEqual(seen, ['ended']);
  });
});

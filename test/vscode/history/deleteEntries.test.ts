import assert from 'node:assert/strict';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('Deleting from the history', () => {
  let shown: string[];
  let cancel: () => void;
  const open = (title: string, stop: () => void) => {
    cancel = stop;
    shown.push(title);
    return { report: (text: string) => shown.push(text), end: () => shown.push('ended') };
  };
  const messages = (seen: ReturnType<typeof openDesk>['seen']) =>
    seen.flatMap(({ sink, text }) => (sink === 'message' ? [text] : []));

  beforeEach(() => {
    shown = [];
  });

  it('shows how far it is', async () => {
    const { seen } = openDesk();
    const { whileDeleting } = await import('../../../src/vscode/history/deleteEntries.ts');
    await whileDeleting(async ({ onCounted, onDeleted }) => {
      onCounted(1200);
      onDeleted(1200);
      return { deleted: 1200, of: 1200 };
    }, open);
    assert.deepEqual(shown, ['Deleting from the history', '', '0 of 1,200', '1,200 of 1,200', 'ended']);
    assert.deepEqual(messages(seen), []);
  });

  it('is stopped, and says how much is left', async () => {
    const { seen } = openDesk();
    const { whileDeleting } = await import('../../../src/vscode/history/deleteEntries.ts');
    await whileDeleting(async ({ signal }) => {
      cancel();
      assert.ok(signal.aborted);
      return { deleted: 3, of: 9 };
    }, open);
    assert.match(messages(seen).join(), /^Stopped: 3 of 9 requests were deleted/);
  });
});

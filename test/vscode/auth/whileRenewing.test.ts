import { deepEqual, equal, rejects } from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import '../../support/editorDouble/hook.ts';

describe('Waiting for a token that is renewed', () => {
  async function setUp() {
    const vscode = await import('vscode');
    const { whileRenewing } = await import('../../../src/vscode/auth/whileRenewing.ts');
    const seen: string[] = [];
    const button: { cancel: () => void } = { cancel: () => undefined };
    const open = (title: string, cancel: () => void) => {
      button.cancel = cancel;
      return { report: () => seen.push(title), end: () => seen.push('ended') };
    };
    const never = (signal: AbortSignal) => setTimeout(1 << 30, '', { signal, ref: true });
    return { vscode, whileRenewing, open, seen, button, never };
  }
  const nobody = () => new AbortController().signal;

  it('is shown to its end', async () => {
    const { whileRenewing, open, seen } = await setUp();
    equal(await whileRenewing('Staging', nobody(), async () => 'token', open), 'token');
    deepEqual(seen, ['Signing in to Staging', 'ended']);
  });

  it('is given up by its button, as what was asked for is', async () => {
    const { vscode, whileRenewing, open, seen, button, never } = await setUp();
    const waiting = whileRenewing('Staging', nobody(), never, open);
    button.cancel();
    await rejects(
      waiting,
      error => error instanceof vscode.CancellationError && 'code' in error && error.code === 'cancelled',
    );
    deepEqual(seen, ['Signing in to Staging', 'ended']);
  });

  it('ends by its own reason where what it is for was stopped', async () => {
    const { whileRenewing, open, never } = await setUp();
    const stop = new AbortController();
    const waiting = whileRenewing('Staging', stop.signal, never, open);
    const reason = new Error('out of time');
    stop.abort(reason);
    await rejects(waiting, error => error === reason || (error instanceof Error && error.cause === reason));
  });

  it('fails as the login host does', async () => {
    const { whileRenewing, open } = await setUp();
    const refuse = () => Promise.reject(new Error('invalid_grant'));
    await rejects(whileRenewing('Staging', nobody(), refuse, open), /invalid_grant/);
  });
});

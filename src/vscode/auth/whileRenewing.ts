import * as vscode from 'vscode';
import { createLateProgress } from '../requests/lateProgress.ts';

/** A person did not want to wait for a token. A request ends by its code, as one that was stopped. */
export class RenewalCancelled extends vscode.CancellationError {
  readonly code = 'cancelled';
  override readonly message = vscode.l10n.t('Cancelled.');
}

/**
 * Gets a token that nobody is asked for, with progress where the login host is slow. Rejects with `RenewalCancelled`
 * where somebody does not want to wait, and with the reason of `signal` where that came first.
 */
export async function whileRenewing<T>(
  title: string,
  signal: AbortSignal,
  renew: (signal: AbortSignal) => Promise<T>,
  open = createLateProgress,
): Promise<T> {
  const stop = new AbortController();
  const progress = open(vscode.l10n.t('Signing in to {0}', title), () => stop.abort());
  progress.report('');
  try {
    return await renew(AbortSignal.any([signal, stop.signal]));
  } catch (error) {
    if (stop.signal.aborted && !signal.aborted) throw new RenewalCancelled();
    throw error;
  } finally {
    progress.end();
  }
}

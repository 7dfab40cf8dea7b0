import * as vscode from 'vscode';
import type { Session } from '../../oauth/session.ts';
import { createLateProgress } from '../requests/lateProgress.ts';

/**
 * Whether the login host was told, for each of `told`, with progress where it is slow. Whoever does not want to wait
 * goes on: what it has not said by then counts as not told.
 */
export async function whileShown(
  told: readonly Promise<boolean>[],
  open = createLateProgress,
): Promise<readonly boolean[]> {
  let cancel = (): void => {};
  const cancelled = new Promise<boolean>(resolve => {
    cancel = () => resolve(false);
  });
  const progress = open(vscode.l10n.t('Signing out of Procore'), () => cancel());
  progress.report('');
  return Promise.all(told.map(one => Promise.race([one, cancelled]))).finally(progress.end);
}

/** A session that has ended, and a token that somebody else has made, need not be told of. */
export async function wasTold(
  { ended, grant }: Pick<Session, 'ended' | 'grant'>,
  revoked: Promise<boolean>,
): Promise<boolean> {
  return ended !== undefined || grant === 'access_token' || (await revoked);
}

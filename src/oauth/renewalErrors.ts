import { OAuthError } from './errors.ts';
import type { SessionRecord } from './sessionRecord.ts';

/** Another process is at it. `pid`: one that stands still, as far as can be seen. */
export function busy(pid?: number): OAuthError {
  return new OAuthError(
    'busy',
    pid === undefined
      ? 'Another window is renewing this session and has not finished. Try again in a moment.'
      : `Another window (process ${pid}) began to renew this session and has not finished. Try again in a moment; if it stays so, close that window, or sign out and sign in.`,
  );
}

/** The refresh token here was used by another window; it is never sent a second time. */
export function renewedElsewhere({ account }: SessionRecord): OAuthError {
  return new OAuthError(
    'renewed-elsewhere',
    `Another window renewed the session of ${account.label}, and this window does not see the new token yet. Reload the window; if it says so again, sign out and sign in.`,
  );
}

/** A newer version has written what this one cannot read, and must not overwrite. */
export function writtenByNewer({ account }: SessionRecord): OAuthError {
  return new OAuthError(
    'busy',
    `A newer version of this extension looks after the session of ${account.label}. Reload the window to use that version.`,
  );
}

/** Without the files that all windows share, nobody may renew. */
export function filesUnusable(cause: unknown): OAuthError {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  const reason = typeof code === 'string' ? ` (${code})` : '';
  return new OAuthError(
    'storage-unavailable',
    `The session could not be kept safely: its secret or the files beside it cannot be written${reason}. Check the disk and the rights of the editor's storage folder, and try again.`,
  );
}

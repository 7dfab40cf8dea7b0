import type { SessionEnd } from '../../oauth/sessionRecord.ts';
import { l10n } from '../l10n.ts';

/** Why a session has ended, as a clause. */
export function endedText(reason: SessionEnd, environment: string): string {
  // Nobody revokes one there: its sessions end with its process.
  if (reason === 'revoked' && environment === 'simulator')
    return l10n.t('the simulator was started anew, and knows no session from before');
  switch (reason) {
    case 'expired':
      return l10n.t('its token has expired and cannot be renewed');
    case 'unknown-outcome':
      return l10n.t('it was renewed, but the answer with the new token was lost');
    case 'revoked':
      return l10n.t('Procore refused to renew it, so it was revoked there');
    case 'replayed':
      return l10n.t('another copy of it was renewed, which ended this one');
    case 'copied':
      return l10n.t('it was copied from another machine, or the files that guard it were deleted');
  }
}

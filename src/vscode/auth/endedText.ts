import type { SessionEnd } from '../../oauth/sessionRecord.ts';

/** Why a session has ended, as a clause. */
export function endedText(reason: SessionEnd): string {
  switch (reason) {
    case 'expired':
      return 'its token has expired and cannot be renewed';
    case 'unknown-outcome':
      return 'it was renewed, but the answer with the new token was lost';
    case 'revoked':
      return 'Procore refused to renew it, so it was revoked there';
    case 'replayed':
      return 'another copy of it was renewed, which ended this one';
    case 'copied':
      return 'it was copied from another machine, or the files that guard it were deleted';
  }
}

import type { UploadProgress } from '../../runner/uploads/uploadJob.ts';
import { l10n } from '../l10n.ts';

/** What a person reads while a file is uploaded, e.g. `12.0 of 300.0 MB (4 %)`. */
export function uploadText({ phase, bytes, total }: UploadProgress): string {
  if (phase === 'announcing') return l10n.t('announcing it to Procore');
  if (phase === 'finishing') return l10n.t('finishing');
  const size =
    total >= 1e6
      ? l10n.t('{0} of {1} MB', megabytes(bytes), megabytes(total))
      : l10n.t('{0} of {1} bytes', bytes, total);
  const share = total === 0 ? 100 : Math.floor((100 * bytes) / total);
  return phase === 'reading'
    ? l10n.t('computing its sums, {0} ({1} %)', size, share)
    : `${size} (${share} %)`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

import type { UploadProgress } from '../../runner/uploads/upload.ts';

/** What a person reads while a file is uploaded, e.g. `12.0 of 300.0 MB (4 %)`. */
export function uploadText({ phase, bytes, total }: UploadProgress): string {
  if (phase === 'finishing') return 'finishing';
  const size = total >= 1e6 ? `${megabytes(bytes)} of ${megabytes(total)} MB` : `${bytes} of ${total} bytes`;
  const share = total === 0 ? 100 : Math.floor((100 * bytes) / total);
  return `${phase === 'reading' ? 'computing its sums, ' : ''}${size} (${share} %)`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

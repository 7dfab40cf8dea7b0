import { createHash } from 'node:crypto';
import type { Segment } from './plan.ts';
import type { UploadSource } from './source.ts';

/** What a segment is announced with; sums in hexadecimal. */
export interface SegmentSums {
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
}

/** What is announced of a file before it is sent; hexadecimal. */
export interface FileSums {
  /** Of the whole file. */
  readonly sha256: string;
  /** One for each segment. */
  readonly segments: readonly SegmentSums[];
}

/** Reads the file once. `onRead` hears how many bytes came. Rejects with the signal's reason. */
export async function sumsOf(
  source: UploadSource,
  segments: readonly Segment[],
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<FileSums> {
  const whole = createHash('sha256');
  const sums: SegmentSums[] = [];
  for (const { start, size } of segments) {
    const sha256 = createHash('sha256');
    const md5 = createHash('md5');
    for await (const chunk of source.slice(start, size).open()) {
      signal.throwIfAborted();
      whole.update(chunk);
      sha256.update(chunk);
      md5.update(chunk);
      onRead(chunk.length);
    }
    sums.push({ size, sha256: sha256.digest('hex'), md5: md5.digest('hex') });
  }
  return { sha256: whole.digest('hex'), segments: sums };
}

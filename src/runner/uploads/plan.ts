/**
 * `direct`: one form. `segmented`: parts with signed headers. `unified`: version 2.1, for Document Management
 * and in beta. Source: Procore documentation, "Direct file uploads", "Unified file uploads" [doc].
 */
export type UploadFlow = 'direct' | 'segmented' | 'unified';

/** In which way a file goes to Procore, and in which pieces. */
export interface UploadPlan {
  readonly flow: UploadFlow;
  /** None in the direct flow, else at least one, in order; all but the last of the same size. */
  readonly segments: readonly Segment[];
}

/** In bytes. */
export interface Segment {
  readonly start: number;
  readonly size: number;
}

const mebibyte = 1 << 20;

/** A part that fails is sent again alone, so parts are small; above Procore's least of 5 MiB. */
const usualSegment = 16 * mebibyte;

/** "Unified file uploads": parts over 5 MiB, up to 100 MiB, at most 10,000 [doc]; version 1 the same [assumed]. */
const mostParts = 10_000;
const largestSegment = 100 * mebibyte;

/** In bytes: what no flow takes whole. */
export const largestUpload = mostParts * largestSegment;

/**
 * How a file of `size` bytes is sent: as one form where it is one part anyway, else in segments. `undefined`:
 * it is larger than Procore takes.
 */
export function planUpload(size: number, wish: 'usual' | 'unified'): UploadPlan | undefined {
  if (size > largestUpload) return undefined;
  if (wish === 'usual' && size <= usualSegment) return { flow: 'direct', segments: [] };
  const whole = Math.max(usualSegment, Math.ceil(size / mostParts));
  const count = Math.max(1, Math.ceil(size / whole));
  const segments = Array.from({ length: count }, (_, index) => ({
    start: index * whole,
    size: Math.min(whole, size - index * whole),
  }));
  return { flow: wish === 'unified' ? 'unified' : 'segmented', segments };
}

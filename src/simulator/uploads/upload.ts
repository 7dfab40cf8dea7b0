/**
 * `direct`: one form with the file last. `segmented`: parts with signed headers, then completed. `unified`:
 * the same contract for every size, version 2.1.
 */
export type UploadFlow = 'direct' | 'segmented' | 'unified';

/** One piece of a file as it was announced, and what storage has of it. */
export interface UploadPart {
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal; `undefined`: not announced. */
  readonly sha256: string | undefined;
  readonly md5: string | undefined;
  /** MD5 of what came, hexadecimal; `undefined`: nothing came yet. */
  readonly etag: string | undefined;
}

/** A file on its way into Procore. */
export interface Upload {
  readonly id: string;
  readonly flow: UploadFlow;
  /** Only this user may go on with it; `undefined`: anybody, for demos. */
  readonly owner: number | undefined;
  readonly companyId: number;
  readonly projectId: number | undefined;
  readonly name: string;
  readonly contentType: string;
  /** Whether a browser is to save the file instead of showing it. */
  readonly asAttachment: boolean;
  /** Bytes, once they are known. */
  readonly size: number | undefined;
  /** One for each segment; none in the direct flow. */
  readonly parts: readonly UploadPart[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Since when the addresses in it work. */
  readonly signedAt: number;
  /** Since when all of it is there: when the form came or the parts were confirmed. */
  readonly completedAt: number | undefined;
  /** Whether a record has it. */
  readonly attached: boolean;
}

/** Storage takes what is begun within an hour. Source: Procore documentation, "Direct file uploads" [doc]. */
export const signedFor = 3_600_000;

/**
 * What no record takes is deleted: after a week, a unified upload after 24 hours. Source: Procore
 * documentation, "Direct file uploads", "Unified file uploads" [doc].
 */
export function deletedAt({ flow, createdAt, attached }: Upload): number {
  const day = 86_400_000;
  return attached ? Number.POSITIVE_INFINITY : createdAt + (flow === 'unified' ? day : 7 * day);
}

/** How long a unified upload stays `complete` before it is `available`, in milliseconds [assumed]. */
const processing = 1000;

/** How far an upload is; see `uploadStatus`. */
export type UploadStatus = 'ready' | 'receiving' | 'complete' | 'available';

/**
 * Source: Procore documentation, "Direct file uploads" (`ready`, `complete`) and "Unified file uploads" (all
 * four) [doc]; `complete` of a direct upload [assumed].
 */
export function uploadStatus({ flow, parts, completedAt }: Upload, now: number): UploadStatus {
  if (completedAt !== undefined) {
    return flow === 'unified' && now >= completedAt + processing ? 'available' : 'complete';
  }
  return flow === 'unified' && parts.some(({ etag }) => etag !== undefined) ? 'receiving' : 'ready';
}

/** Whether a record can take it now. */
export function isUsable(upload: Upload, now: number): boolean {
  const wanted = upload.flow === 'unified' ? 'available' : 'complete';
  return uploadStatus(upload, now) === wanted && now < deletedAt(upload);
}

import { createHash, randomUUID } from 'node:crypto';
import { cancelledCode } from '../failure.ts';
import type { UploadFailure } from './api.ts';
import type { CreatedUpload, StorageTarget } from './calls.ts';
import { uploadForm } from './form.ts';
import type { Segment } from './plan.ts';
import type { UploadSource } from './source.ts';
import {
  asAnnounced,
  type StorageOutcome,
  type StorageParts,
  type StorageWatching,
  sendToStorage,
} from './storage.ts';
import type { SegmentSums } from './sums.ts';

/** All parts as storage names them, in order, or why not. What is there already is in `etags` by its index. */
export type StoredParts =
  | { readonly kind: 'stored'; readonly etags: readonly string[]; readonly confirmed: boolean }
  | {
      readonly kind: 'expired';
      readonly message: string;
      readonly etags: ReadonlyMap<number, string>;
    }
  | Exclude<UploadFailure, { readonly kind: 'expired' }>;

/** Parts that are on their way at once: enough to fill a line, few enough for the memory. */
export const partsAtOnce = 4;

/** One form with the whole file. */
export async function sendDirect(
  source: UploadSource,
  { fields, targets }: CreatedUpload,
  storage: StorageParts,
  watching: StorageWatching,
): Promise<StoredParts> {
  const [target] = targets;
  if (target === undefined) throw new RangeError('A direct upload has one address.');
  let md5 = '';
  const content = source.slice(0, source.size);
  const watched = {
    byteLength: content.byteLength,
    async *open() {
      const hash = createHash('md5');
      for await (const chunk of content.open()) {
        hash.update(chunk);
        yield chunk;
      }
      md5 = hash.digest('hex');
    },
  };
  const form = uploadForm(fields, { ...source, content: watched }, `procore-workbench-${randomUUID()}`);
  const address: StorageTarget = { ...target, headers: [['content-type', form.contentType]] };
  const outcome = await sendToStorage(address, { method: 'POST', body: form.body }, storage, watching);
  if (outcome.kind === 'expired') return { ...outcome, etags: new Map() };
  if (outcome.kind === 'failed') return outcome;
  return { kind: 'stored', etags: [], confirmed: bare(outcome.etag) === md5 };
}

/**
 * The segments that `done` lacks, a few at a time, each read from the file as it goes. `targets` are for them,
 * in order. The first that fails stops the others; of expired addresses all that still work are used.
 */
export async function sendSegments(
  file: {
    readonly source: UploadSource;
    readonly segments: readonly Segment[];
    readonly sums: readonly SegmentSums[];
  },
  targets: readonly StorageTarget[],
  done: ReadonlyMap<number, string>,
  storage: StorageParts,
  watching: StorageWatching,
): Promise<StoredParts> {
  const { source, segments, sums } = file;
  const { signal } = watching;
  const etags = new Map(done);
  const todo = segments.flatMap((segment, index) => (done.has(index) ? [] : [{ segment, index }]));
  const waiting = todo.map((each, place) => ({ ...each, target: targets[place] }));
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let failure: Extract<StorageOutcome, { kind: 'failed' }> | undefined;
  let expired: string | undefined;

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { segment, index, target } = next;
      const announced = sums[index];
      if (target === undefined || announced === undefined) throw new RangeError('A segment has no address.');
      const body = asAnnounced(source.slice(segment.start, segment.size), announced.sha256, source.name);
      const outcome = await sendToStorage(target, { method: 'PUT', body }, storage, {
        ...watching,
        signal: either,
      });
      if (outcome.kind === 'stored' && outcome.etag !== undefined) etags.set(index, outcome.etag);
      else if (outcome.kind === 'expired') expired = outcome.message;
      else {
        failure ??= outcome.kind === 'failed' ? outcome : noEtag(target);
        stop.abort();
      }
      if (either.aborted) return;
    }
  }
  await Promise.all(Array.from({ length: Math.min(partsAtOnce, waiting.length) }, work));
  if (signal.aborted) return { kind: 'failed', code: cancelledCode, message: 'Cancelled.' };
  if (failure !== undefined) return failure;
  if (expired !== undefined) return { kind: 'expired', message: expired, etags };
  return {
    kind: 'stored',
    etags: segments.map((_, index) => etags.get(index) ?? ''),
    confirmed:
      targets.every(({ headers }) =>
        headers.some(([name]) => name.toLowerCase() === 'x-amz-content-sha256'),
      ) || sums.every(({ md5 }, index) => bare(etags.get(index)) === md5),
  };
}

function noEtag({ url }: StorageTarget): Extract<StorageOutcome, { kind: 'failed' }> {
  return {
    kind: 'failed',
    code: 'storage-refused',
    message: `${url.host} took a part of the file without naming it (no ETag), so the upload cannot be completed.`,
  };
}

/** Storage names a part by its MD5 where it keeps it as it came [inferred]. */
function bare(etag: string | undefined): string | undefined {
  return etag?.replaceAll('"', '').toLowerCase();
}

import { cancelledCode } from '../failure.ts';
import { type ApiCaller, createApiCaller, type UploadFailure } from './api.ts';
import { completeCall, createCall, readUpload, showCall, type UploadPlace } from './calls.ts';
import { largestUpload, planUpload, type UploadFlow, type UploadPlan } from './plan.ts';
import { type StoredParts, sendDirect, sendSegments } from './sendParts.ts';
import type { UploadSource } from './source.ts';
import { type FileSums, sumsOf } from './sums.ts';
import type { UploadJob, UploadProgress, UploadWorld } from './uploadJob.ts';

/** What became of an upload; `id` is what a record takes it by. */
export type UploadOutcome =
  | {
      readonly kind: 'uploaded';
      readonly id: string;
      readonly flow: UploadFlow;
      /** `processing`: Procore has it all, but a record cannot take it yet. */
      readonly state: 'complete' | 'processing';
      /** Storage has checked the sums, or named the file by its sum; else only the number of bytes is certain. */
      readonly confirmed: boolean;
    }
  | UploadFailure;

/**
 * Uploads a file: announces it, sends it to storage in a few parts at a time, confirms the parts, and waits
 * until a record can take it. Never rejects for what it meets. The person is asked once where it goes to
 * production; storage never sees a token. Source: Procore documentation, "Direct file uploads", "Unified file
 * uploads" [doc].
 */
export async function uploadFile(
  job: UploadJob,
  world: UploadWorld,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  const { source, place } = job;
  const plan = planUpload(source.size, job.wish);
  if (plan === undefined) return tooLarge(source);
  try {
    const sums =
      plan.flow === 'direct'
        ? undefined
        : await sumsOf(source, plan.segments, signal, reporting(job, 'reading'));
    reporting(job, 'announcing')(0);
    const call = createApiCaller(job, world, extentOf(source, plan), signal);
    const created = await call(createCall(plan.flow, place, source, sums), { confirmed: false });
    if (created.kind !== 'answered') return created;
    const upload = readUpload(created.text);
    const wanted = plan.flow === 'direct' ? 1 : plan.segments.length;
    if (upload === undefined || upload.targets.length !== wanted) return unreadable(created.text.length);
    const { id } = upload;
    const stored = await store(job, plan, sums, upload, { call, world, signal });
    if (stored.kind !== 'stored') return { ...stored, id };
    reporting(job, 'finishing')(source.size);
    if (plan.flow !== 'direct') {
      const failure = await complete(plan.flow, place, id, stored.etags, call);
      if (failure !== undefined) return { ...failure, id };
    }
    const state = plan.flow === 'unified' ? await available(place, id, call, world, signal) : 'complete';
    return { kind: 'uploaded', id, flow: plan.flow, state, confirmed: stored.confirmed };
  } catch (error) {
    if (signal.aborted) return cancelled;
    const message = error instanceof Error ? error.message : String(error);
    return {
      kind: 'failed',
      code: 'upload-file-unreadable',
      message: `${source.name} cannot be read: ${message}`,
    };
  }
}

const cancelled: UploadFailure = { kind: 'failed', code: cancelledCode, message: 'Cancelled.' };

interface Around {
  readonly call: ApiCaller;
  readonly world: UploadWorld;
  readonly signal: AbortSignal;
}

async function store(
  job: UploadJob,
  plan: UploadPlan,
  sums: FileSums | undefined,
  upload: NonNullable<ReturnType<typeof readUpload>>,
  { call, world, signal }: Around,
): Promise<StoredParts> {
  const { source, place, onWait } = job;
  const watching = { signal, onBytes: reporting(job, 'sending'), onWait };
  if (plan.flow === 'direct' || sums === undefined) {
    return sendDirect(source, upload, world, watching);
  }
  const sent = { source, segments: plan.segments, sums: sums.segments };
  const stored = await sendSegments(sent, upload.targets, new Map(), world, watching);
  if (stored.kind !== 'expired' || plan.flow !== 'unified') return stored;
  // "Unified file uploads": asking for an open one gives fresh addresses for what is not there yet [doc].
  const shown = await call(showCall('unified', place, upload.id), { confirmed: true });
  const fresh = shown.kind === 'answered' ? readUpload(shown.text) : undefined;
  if (fresh === undefined || fresh.targets.length !== plan.segments.length - stored.etags.size) return stored;
  return sendSegments(sent, fresh.targets, stored.etags, world, watching);
}

/** Where the answer is lost, the upload itself tells whether Procore did it. */
async function complete(
  flow: UploadFlow,
  place: UploadPlace,
  id: string,
  etags: readonly string[],
  call: ApiCaller,
): Promise<UploadFailure | undefined> {
  const answer = await call(completeCall(flow, place, id, etags), { confirmed: true });
  if (answer.kind === 'answered') return undefined;
  if (answer.kind !== 'failed' || answer.exchange?.response !== null || answer.code === cancelledCode)
    return answer;
  const shown = await call(showCall(flow, place, id), { confirmed: true });
  const status = shown.kind === 'answered' ? readUpload(shown.text)?.status : undefined;
  return status === 'complete' || status === 'available' ? undefined : answer;
}

/** Between looking whether Procore is done, in milliseconds; together about a minute. */
const looks = [250, 500, 1000, 2000, 4000, 5000, 8000, 10_000, 15_000, 15_000];

async function available(
  place: UploadPlace,
  id: string,
  call: ApiCaller,
  { clock }: UploadWorld,
  signal: AbortSignal,
): Promise<'complete' | 'processing'> {
  for (const wait of looks) {
    const shown = await call(showCall('unified', place, id), { confirmed: true });
    if (shown.kind === 'answered' && readUpload(shown.text)?.status === 'available') return 'complete';
    if (signal.aborted) return 'processing';
    await clock.sleep(wait, signal).catch(() => undefined);
  }
  return 'processing';
}

function reporting(
  { source, onProgress }: UploadJob,
  phase: UploadProgress['phase'],
): (bytes: number) => void {
  let bytes = 0;
  return more => {
    bytes += more;
    onProgress?.({ phase, bytes: Math.min(bytes, source.size), total: source.size });
  };
}

function extentOf({ name, size }: UploadSource, { segments }: UploadPlan): string {
  const parts = segments.length > 1 ? `, in ${segments.length} parts` : '';
  return `Upload of ${name}, ${size.toLocaleString('en-US')} bytes${parts}`;
}

function tooLarge({ name, size }: UploadSource): UploadFailure {
  const gigabytes = (bytes: number) => Math.round(bytes / 1e9).toLocaleString('en-US');
  return {
    kind: 'failed',
    code: 'upload-too-large',
    message: `${name} has ${gigabytes(size)} GB; Procore takes up to ${gigabytes(largestUpload)} GB in one upload. Nothing was sent.`,
  };
}

function unreadable(length: number): UploadFailure {
  return {
    kind: 'failed',
    code: 'upload-answer-unknown',
    message: `Procore created the upload, but its answer (${length} characters) does not say where to send the file. Nothing of the file was sent.`,
  };
}

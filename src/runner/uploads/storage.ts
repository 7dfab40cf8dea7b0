import { createHash } from 'node:crypto';
import { normalizeError } from '../../procore/errors/normalize.ts';
import { headerValue } from '../../procore/headers.ts';
import type { Clock } from '../clock.ts';
import { cancelledCode, isCertificateCode } from '../failure.ts';
import { ConnectProblem } from '../network.ts';
import type { Progress } from '../runner.ts';
import { type Answer, type Attempt, type Connection, isAnswer, type SendFailure, send } from '../send.ts';
import { type SentBody, type StreamedBody, watchedBody } from '../streamedBody.ts';
import type { StorageTarget } from './calls.ts';

/** How often a part is sent again, and how long is waited before: doubled each time, plus up to as much again. */
export interface StorageRetry {
  readonly repeats: number;
  readonly backoffMs: number;
}

/** Outside of tests. Milliseconds. */
export const storageRetry: StorageRetry = { repeats: 4, backoffMs: 500 };

/** What sending to storage takes of the world. */
export interface StorageParts {
  readonly connection: () => Connection;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
}

/** Who stops a part, and who hears of it. */
export interface StorageWatching {
  readonly signal: AbortSignal;
  /** Hears what goes out, and with a minus what a failed try takes back. */
  readonly onBytes: (bytes: number) => void;
  /** Hears that it waits before another try, and that it goes on. */
  readonly onWait?: ((progress: Progress) => void) | undefined;
}

/** What storage made of a part. */
export type StorageOutcome =
  | { readonly kind: 'stored'; readonly etag: string | undefined }
  /** The address is no longer a permission; "Direct file uploads": begin within an hour, else 403 [doc]. */
  | { readonly kind: 'expired'; readonly message: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** The codes of object storage for a part that came in damaged: it is sent again, and only it [inferred]. */
const damaged =
  /^(?:BadDigest|XAmzContentSHA256Mismatch|IncompleteBody|RequestTimeout|InternalError|SlowDown|ServiceUnavailable)$/;

/**
 * Sends one part until storage has it. It carries what Procore said and no token; each try reads the file anew.
 * The same part goes to the same place with the same content, so sending it again changes nothing [inferred].
 */
export async function sendToStorage(
  { url, headers }: StorageTarget,
  { method, body }: { readonly method: 'PUT' | 'POST'; readonly body: SentBody },
  { connection, clock, random }: StorageParts,
  { signal, onBytes, onWait }: StorageWatching,
  retry: StorageRetry = storageRetry,
): Promise<StorageOutcome> {
  const fields = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  for (let repeats = 0; ; repeats += 1) {
    let out = 0;
    const watched = watchedBody(body, bytes => {
      out += bytes;
      onBytes(bytes);
    });
    const attempt: Attempt = { method, url, headers: fields, body: watched };
    const outcome = await send(attempt, connection(), signal);
    const settled = settle(outcome, url);
    if (settled !== undefined && settled.kind === 'stored') return settled;
    onBytes(-out);
    if (settled !== undefined) return settled;
    if (repeats === retry.repeats) return givenUp(outcome, url, repeats + 1);
    const milliseconds = Math.round(retry.backoffMs * 2 ** repeats * (1 + random()));
    onWait?.({ kind: 'waiting', reason: tryingAgain, milliseconds });
    try {
      await clock.sleep(milliseconds, signal);
    } catch {
      return { kind: 'failed', code: cancelledCode, message: 'Cancelled.' };
    }
    onWait?.({ kind: 'sending', attempt: repeats + 2 });
  }
}

/** What a person reads beside the countdown. */
const tryingAgain = 'storage did not take a part; trying again';

/** `undefined`: another try may do. */
function settle(outcome: Answer | SendFailure, { host }: URL): StorageOutcome | undefined {
  if (!isAnswer(outcome)) {
    const { code, message } = outcome;
    const lasting = code === cancelledCode || code === fileChanged || code === 'body-file-changed';
    return lasting || isCertificateCode(code) || code === 'ENOTFOUND'
      ? { kind: 'failed', code, message }
      : undefined;
  }
  const { status, headers } = outcome;
  if (status >= 200 && status < 300) return { kind: 'stored', etag: headerValue(headers, 'etag') };
  const { code, said } = saidBy(outcome);
  if (status >= 500 || status === 408 || status === 429 || damaged.test(code)) return undefined;
  if (status === 403 || status === 410) {
    return { kind: 'expired', message: `${host} no longer takes the upload (${status}${said}).` };
  }
  return {
    kind: 'failed',
    code: 'storage-refused',
    message: `${host} refused a part of the file (${status}${said}).`,
  };
}

function givenUp(outcome: Answer | SendFailure, { host }: URL, tries: number): StorageOutcome {
  if (!isAnswer(outcome)) {
    return { kind: 'failed', code: outcome.code, message: `${outcome.message} It was tried ${tries} times.` };
  }
  return {
    kind: 'failed',
    code: 'storage-refused',
    message: `${host} refused a part of the file ${tries} times (${outcome.status}${saidBy(outcome).said}).`,
  };
}

function saidBy({ status, headers, body }: Answer): { readonly code: string; readonly said: string } {
  const { code, message } = normalizeError(status, headers, body.toString('utf8'));
  const said = [code, message].filter(Boolean).join(': ');
  return { code: code ?? '', said: said === '' ? '' : `, ${said}` };
}

const fileChanged = 'upload-file-changed';

/** The content, failing where it is not what was announced: then somebody wrote to the file meanwhile. */
export function asAnnounced(body: StreamedBody, sha256: string, name: string): SentBody {
  if (body.byteLength === 0) return new Uint8Array(0);
  return {
    byteLength: body.byteLength,
    async *open() {
      const hash = createHash('sha256');
      let left = body.byteLength;
      for await (const chunk of body.open()) {
        hash.update(chunk);
        left -= chunk.length;
        // Before the last piece is out, so that what storage gets is not whole.
        if (left <= 0 && hash.digest('hex') !== sha256) {
          throw new ConnectProblem(
            fileChanged,
            `${name} changed while it was uploaded. Upload it again when nothing writes to it.`,
          );
        }
        yield chunk;
      }
    },
  };
}

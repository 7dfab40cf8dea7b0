import { header } from '../../procore/headers.ts';
import type { Exchange } from '../exchange.ts';
import { cancelledCode } from '../failure.ts';
import { ownRequest } from '../ownRequest.ts';
import type { RunJob } from '../runner.ts';
import type { UploadCall } from './calls.ts';
import type { UploadJob, UploadWorld } from './uploadJob.ts';

/** Why there is no upload. */
export type UploadFailure =
  /** What was sent is worth nothing any more: a new upload can be made. */
  | { readonly kind: 'expired'; readonly message: string; readonly id?: string }
  | {
      readonly kind: 'failed';
      readonly code: string;
      /** What happened, where, and what to do. */
      readonly message: string;
      /** The call of the API that was refused or lost. */
      readonly exchange?: Exchange;
      /** Of the upload that was begun; absent: Procore has not said any. */
      readonly id?: string;
    };

/** A call of the API, as the answer came; with nothing masked, since signed addresses stand in it. */
export type ApiCaller = (
  call: UploadCall,
  options: { readonly confirmed: boolean },
) => Promise<{ readonly kind: 'answered'; readonly text: string } | UploadFailure>;

/** The API's side of an upload goes through the runner like any request: token, guard, budget, repeats. */
export function createApiCaller(
  job: UploadJob,
  { run }: UploadWorld,
  extent: string,
  signal: AbortSignal,
): ApiCaller {
  return async (call, { confirmed }) => {
    let text = '';
    const exchange = await run(
      jobOf(job, call, { extent, confirmed, onAnswer: answer => (text = answer.body.toString('utf8')) }),
      signal,
    );
    const { response, error } = exchange;
    if (error === null && response !== null && response.status < 300) return { kind: 'answered', text };
    if (response?.status === 410)
      return { kind: 'expired', message: 'Procore no longer has this upload (410).' };
    return {
      kind: 'failed',
      code: error?.code ?? `http-${response?.status}`,
      message: reasonOf(exchange),
      exchange,
    };
  };
}

function jobOf(
  job: UploadJob,
  { method, path, body }: UploadCall,
  errand: NonNullable<RunJob['errand']>,
): RunJob {
  // Braces of a file's name must not read as a variable.
  const json = body === undefined ? '' : JSON.stringify(body).replaceAll('{{', '{\\u007b');
  const type = body === undefined ? '' : 'Content-Type: application/json\n';
  const text = `${method} ${path}\n${header.companyId}: ${job.place.companyId}\n${type}\n${json}\n`;
  const { onWait } = job;
  return { ...ownRequest(text, job), errand, ...(onWait && { onProgress: onWait }) };
}

function reasonOf({ response, error, diagnoses }: Exchange): string {
  const [first] = diagnoses;
  if (error?.code === cancelledCode || error?.code === 'not-confirmed') return error.message;
  const status = response === null ? '' : ` (${response.status} ${response.statusText})`;
  const why = first === undefined ? (error?.message ?? '') : `${first.title}. ${first.remedies[0] ?? ''}`;
  return `Procore did not take the upload${status}. ${why}`.trim();
}

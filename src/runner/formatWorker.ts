import { parentPort, workerData } from 'node:worker_threads';
import { type BodySource, formatFile, formatHead, type ShownHead } from './formatBody.ts';

/** What `workerData` holds: one job, and the thread ends with it. */
export type FormatJob =
  | {
      readonly kind: 'head';
      readonly source: BodySource;
      readonly json: boolean;
      readonly most: number;
    }
  | { readonly kind: 'file'; readonly path: string; readonly target: string };

/** Posted as the work goes on; the last one is not `read`. */
export type FormatReport =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'head'; readonly head: ShownHead }
  | { readonly kind: 'file'; readonly formatted: boolean }
  | { readonly kind: 'failed'; readonly reason: string };

async function format(job: FormatJob): Promise<FormatReport> {
  if (job.kind === 'head') {
    return { kind: 'head', head: await formatHead(job.source, job.json, job.most) };
  }
  const formatted = await formatFile(job.path, job.target, bytes => report({ kind: 'read', bytes }));
  return { kind: 'file', formatted };
}

function report(message: FormatReport): void {
  parentPort?.postMessage(message);
}

async function start(job: FormatJob): Promise<void> {
  try {
    report(await format(job));
  } catch (error) {
    report({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

void start(workerData);

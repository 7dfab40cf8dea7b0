import { parentPort, workerData } from 'node:worker_threads';
import { type BodySource, formatFile, formatHead, type ShownHead } from './formatBody.ts';
import type { CompareWording } from './history/comparedTexts.ts';
import { type ComparedEntries, type CompareStep, compareEntries } from './history/compareEntries.ts';

/** What `workerData` holds: one job, and the thread ends with it. */
export type FormatJob =
  | {
      readonly kind: 'head';
      readonly source: BodySource;
      readonly json: boolean;
      readonly most: number;
    }
  | { readonly kind: 'file'; readonly path: string; readonly target: string }
  /** Two files of a history. */
  | {
      readonly kind: 'compare';
      readonly older: string;
      readonly newer: string;
      readonly wording: CompareWording;
    };

/** Posted as the work goes on; the last one is neither `read` nor `step`. */
export type FormatReport =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'step'; readonly step: CompareStep }
  | { readonly kind: 'head'; readonly head: ShownHead }
  | { readonly kind: 'file'; readonly formatted: boolean }
  | { readonly kind: 'compare'; readonly compared: ComparedEntries }
  | { readonly kind: 'failed'; readonly reason: string };

async function format(job: FormatJob): Promise<FormatReport> {
  if (job.kind === 'head') {
    return { kind: 'head', head: await formatHead(job.source, job.json, job.most) };
  }
  if (job.kind === 'compare') {
    const compared = await compareEntries(job.older, job.newer, job.wording, step =>
      report({ kind: 'step', step }),
    );
    return { kind: 'compare', compared };
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

import { Worker } from 'node:worker_threads';
import type { FormatJob, FormatReport } from '../../runner/formatWorker.ts';
import type { CompareStep } from '../../runner/history/compareEntries.ts';

/** The last word of a formatting. */
export type Formatted = Extract<FormatReport, { readonly kind: 'head' | 'file' | 'compare' }>;

/** Two answers of the largest that are kept, as text, as values and laid out. In megabytes. */
const mostForComparing = 2048;
const mostForFormatting = 512;

/**
 * Formats in a thread of its own, so that nothing in the editor waits. Rejects where it cannot; `undefined`
 * where `signal` ended it.
 */
export function runFormatJob(
  workerFile: string,
  job: FormatJob,
  options: {
    readonly signal?: AbortSignal;
    readonly onRead?: (bytes: number) => void;
    readonly onStep?: (step: CompareStep) => void;
  } = {},
): Promise<Formatted | undefined> {
  const { signal, onRead, onStep } = options;
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, {
      workerData: job,
      // The thread is short-lived: what it could grow to is held down.
      resourceLimits: {
        maxYoungGenerationSizeMb: job.kind === 'compare' ? 64 : 8,
        maxOldGenerationSizeMb: job.kind === 'compare' ? mostForComparing : mostForFormatting,
      },
    });
    const end = () => {
      resolve(undefined);
      void worker.terminate();
    };
    signal?.addEventListener('abort', end, { once: true });
    worker.on('message', (message: FormatReport) => {
      if (message.kind === 'read') onRead?.(message.bytes);
      else if (message.kind === 'step') onStep?.(message.step);
      else if (message.kind === 'failed') reject(new Error(message.reason));
      else resolve(message);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal?.removeEventListener('abort', end);
      reject(new Error('The formatting ended early.'));
    });
  });
}

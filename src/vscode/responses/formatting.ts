import { Worker } from 'node:worker_threads';
import type { FormatJob, FormatReport } from '../../runner/formatWorker.ts';

/** The last word of a formatting. */
export type Formatted = Extract<FormatReport, { readonly kind: 'head' | 'file' }>;

/**
 * Formats in a thread of its own, so that nothing in the editor waits. Rejects where it cannot; `undefined`
 * where `signal` ended it.
 */
export function runFormatJob(
  workerFile: string,
  job: FormatJob,
  options: { readonly signal?: AbortSignal; readonly onRead?: (bytes: number) => void } = {},
): Promise<Formatted | undefined> {
  const { signal, onRead } = options;
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, {
      workerData: job,
      // The thread is short-lived: what it could grow to is held down.
      resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 },
    });
    const end = () => {
      resolve(undefined);
      void worker.terminate();
    };
    signal?.addEventListener('abort', end, { once: true });
    worker.on('message', (message: FormatReport) => {
      if (message.kind === 'read') onRead?.(message.bytes);
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

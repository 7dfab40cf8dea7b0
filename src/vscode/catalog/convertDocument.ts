import { Worker } from 'node:worker_threads';
import type { ImportJob, ImportReport, ImportStep } from '../../procore/catalog/importWorker.ts';
import { withoutLinks } from '../withoutLinks.ts';

/** A document as a catalog, and what it changes. */
export type Converted = Extract<ImportReport, { readonly kind: 'done' }>;

/**
 * Converts a document in a thread of its own, which needs some ten times its size in memory. Rejects with a
 * sentence to show where it cannot; `undefined` where `signal` ended it.
 */
export function convertDocument(
  workerFile: string,
  job: ImportJob,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (step: ImportStep) => void },
): Promise<Converted | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 4096 },
    });
    const end = (): void => {
      resolve(undefined);
      void worker.terminate();
    };
    const fail = (reason: string): void =>
      reject(new Error(withoutLinks(`${job.name} cannot be imported: ${reason} Nothing has changed.`)));
    signal.addEventListener('abort', end, { once: true });
    worker.on('message', (message: ImportReport) => {
      if (message.kind === 'step') onStep(message.step);
      else if (message.kind === 'done') resolve(message);
      else fail(message.reason);
    });
    worker.on('error', error => fail(`${error.message}.`));
    worker.on('exit', () => {
      signal.removeEventListener('abort', end);
      fail('the conversion ended early. Try again.');
    });
  });
}

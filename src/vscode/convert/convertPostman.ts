import { Worker } from 'node:worker_threads';
import type { ImportedCollection } from '../../httpFile/convert/fromPostman.ts';
import type { CollectionOutline, PostmanJob, PostmanReport, PostmanWish } from './postmanWorker.ts';

/** A conversion that waits to be told how. */
export interface ReadExports {
  readonly collections: readonly CollectionOutline[];
  /** `undefined` where `signal` ended it. Rejects where the thread fails, or is over already. */
  convert(wish: PostmanWish): Promise<readonly ImportedCollection[] | undefined>;
}

/** An export that is none of Postman's. */
export class NoPostmanExport extends Error {
  readonly file: string;

  constructor(file: string, problem: string) {
    super(problem);
    this.name = 'NoPostmanExport';
    this.file = file;
  }
}

/**
 * Reads exports in a thread of its own, so that nothing waits for a collection of thousands of requests, and
 * converts them there. Rejects with a `NoPostmanExport`, or where the thread fails; `undefined` where `signal`
 * ended it, which it must do also when nobody converts.
 */
export function readExports(
  workerFile: string,
  job: PostmanJob,
  signal: AbortSignal,
): Promise<ReadExports | undefined> {
  const worker = new Worker(workerFile, { workerData: job });
  const end = () => void worker.terminate();
  /** Also of a thread that is over before anybody asks it again. */
  const over = new Promise<undefined>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => (signal.aborted ? resolve(undefined) : reject(endedEarly())));
    const stop = () => {
      end();
      resolve(undefined);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  over.catch(() => {});
  const answer = () =>
    Promise.race([over, new Promise<PostmanReport>(resolve => worker.once('message', resolve))]);

  return answer().then(read => {
    if (read === undefined) return undefined;
    if (read.kind !== 'read') {
      end();
      if (read.kind === 'refused') throw new NoPostmanExport(read.name, read.problem);
      throw endedEarly();
    }
    return {
      collections: read.collections,
      async convert(wish) {
        const converted = answer();
        worker.postMessage(wish);
        const done = await converted;
        end();
        return done?.kind === 'done' ? done.imported : undefined;
      },
    };
  });
}

function endedEarly(): Error {
  return new Error('The import ended early. Try again.');
}

import { parentPort, workerData } from 'node:worker_threads';
import { loadBundledCatalog } from '../procore/catalog/bundled.ts';
import type { RunningSimulator, SimulatorOptions } from './options.ts';
import { startSimulator } from './server.ts';

/** What `workerData` holds. */
export type WorkerOptions = Omit<SimulatorOptions, 'now' | 'sleep' | 'randomHex' | 'post' | 'schedule'> & {
  readonly port?: number;
};

/** Posted once; after it the worker only waits for the message `close`. */
export type WorkerReport =
  | Omit<RunningSimulator, 'close'>
  | { readonly error: { readonly code: string; readonly message: string } };

async function start(options: WorkerOptions): Promise<void> {
  try {
    const catalog = await loadBundledCatalog();
    const { close, ...about } = await startSimulator({ ...options, catalog });
    parentPort?.on('message', async message => {
      if (message !== 'close') return;
      await close();
      parentPort?.close();
    });
    report(about);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'START_FAILED';
    report({ error: { code, message } });
    parentPort?.close();
  }
}

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}

void start(workerData);

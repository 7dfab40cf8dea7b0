import { Worker } from 'node:worker_threads';
import type { SimulatorAddress } from './simulatorHealth.ts';

export interface RunningWorker {
  readonly address: SimulatorAddress;
  close(): Promise<void>;
  onExit(listener: () => void): void;
}

/** The simulator could not start; `code` is Node's, e.g. `EADDRINUSE`. */
export class SimulatorStartError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'SimulatorStartError';
    this.code = code;
  }
}

/** Starts the simulator's bundle in a thread of its own, so that it never slows the editor's. `signal` ends it while it starts. */
export function startWorker(file: string, port: number, signal: AbortSignal): Promise<RunningWorker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: { port }, stdout: true, stderr: true });
    // Listened to for good: an error event that nobody hears would end the extension host.
    worker.on('error', error => reject(new SimulatorStartError('worker', error.message)));
    worker.stdout.resume();
    worker.stderr.resume();
    const end = () => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    worker.once('exit', () => {
      signal.removeEventListener('abort', end);
      reject(new SimulatorStartError('worker', 'it ended while starting'));
    });
    worker.once('message', (message: unknown) => {
      signal.removeEventListener('abort', end);
      const address = readAddress(message);
      if (address === undefined) {
        void worker.terminate();
        reject(readError(message));
        return;
      }
      resolve({
        address,
        close: () => closeWorker(worker),
        onExit: listener => worker.once('exit', listener),
      });
    });
  });
}

async function closeWorker(worker: Worker): Promise<void> {
  const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  worker.postMessage('close');
  const timer = setTimeout(() => void worker.terminate(), 2000);
  await exited;
  clearTimeout(timer);
}

function textField(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const field: unknown = Reflect.get(value, name);
  return typeof field === 'string' ? field : undefined;
}

function readAddress(message: unknown): SimulatorAddress | undefined {
  const [url, environment] = [textField(message, 'url'), textField(message, 'environment')];
  const [clientId, clientSecret] = [textField(message, 'clientId'), textField(message, 'clientSecret')];
  if (url === undefined || environment === undefined || clientId === undefined || clientSecret === undefined)
    return undefined;
  return { url, environment, clientId, clientSecret };
}

function readError(message: unknown): SimulatorStartError {
  const error: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'error') : undefined;
  return new SimulatorStartError(
    textField(error, 'code') ?? 'unknown',
    textField(error, 'message') ?? 'it gave no reason',
  );
}

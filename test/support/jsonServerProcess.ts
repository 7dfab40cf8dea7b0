import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface JsonServerProcess {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  stop(): void;
}

/** A bare HTTP server on this machine that answers every request with the same 2 KB of JSON. */
export async function startJsonServer(): Promise<JsonServerProcess> {
  const child = fork(join(import.meta.dirname, 'jsonServer.ts'), { stdio: 'ignore' });
  const [port] = (await once(child, 'message')) as [number];
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

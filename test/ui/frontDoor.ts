import { createServer, request, type Server } from 'node:http';
import { freePort } from '../support/freePort.ts';

/** A way to a server on this machine that can be shut and opened again. */
export interface FrontDoor {
  readonly url: string;
  /** Nobody is there: connections are refused. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** `rewritten` gives the path and query that are asked for behind it. */
export async function openFrontDoor(
  behind: string,
  rewritten: (target: string) => string,
): Promise<FrontDoor> {
  const port = await freePort();
  const { hostname, port: portBehind } = new URL(behind);
  let server: Server | undefined;

  async function open(): Promise<void> {
    const opening = createServer((asked, answer) => {
      const path = rewritten(asked.url ?? '/');
      const { method, headers } = asked;
      const passed = request({ hostname, port: portBehind, path, method, headers }, came => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      asked.pipe(passed);
    });
    await new Promise<void>((resolve, reject) => {
      opening.once('error', reject);
      opening.listen(port, '127.0.0.1', resolve);
    });
    server = opening;
  }

  async function shut(): Promise<void> {
    const shutting = server;
    server = undefined;
    await new Promise<void>(resolve => {
      if (shutting === undefined) return resolve();
      shutting.close(() => resolve());
      shutting.closeAllConnections();
    });
  }

  await open();
  return { url: `http://127.0.0.1:${port}`, shut, open, close: shut };
}

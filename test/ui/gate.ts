import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as open,
  type Server,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { type OwnSimulator, startOwnSimulator } from './ownSimulator.ts';

/** A simulator behind a gate, which keeps back what a test wants to see under way for as long as it likes. */
export interface GatedSimulator extends OwnSimulator {
  /** Method and path, without the query, of what came to the gate; of what goes to storage behind that word. */
  readonly seen: readonly string[];
  /** Of those, what came to storage with a token, which must not go there. */
  readonly tokensAtStorage: readonly string[];
  /** Requests like that are refused at the gate, with these headers. */
  refuse(wanted: RegExp, status: number, headers: OutgoingHttpHeaders): void;
  /** From now on requests like that are kept back, unread. Resolves when so many are; default: one. */
  hold(wanted: RegExp, count?: number): Promise<Held>;
  /** Reads what is kept back, for nobody: behind a long body it cannot be seen that its sender has gone. */
  drain(): void;
  /** Lets everything through again. What its sender has given up meanwhile never reaches the simulator. */
  release(): void;
}

/** Requests that are kept back. */
export interface Held {
  /** Resolves when their senders do not wait for an answer any more. */
  readonly givenUp: Promise<void>;
}

export async function startGatedSimulator(options: SimulatorOptions = {}): Promise<GatedSimulator> {
  const simulator = await startOwnSimulator(options);
  const seen: string[] = [];
  const tokensAtStorage: string[] = [];
  let held: { readonly wanted: RegExp; readonly take: (response: ServerResponse) => void } | undefined;
  let refused: ((called: string, response: ServerResponse) => boolean) | undefined;
  let waiting: { readonly request: IncomingMessage; readonly pass: () => void }[] = [];

  /** A way through the gate, `pass` being where it leads. */
  const way = (side: '' | 'storage ', pass: (request: IncomingMessage, response: ServerResponse) => void) =>
    createServer((request, response) => {
      const called = `${side}${request.method} ${request.url?.split('?')[0]}`;
      seen.push(called);
      if (side !== '' && request.headers.authorization !== undefined) tokensAtStorage.push(called);
      if (refused?.(called, response)) return undefined;
      if (held?.wanted.test(called) !== true) return pass(request, response);
      waiting.push({ request, pass: () => response.destroyed || pass(request, response) });
      return held.take(response);
    });

  let storagePort = '';
  const storage = way('storage ', (request, response) => forward(request, response, storagePort));
  const storageUrl = await listen(storage);
  const { port } = new URL(simulator.url);
  const server = way('', (request, response) =>
    // Storage is another port, which is known from where it is named.
    request.url?.includes('/uploads')
      ? forward(request, response, port, text =>
          text.replaceAll(/http:\/\/127\.0\.0\.1:(\d+)/g, (_, named: string) => {
            storagePort = named;
            return storageUrl;
          }),
        )
      : forward(request, response, port),
  );
  const url = await listen(server);

  return {
    ...simulator,
    settings: { 'procore.simulator.port': Number(new URL(url).port) },
    seen,
    tokensAtStorage,
    refuse(wanted, status, headers) {
      refused = (called, response) => {
        if (!wanted.test(called)) return false;
        response.writeHead(status, headers).end();
        return true;
      };
    },
    hold: (wanted, count = 1) =>
      new Promise(tell => {
        const gone: Promise<unknown>[] = [];
        const take = (response: ServerResponse) => {
          gone.push(new Promise<void>(resolve => response.once('close', resolve)));
          if (gone.length === count) tell({ givenUp: Promise.all(gone).then(() => undefined) });
        };
        held = { wanted, take };
      }),
    drain() {
      for (const { request } of waiting) request.resume();
    },
    release() {
      refused = undefined;
      held = undefined;
      for (const { pass } of waiting) pass();
      waiting = [];
    },
    async close() {
      for (const each of [server, storage]) {
        each.closeAllConnections();
        each.close();
      }
      await simulator.close();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** `change`: what becomes of the text of the answer; without it the answer goes through as it comes. */
function forward(
  request: IncomingMessage,
  response: ServerResponse,
  port: string,
  change?: (text: string) => string,
): void {
  const { method, url, headers } = request;
  const onward = open({ host: '127.0.0.1', port, method, path: url, headers }, async answer => {
    const { statusCode = 502, headers: given } = answer;
    if (change === undefined) {
      response.writeHead(statusCode, given);
      answer.pipe(response);
      return;
    }
    const body = change((await buffer(answer)).toString());
    response.writeHead(statusCode, { ...given, 'content-length': Buffer.byteLength(body) }).end(body);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

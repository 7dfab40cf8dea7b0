import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as open,
  type ServerResponse,
} from 'node:http';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { type OwnSimulator, startOwnSimulator } from './ownSimulator.ts';

/** A simulator behind a gate, which keeps back what a test wants to see under way for as long as it likes. */
export interface GatedSimulator extends OwnSimulator {
  /** Method and path, without the query, of what came to the gate. */
  readonly seen: readonly string[];
  /** Requests like that are refused at the gate, with these headers. */
  refuse(wanted: RegExp, status: number, headers: OutgoingHttpHeaders): void;
  /** From now on requests like that are kept back. Resolves when the first is. */
  hold(wanted: RegExp): Promise<Held>;
  /** Lets everything through again. What its sender has given up meanwhile never reaches the simulator. */
  release(): void;
}

/** A request that is kept back. */
export interface Held {
  /** Resolves when its sender does not wait for an answer any more. */
  readonly givenUp: Promise<void>;
}

export async function startGatedSimulator(options: SimulatorOptions = {}): Promise<GatedSimulator> {
  const simulator = await startOwnSimulator(options);
  const { port } = new URL(simulator.url);
  const seen: string[] = [];
  let held: { readonly wanted: RegExp; readonly tell: (held: Held) => void } | undefined;
  let refused: ((called: string, response: ServerResponse) => boolean) | undefined;
  let waiting: (() => void)[] = [];

  const server = createServer((request, response) => {
    const called = `${request.method} ${request.url?.split('?')[0]}`;
    seen.push(called);
    if (refused?.(called, response)) return undefined;
    const pass = () => response.destroyed || forward(request, response, port);
    if (held?.wanted.test(called) !== true) return pass();
    waiting.push(pass);
    return held.tell({ givenUp: new Promise(resolve => response.once('close', resolve)) });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');

  return {
    ...simulator,
    settings: { 'procore.simulator.port': address.port },
    seen,
    refuse(wanted, status, headers) {
      refused = (called, response) => {
        if (!wanted.test(called)) return false;
        response.writeHead(status, headers).end();
        return true;
      };
    },
    hold: wanted =>
      new Promise(tell => {
        held = { wanted, tell };
      }),
    release() {
      refused = undefined;
      held = undefined;
      for (const pass of waiting) pass();
      waiting = [];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await simulator.close();
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse, port: string): void {
  const { method, url, headers } = request;
  const onward = open({ host: '127.0.0.1', port, method, path: url, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

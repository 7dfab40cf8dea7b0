import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Catalog } from '../procore/catalog/catalog.ts';
import { BrokenConnection } from './brokenConnection.ts';
import type { RunningSimulator, SimulatorOptions } from './options.ts';
import type { ResponseClass } from './parts.ts';
import { renderLoggedRequest } from './requestLog.ts';
import { createSimulator, type Simulator } from './simulator.ts';

/** A simulator behind a port of this machine. */
export interface ServerOptions extends SimulatorOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  readonly catalog: Catalog;
  /** Gets one line for each request. */
  readonly log?: (line: string) => void;
}

/**
 * Starts a simulator on loopback: 127.0.0.1, and ::1 where there is one, so that `localhost` finds it
 * either way. Rejects with the code `EADDRINUSE` where the port is taken, and with a `TypeError` for a
 * fault that does not exist.
 */
export async function startSimulator(options: ServerOptions): Promise<RunningSimulator> {
  let storageUrl = '';
  const shell = httpShell(Response => {
    const simulator = createSimulator(options, options.catalog, { Response, storageUrl: () => storageUrl });
    return { simulator, sides: logged(simulator, options.log) };
  });
  const server = await listen(shell.listener, '127.0.0.1', options.port ?? 0);
  const port = portOf(server);
  const second = await listen(shell.listener, '::1', port).catch(() => undefined);
  const storage = await listen(storageListener(shell.sides.storage), '127.0.0.1', 0);
  storageUrl = `http://127.0.0.1:${portOf(storage)}`;
  const { clientId, clientSecret, environment } = shell.simulator;
  return {
    url: `http://127.0.0.1:${port}`,
    clientId,
    clientSecret,
    environment,
    close: async () => {
      shell.simulator.close();
      await Promise.all([stop(server), second && stop(second), stop(storage)]);
    },
  };
}

type Fetch = Simulator['fetch'];

interface Sides {
  readonly fetch: Fetch;
  readonly storage: Fetch;
}

interface Built {
  readonly simulator: Simulator;
  readonly sides: Sides;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The two sides of a simulator, each request of either logged once. */
function logged({ fetch, storage, requestLog }: Simulator, log: ((line: string) => void) | undefined): Sides {
  if (log === undefined) return { fetch, storage };
  let seen = 0;
  const report = () => {
    const fresh = requestLog.recent().slice(0, requestLog.count() - seen);
    seen = requestLog.count();
    for (const entry of fresh.toReversed()) log(renderLoggedRequest(entry));
  };
  const reporting =
    (side: Fetch): Fetch =>
    async request => {
      try {
        return await side(request);
      } finally {
        report();
      }
    };
  return { fetch: reporting(fetch), storage: reporting(storage) };
}

/**
 * The Node side of `fetch`. Hono's server writes responses of its own class without detours through streams
 * (twice as fast), but offers that class only as a replacement of the global one: it is taken from there
 * and the globals are put back, since the process may hold other users of `Request` and `Response`.
 */
function httpShell(
  build: (responses: ResponseClass) => Built,
): Built & { readonly listener: RequestListener } {
  const { Request: globalRequest, Response: globalResponse } = globalThis;
  let fetch: Fetch | undefined;
  const listener = getRequestListener(
    (request, { outgoing }) => fetch && answerWith(fetch, request, outgoing as ServerResponse),
  );
  const responses = globalThis.Response;
  Object.defineProperty(globalThis, 'Request', { value: globalRequest });
  Object.defineProperty(globalThis, 'Response', { value: globalResponse });
  const built = build(responses);
  fetch = built.sides.fetch;
  return { ...built, listener };
}

/** Storage needs no such speed, so it leaves the globals alone. */
function storageListener(fetch: Fetch): RequestListener {
  return getRequestListener(
    (request, { outgoing }) => answerWith(fetch, request, outgoing as ServerResponse),
    { overrideGlobalObjects: false },
  );
}

function answerWith(fetch: Fetch, request: Request, outgoing: ServerResponse): Response | Promise<Response> {
  try {
    const response = fetch(request);
    return response instanceof Promise ? response.catch(error => give(outgoing, error)) : response;
  } catch (error) {
    return give(outgoing, error);
  }
}

/** Sends what a broken connection lets through and drops it. */
function give(outgoing: ServerResponse, error: unknown): Response {
  if (!(error instanceof BrokenConnection)) throw error;
  const { socket } = outgoing;
  if (error.sent === undefined) {
    socket?.resetAndDestroy();
  } else {
    const { status, headers, body, reset } = error.sent;
    outgoing.writeHead(status, { ...headers });
    outgoing.write(body, () => (reset ? socket?.resetAndDestroy() : socket?.destroySoon()));
  }
  return RESPONSE_ALREADY_SENT;
}

function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 65_000 }, listener);
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Catalog } from '../procore/catalog/catalog.ts';
import { seededApp } from './app.ts';
import { BrokenConnection } from './brokenConnection.ts';
import { createFaults, type Faults, isFaultName } from './faults.ts';
import { createGrants, type Grants } from './grants.ts';
import type { SimulatorOptions } from './options.ts';
import type { ResponseClass, SimulatorParts } from './parts.ts';
import { createRateWindows, type RateWindows } from './rateWindows.ts';
import { createRecords } from './records/createRecords.ts';
import type { Records } from './records/records.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { apiRoute } from './routes/api.ts';
import { addAuthorizeRoutes } from './routes/authorize.ts';
import { addControlRoutes } from './routes/control.ts';
import { addTokenRoutes } from './routes/token.ts';
import { createSnapshotLimit } from './rules/snapshotLimit.ts';
import { storageRoute } from './uploads/storage.ts';
import { createUploads } from './uploads/uploads.ts';
import { createWebhooks } from './webhooks/webhooks.ts';

/** A Procore to talk to: a function from Request to Response over its own state. */
export interface Simulator {
  readonly environment: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Rejects with `BrokenConnection` where a fault lets no whole answer through. */
  fetch(request: Request): Response | Promise<Response>;
  /** The storage host, where files go; it is another origin than the API. Rejects like `fetch`. */
  storage(request: Request): Promise<Response>;
  /** Ends what goes on by itself: deliveries of webhooks. */
  close(): void;
  /** For tests and demos: who exists, which faults are on, what was issued, counted and asked. */
  readonly records: Records;
  readonly faults: Faults;
  readonly grants: Grants;
  readonly windows: RateWindows;
  readonly requestLog: RequestLog;
}

/** What is around a simulator. */
export interface SimulatorShell {
  readonly Response: ResponseClass;
  /** Origin of the storage host, asked for when an upload is created. */
  readonly storageUrl: () => string;
}

const tenMinutes = 600_000;
/** Storage of a simulator without a network. */
const nowhere = 'http://storage.localhost';

/**
 * A simulator with its seeded data. Throws a `TypeError` for the name of a fault that does not exist.
 * `shell` is for a server, which knows where storage listens and brings a class of its own for responses.
 */
export function createSimulator(
  options: SimulatorOptions,
  catalog: Catalog,
  shell: Partial<SimulatorShell> = {},
): Simulator {
  const { environment = 'simulator', now = Date.now, faults: names = [] } = options;
  const unknown = names.find(name => !isFaultName(name));
  if (unknown !== undefined) throw new TypeError(`There is no fault "${unknown}".`);
  const app = seededApp(environment);
  const faults = createFaults(names.filter(isFaultName));
  const randomHex = options.randomHex ?? (bytes => randomBytes(bytes).toString('hex'));
  const {
    seed = 1,
    rows = 450,
    projects = 0,
    accessTokenTtl = 5400,
    hourlyLimit = 600,
    spikeLimit = 25,
  } = options;
  const records = createRecords({ seed, rows, projects, environment, now }, catalog);
  const uploads = createUploads({ now, randomHex, storageUrl: shell.storageUrl ?? (() => nowhere) });
  const webhooks = createWebhooks({
    records,
    catalog,
    faults,
    clientId: app.clientId,
    now,
    newId: uploads.newId,
    post: options.post,
    schedule: options.schedule,
    timeout: options.webhookTimeout,
    timeScale: options.webhookTimeScale,
  });
  const parts: SimulatorParts = {
    environment,
    app,
    catalog,
    records,
    faults,
    grants: createGrants({ environment, clientId: app.clientId, accessTokenTtl, now, randomHex }),
    windows: createRateWindows({ hourlyLimit, spikeLimit, now }),
    snapshotLimit: hourlyLimit === 0 ? () => undefined : createSnapshotLimit(now),
    requestLog: createRequestLog(200),
    documentUploads: new Map(),
    uploads,
    webhooks,
    now,
    skew: () => (faults.state('clock-skew') === undefined ? 0 : tenMinutes),
    // A delayed answer must not keep a process alive whose server is closed.
    sleep: options.sleep ?? (milliseconds => delay(milliseconds, undefined, { ref: false })),
    randomHex,
    latency: options.latency ?? 0,
    Response: shell.Response ?? Response,
  };
  const hono = routes(parts);
  return {
    environment,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    fetch: request => hono.fetch(request),
    storage: storageRoute(parts),
    close: webhooks.close,
    records: parts.records,
    faults,
    grants: parts.grants,
    windows: parts.windows,
    requestLog: parts.requestLog,
  };
}

/** OAuth is served beside the API, as Procore's API hosts have done too. */
function routes(parts: SimulatorParts): Hono {
  const hono = new Hono();
  const api = apiRoute(parts);
  hono.all('/rest/*', context => api(context.req.raw));
  hono.all('/vapid/*', context => api(context.req.raw));
  addAuthorizeRoutes(hono, parts);
  addTokenRoutes(hono, parts);
  addControlRoutes(hono, parts);
  hono.notFound(() => {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    return new Response('Not Found. The control page of this simulator is /_simulator\n', {
      status: 404,
      headers,
    });
  });
  hono.onError(error => {
    if (error instanceof BrokenConnection) throw error;
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    return new Response(`The simulator itself failed: ${error.message}\n`, { status: 500, headers });
  });
  return hono;
}

import type { Environment } from '../procore/environments.ts';
import { createMeasuredConnector } from './connect.ts';
import { Connections } from './connections.ts';
import { plainNetwork } from './network.ts';
import type { RunnerParts } from './runner.ts';
import type { Connection } from './send.ts';

/** Kept connections to one environment. */
export interface Endpoint {
  readonly connection: Connection;
}

/** The connections of one runner, by environment. */
export interface Endpoints {
  of(environment: Environment): Endpoint;
  /** Waits for the answers under way, and for no connection that does not stand yet. */
  close(): Promise<void>;
}

/** Milliseconds until a connection must stand. */
export const connectTimeout = 10_000;

/**
 * Opens each environment on first use. One whose hosts were changed in the settings is another one; one
 * whose network has changed is connected anew.
 *
 * HTTP/1.1 only, for reads too. At the first GOAWAY of an HTTP/2 connection, also one that lets the requests
 * under way end, undici 7.30.2 closes it and puts them back into its queue (`onHttp2SessionGoAway` in
 * lib/dispatcher/client-h2.js; after 7, nodejs/undici#5788 leaves out what has an answer already). Tried with
 * four requests on Node's own server, all four answers were lost in the middle. Each repeat takes a place in
 * the rate windows, and a write must not be repeated at all. What HTTP/2 would save is the setting up of the
 * connections of a list: 200 pages, ten at a time, took the same time over either.
 */
export function createEndpoints({
  openDispatcher,
  network = plainNetwork,
}: Pick<RunnerParts, 'openDispatcher' | 'network'>): Endpoints {
  const opened = new Map<string, Endpoint & { readonly version: string }>();
  /** Most requests go where the one before went. */
  let latest: { readonly environment: Environment; readonly endpoint: Endpoint; version: string } | undefined;

  function open(environment: Environment, tokenOrigins: ReadonlySet<string> | 'everywhere'): Connection {
    const connector = createMeasuredConnector({ timeout: connectTimeout, network, tokenOrigins });
    const dispatcher = openDispatcher?.(environment, connector.connect) ?? new Connections(connector.connect);
    return { connector, dispatcher };
  }

  return {
    of(environment) {
      const version = network.version();
      if (latest?.environment === environment && latest.version === version) return latest.endpoint;
      const key = `${environment.name} ${environment.apiUrl} ${environment.loginUrl}`;
      const known = opened.get(key);
      if (known?.version === version) {
        latest = { environment, endpoint: known, version };
        return known;
      }
      const connection = open(environment, tokenOriginsOf(environment));
      const checked = network.trust.checked() ? undefined : open(environment, 'everywhere');
      const endpoint = {
        connection: checked === undefined ? connection : { ...connection, checked },
        version,
      };
      opened.set(key, endpoint);
      latest = { environment, endpoint, version };
      // What runs over the old connections may end; there is nobody to tell if closing them fails.
      for (const { dispatcher } of connectionsOf(known)) dispatcher.close().catch(() => {});
      return endpoint;
    },
    async close() {
      const endpoints = [...opened.values()];
      opened.clear();
      latest = undefined;
      await Promise.all(
        endpoints.flatMap(connectionsOf).map(({ connector, dispatcher }) => {
          const closed = dispatcher.close();
          connector.giveUp();
          return closed;
        }),
      );
    },
  };
}

function connectionsOf(endpoint: Endpoint | undefined): readonly Connection[] {
  if (endpoint === undefined) return [];
  const { connection } = endpoint;
  return connection.checked === undefined ? [connection] : [connection, connection.checked];
}

/** Where a token of this environment may go. */
export function tokenOriginsOf({ apiUrl, loginUrl }: Environment): ReadonlySet<string> {
  return new Set([apiUrl, loginUrl].map(url => new URL(url).origin));
}

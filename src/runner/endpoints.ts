import { Agent } from 'undici';
import type { Environment } from '../procore/environments.ts';
import { type Budget, createBudget } from './budget.ts';
import { createMeasuredConnector } from './connect.ts';
import type { RunnerParts } from './runner.ts';
import type { Connection } from './send.ts';

/** Kept connections to one environment, and what is left of its windows. */
export interface Endpoint {
  readonly connection: Connection;
  readonly budget: Budget;
}

export interface Endpoints {
  of(environment: Environment): Endpoint;
  close(): Promise<void>;
}

/** Milliseconds until a connection must stand. */
const connectTimeout = 10_000;

/** Opens each environment on first use. One whose hosts were changed in the settings is another one. */
export function createEndpoints({ openDispatcher }: Pick<RunnerParts, 'openDispatcher'>): Endpoints {
  const opened = new Map<string, Endpoint>();
  return {
    of(environment) {
      const key = `${environment.name} ${environment.apiUrl} ${environment.loginUrl}`;
      const known = opened.get(key);
      if (known !== undefined) return known;
      const connector = createMeasuredConnector(connectTimeout);
      const dispatcher =
        openDispatcher?.(environment, connector.connect) ?? new Agent({ connect: connector.connect });
      const endpoint = { connection: { dispatcher, connector }, budget: createBudget() };
      opened.set(key, endpoint);
      return endpoint;
    },
    async close() {
      const endpoints = [...opened.values()];
      opened.clear();
      await Promise.all(endpoints.map(({ connection }) => connection.dispatcher.close()));
    },
  };
}

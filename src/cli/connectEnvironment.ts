import { OAuthError } from '../oauth/errors.ts';
import { signInFromEnvironment } from '../oauth/fromEnvironment.ts';
import { loadBundledCatalog } from '../procore/catalog/bundled.ts';
import { type Environment, simulatorEnvironment } from '../procore/environments.ts';
import type { GetToken } from '../runner/accessToken.ts';
import { environmentFor, simulatorName } from './chooseEnvironment.ts';
import type { CliIo } from './io.ts';

/** An environment that can be talked to. */
export interface Connected {
  readonly environment: Environment;
  readonly getToken: GetToken;
  close(): Promise<void>;
}

/** Finds hosts and credentials of an environment; starts the simulator where none is named. */
export async function connectEnvironment(
  name: string,
  io: CliIo,
): Promise<Connected | { readonly problem: string }> {
  const environment = environmentFor(name, io.env);
  if (environment === undefined) return startInside();
  if ('problem' in environment) return environment;
  return { environment, getToken: tokensFor(environment, io.env), close: async () => {} };
}

async function startInside(): Promise<Connected> {
  const { startSimulator } = await import('../simulator/server.ts');
  const running = await startSimulator({ catalog: await loadBundledCatalog() });
  const environment = simulatorEnvironment(running.url, simulatorName);
  const env = { PROCORE_CLIENT_ID: running.clientId, PROCORE_CLIENT_SECRET: running.clientSecret };
  return { environment, getToken: tokensFor(environment, env), close: () => running.close() };
}

function tokensFor(environment: Environment, env: CliIo['env']): GetToken {
  try {
    const getToken = signInFromEnvironment({
      env,
      environment,
      now: Date.now,
      transport: (url, init) => fetch(url, init),
    });
    return getToken ?? (() => Promise.resolve(undefined));
  } catch (error) {
    if (error instanceof OAuthError) return () => Promise.reject(error);
    throw error;
  }
}

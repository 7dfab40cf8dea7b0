import { OAuthError } from '../oauth/errors.ts';
import { signInFromEnvironment } from '../oauth/fromEnvironment.ts';
import { loadBundledCatalog } from '../procore/catalog/bundled.ts';
import { type Environment, simulatorEnvironment } from '../procore/environments.ts';
import type { GetToken } from '../runner/accessToken.ts';
import type { Network } from '../runner/network.ts';
import { environmentFor, simulatorName } from './chooseEnvironment.ts';
import { machineClock } from './clock.ts';
import type { CliIo } from './io.ts';
import { createTokenTransport } from './tokenTransport.ts';

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
  network: Network,
): Promise<Connected | { readonly problem: string }> {
  const environment = environmentFor(name, io.env);
  if (environment === undefined) return startInside(io, network);
  if ('problem' in environment) return environment;
  const env =
    name === simulatorName && !hasCredentials(io.env) ? await seededApp(environment, io.signal) : io.env;
  if (env === undefined) {
    return {
      problem: `no simulator answers at ${environment.apiUrl} (PROCORE_BASE_URL). Start one with procore-http simulate --port PORT, or unset the variable.`,
    };
  }
  return { environment, ...tokensFor(environment, env, network) };
}

function hasCredentials(env: CliIo['env']): boolean {
  return ['PROCORE_ACCESS_TOKEN', 'PROCORE_CLIENT_ID', 'PROCORE_CLIENT_SECRET'].some(name =>
    env[name]?.trim(),
  );
}

/** Milliseconds for a server on this machine to say that it is a simulator. */
const healthTimeout = 5_000;

/** Client id and secret of the app that a running simulator has; `undefined`: there is no simulator of ours. */
async function seededApp(
  { apiUrl }: Environment,
  interrupted: AbortSignal,
): Promise<CliIo['env'] | undefined> {
  try {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(healthTimeout)]);
    const answer = await fetch(`${apiUrl}/_simulator/health`, { signal, redirect: 'error' });
    const health: unknown = await answer.json();
    if (typeof health !== 'object' || health === null) return undefined;
    const { simulator, clientId, clientSecret }: Health = health;
    if (simulator !== true || typeof clientId !== 'string' || typeof clientSecret !== 'string')
      return undefined;
    return { PROCORE_CLIENT_ID: clientId, PROCORE_CLIENT_SECRET: clientSecret };
  } catch {
    return interrupted.aborted ? {} : undefined;
  }
}

interface Health {
  readonly simulator?: unknown;
  readonly clientId?: unknown;
  readonly clientSecret?: unknown;
}

async function startInside({ clock = machineClock }: CliIo, network: Network): Promise<Connected> {
  const { startSimulator } = await import('../simulator/server.ts');
  const running = await startSimulator({ catalog: await loadBundledCatalog(), now: clock.now });
  const environment = simulatorEnvironment(running.url, simulatorName);
  const env = { PROCORE_CLIENT_ID: running.clientId, PROCORE_CLIENT_SECRET: running.clientSecret };
  const { getToken, close } = tokensFor(environment, env, network);
  return {
    environment,
    getToken,
    async close() {
      await close();
      await running.close();
    },
  };
}

function tokensFor(
  environment: Environment,
  env: CliIo['env'],
  network: Network,
): Pick<Connected, 'getToken' | 'close'> {
  const { transport, close } = createTokenTransport(network, environment);
  try {
    const getToken = signInFromEnvironment({ env, environment, now: Date.now, transport });
    return { getToken: getToken ?? (() => Promise.resolve(undefined)), close };
  } catch (error) {
    if (error instanceof OAuthError) return { getToken: () => Promise.reject(error), close };
    throw error;
  }
}

import { signInFromEnvironment } from '../../src/oauth/fromEnvironment.ts';
import { type Environment, simulatorEnvironment } from '../../src/procore/environments.ts';
import type { GetToken } from '../../src/runner/accessToken.ts';

/** A simulator and the app that it knows. */
interface Known {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The variables by which a terminal reaches that simulator, signed in as a service account. */
export const terminalOf = ({ url, clientId, clientSecret }: Known) => ({
  PROCORE_BASE_URL: url,
  PROCORE_CLIENT_ID: clientId,
  PROCORE_CLIENT_SECRET: clientSecret,
});

/** Tokens of a service account there; the sign-in comes with the first request. */
export function tokensOf(
  simulator: Known,
  now: () => number = Date.now,
  environment: Environment = simulatorEnvironment(simulator.url),
): GetToken {
  const getToken = signInFromEnvironment({
    env: { PROCORE_CLIENT_ID: simulator.clientId, PROCORE_CLIENT_SECRET: simulator.clientSecret },
    environment,
    now,
    transport: (url, init) => fetch(url, init),
  });
  if (getToken === undefined) throw new Error('there is no way to sign in');
  return getToken;
}

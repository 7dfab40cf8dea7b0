import { builtInEnvironments, findEnvironment } from '../procore/environments.ts';
import { outOfBandRedirectUri, redirectPorts, redirectUri } from '../procore/redirectUris.ts';

/** The one app that is registered with a simulator. */
export interface SeededApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Matched byte for byte. */
  readonly redirectUris: readonly string[];
}

/**
 * The app of an environment. Environments that share credentials (production and its Monthly Sandbox) have
 * the same one; their tokens differ all the same. `http://localhost` is registered for every new app.
 * Source: Procore documentation, "Development environments" and "OAuth keys" [doc].
 */
export function seededApp(environment: string): SeededApp {
  const owner = findEnvironment(builtInEnvironments, environment)?.credentialsOf ?? environment;
  return {
    clientId: `${owner}-client-id`,
    clientSecret: `${owner}-client-secret`,
    redirectUris: ['http://localhost', ...redirectPorts.map(redirectUri), outOfBandRedirectUri],
  };
}

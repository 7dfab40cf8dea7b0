import { type Environment, environmentOfUrl, isApiUrl } from '../../procore/environments.ts';

/** Which environments there are, and which one a request goes to that names none. */
export interface KnownEnvironments {
  readonly environments: readonly Environment[];
  readonly active: Environment;
}

/**
 * The target for an address: only its path where it is the API of a known environment, with that
 * environment where it is not the active one; the address itself elsewhere. `isProcore`: signing in supplies
 * the token.
 */
export function targetFor(
  address: string,
  { environments, active }: KnownEnvironments,
): { readonly target: string; readonly environment: string | undefined; readonly isProcore: boolean } {
  const origin = /^https?:\/\/[^/?#\s{}]+/i.exec(address)?.[0];
  const path = origin === undefined ? '' : address.slice(origin.length);
  if (origin !== undefined && /^\/(?:rest|vapid)\//.test(path) && URL.canParse(origin)) {
    const url = new URL(origin);
    const environment = environmentOfUrl([active, ...environments], url);
    if (environment !== undefined && isApiUrl(environment, url)) {
      const named = environment.name === active.name ? undefined : environment.name;
      return { target: path, environment: named, isProcore: true };
    }
  }
  return { target: address, environment: undefined, isProcore: false };
}

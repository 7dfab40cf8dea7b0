import { isLoopbackHost } from '../environments.ts';
import type { Evidence } from './evidence.ts';

/**
 * Why an address that reads like one of the API goes to a host that does not take API calls: the login host, or
 * one that is neither Procore's nor that of an environment. `undefined`: it may well be the API. Hosts of this
 * machine are left alone, since a simulator may run at any port.
 */
export function strayHost({ url, builtIn, environment }: Evidence): 'login' | 'foreign' | undefined {
  if (url === undefined) return undefined;
  if (builtIn !== undefined && builtIn.loginUrl !== builtIn.apiUrl && builtIn.loginUrl === url.origin)
    return 'login';
  if (environment !== undefined || isLoopbackHost(url.hostname)) return undefined;
  return /(?:^|\.)(?:procore|procoregov)\.com\.?$/i.test(url.hostname) ? undefined : 'foreign';
}

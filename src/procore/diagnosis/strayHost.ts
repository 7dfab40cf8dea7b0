import { builtInEnvironments, isLoopbackHost } from '../environments.ts';
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

/**
 * The API host to use in the place of the host of Procore's web app; `undefined`: it is none. `app.procore.com` served
 * the API until the zones came, and only the web host differs by zone ("Multiple Procore Zones" [doc]; `us02`, `uk01`
 * in public code [live]). Hosts that serve both are no mistake.
 */
export function apiHostOfWebApp({ url }: Pick<Evidence, 'url'>): string | undefined {
  if (url === undefined) return undefined;
  if (/^[a-z]{2}\d{2}\.procore\.com$/.test(url.hostname)) return 'https://api.procore.com';
  const own = builtInEnvironments.find(
    ({ name, webUrl, apiUrl }) => name !== 'monthly' && webUrl === url.origin && apiUrl !== webUrl,
  );
  return own?.apiUrl;
}

/**
 * A Procore to talk to. Tokens and client credentials never cross environments, with one exception:
 * production, On-Demand and Monthly share client credentials, though Monthly tokens come from its own
 * login host. Source: Procore documentation, "Development environments" and "OAuth endpoints" [doc].
 */
export interface Environment {
  /** What `--env`, `# @env` and the settings call it. */
  readonly name: string;
  readonly title: string;
  /** Origins without a trailing slash, e.g. `https://login.procore.com`. */
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly webUrl: string;
  /** Writes ask first. */
  readonly production: boolean;
  /** Name of the environment whose client id and secret it uses; usually its own. */
  readonly credentialsOf: string;
}

/** Hosts as of autumn 2026; every host can be edited in the user's settings. */
export const builtInEnvironments: readonly Environment[] = [
  {
    name: 'production',
    title: 'Production',
    loginUrl: 'https://login.procore.com',
    apiUrl: 'https://api.procore.com',
    webUrl: 'https://app.procore.com',
    production: true,
    credentialsOf: 'production',
  },
  {
    name: 'sandbox',
    title: 'Developer Sandbox',
    loginUrl: 'https://login-sandbox.procore.com',
    apiUrl: 'https://sandbox.procore.com',
    webUrl: 'https://sandbox.procore.com',
    production: false,
    credentialsOf: 'sandbox',
  },
  {
    // Procore's pages disagree on the API host; the newer one [doc, 2026-04] is taken.
    name: 'monthly',
    title: 'Monthly Sandbox',
    loginUrl: 'https://login-sandbox-monthly.procore.com',
    apiUrl: 'https://api-monthly.procore.com',
    webUrl: 'https://api-sandbox-monthly.procore.com',
    production: false,
    credentialsOf: 'production',
  },
  {
    name: 'federal',
    title: 'Federal Zone',
    loginUrl: 'https://login.procoregov.com',
    apiUrl: 'https://api.procoregov.com',
    webUrl: 'https://app.procoregov.com',
    production: true,
    credentialsOf: 'federal',
  },
];

/** The simulator as an environment: one origin serves login, API and web. */
export function simulatorEnvironment(origin: string, name = 'simulator'): Environment {
  return {
    name,
    title: 'Simulator',
    loginUrl: origin,
    apiUrl: origin,
    webUrl: origin,
    production: false,
    credentialsOf: name,
  };
}

/** The environment of that exact name, or `undefined`. */
export function findEnvironment(environments: readonly Environment[], name: string): Environment | undefined {
  return environments.find(environment => environment.name === name);
}

/**
 * Whether a token of this environment may go to `url`: exactly one of the environment's own API or login
 * origins, without user info, over https (http only where the host is loopback). No suffix or pattern
 * match. `url` must be the very object that is sent, after substitution.
 */
export function tokenMayGoTo(environment: Environment, url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname))) return false;
  const origin = originOfUrl(url);
  return origin === originOf(environment.apiUrl) || origin === originOf(environment.loginUrl);
}

/** Whether `url` is on the host that takes API calls, the one that `Procore-Company-Id` is meant for. */
export function isApiUrl(environment: Environment, url: URL): boolean {
  return originOfUrl(url) === originOf(environment.apiUrl);
}

/** Whether a WHATWG `hostname` names this machine: `localhost`, `127.0.0.0/8` or `[::1]`. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The environment one of whose origins is that of `url`, or `undefined` for a host that is not Procore's. */
export function environmentOfUrl(environments: readonly Environment[], url: URL): Environment | undefined {
  const origin = originOfUrl(url);
  return environments.find(
    ({ apiUrl, loginUrl, webUrl }) =>
      originOf(apiUrl) === origin || originOf(loginUrl) === origin || originOf(webUrl) === origin,
  );
}

/**
 * The production environment whose data `url` may reach, however its host is written: with a trailing dot,
 * another port, without TLS, or as another web host of the commercial zones (`us02.procore.com`, known from
 * public code [assumed]). `undefined`: none of them. For asking before a write only: where a token may go
 * is for `tokenMayGoTo` to say.
 */
export function productionReachedBy(environments: readonly Environment[], url: URL): Environment | undefined {
  const exact = environmentOfUrl(environments, url);
  if (exact !== undefined) return exact.production ? exact : undefined;
  const host = url.hostname.replace(/\.$/, '');
  if (isLoopbackHost(host)) return undefined;
  const known = environments.find(({ apiUrl, loginUrl, webUrl }) =>
    [apiUrl, loginUrl, webUrl].some(address => new URL(address).hostname === host),
  );
  const reached = known ?? environments.find(({ name }) => name === zoneOf(host));
  return reached?.production ? reached : undefined;
}

function zoneOf(host: string): string | undefined {
  if (host.endsWith('.procore.com')) return 'production';
  return host.endsWith('.procoregov.com') ? 'federal' : undefined;
}

let lastHref = '';
let lastOrigin = '';

/** `url.origin`, which is put together anew each time it is asked for; one request asks ten times. */
export function originOfUrl(url: URL): string {
  const { href } = url;
  if (href !== lastHref) {
    lastOrigin = url.origin;
    lastHref = href;
  }
  return lastOrigin;
}

// Asked for every request, of the same few addresses.
const origins = new Map<string, string>();

function originOf(address: string): string {
  const known = origins.get(address);
  if (known !== undefined) return known;
  const { origin } = new URL(address);
  origins.set(address, origin);
  return origin;
}

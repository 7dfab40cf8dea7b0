import type { Environment } from '../../procore/environments.ts';

/** Procore's own pages beside its web app. */
const procorePages: ReadonlySet<string> = new Set([
  'developers.procore.com',
  'developers.procoregov.com',
  'status.procore.com',
]);

/** Web hosts of the zones are no fixed list: `app`, `us02` and `uk01` are seen in public code [assumed]. */
const zoneHost = /^(?:app|[a-z]{2}\d{2}|(?:api-)?sandbox(?:-monthly)?)\.procore(?:gov)?\.com$/;

/**
 * An address that may be opened in a browser: https on a host of Procore's, or of an environment's own web app (a
 * simulator's on this machine); `undefined` for every other, whoever names it.
 */
export function knownPage(address: string, environments: readonly Environment[]): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return undefined;
  if (environments.some(({ webUrl }) => new URL(webUrl).origin === url.origin)) return url;
  const known = procorePages.has(url.hostname) || zoneHost.test(url.hostname);
  return url.protocol === 'https:' && url.port === '' && known ? url : undefined;
}

/**
 * The page in the zone where the company lives, out of the answer of `GET /rest/v1.0/company_base_url` ("Multiple
 * Procore Zones" [doc]); the page itself where that names no host of Procore's.
 */
export function pageInZone(
  page: { readonly url: string; readonly path: string },
  answer: string,
  environments: readonly Environment[],
): string {
  const base = /"web_base_url"\s*:\s*"([^"\\]+)"/.exec(answer)?.[1];
  const zone = base === undefined ? undefined : knownPage(base, environments);
  return zone === undefined || !page.path.startsWith('/') ? page.url : zone.origin + page.path;
}

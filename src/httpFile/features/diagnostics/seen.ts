import type { CatalogMatch } from '../../../procore/catalog/catalog.ts';
import { type Environment, environmentOfUrl, findEnvironment } from '../../../procore/environments.ts';
import type { HeaderNode, RequestNode, Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { type BodyJson, bodyJson } from './bodyJson.ts';
import type { Lookups } from './lookups.ts';
import { headerOf } from './requestHeaders.ts';
import { expandTarget, type TargetParts, takeApart, unknownPart } from './target.ts';

/** A request as the rules look at it. */
export interface Seen {
  readonly segment: Segment;
  readonly request: RequestNode;
  readonly lookups: Lookups;
  readonly context: FeatureContext;
  readonly target: TargetParts;
  /** What `# @env` says, of the request or of the file. */
  readonly flagged: string | undefined;
  /**
   * The environment that it is sent to; `undefined` where its address is none of Procore's, cannot be told, or
   * names an environment that there is not.
   */
  readonly environment: Environment | undefined;
  /** It goes to the API of `environment`, with a path of the API. */
  readonly callsApi: boolean;
  /** The operation of the catalog that it calls; `undefined` also while there is no catalog. */
  readonly match: CatalogMatch | undefined;
  /** Its body read as JSON; `undefined` where it has none that should be JSON. */
  readonly json: BodyJson | undefined;
}

/** Looks at a request once for all rules. */
export function look(
  segment: Segment,
  request: RequestNode,
  lookups: Lookups,
  context: FeatureContext,
): Seen {
  const expanded = expandTarget(request, name => lookups.valueIn(name, request));
  const target = takeApart(expanded);
  const flagged = lookups.environmentOf(request);
  const environment = environmentOf(request, target, flagged, lookups, context);
  const callsApi =
    environment !== undefined &&
    /^\/(?:rest|vapid)\//.test(target.path) &&
    (target.origin === '' ||
      target.origin === originOf(environment.apiUrl) ||
      hostHeader(request) !== undefined);
  return {
    ...{ segment, request, lookups, context, target, flagged, environment, callsApi },
    match: callsApi ? context.catalog?.find(request.method, target.path) : undefined,
    json: bodyJson(segment, request),
  };
}

function environmentOf(
  request: RequestNode,
  target: TargetParts,
  flagged: string | undefined,
  lookups: Lookups,
  { environment, environments }: FeatureContext,
): Environment | undefined {
  const host = target.origin === '' ? hostHeader(request) : undefined;
  if (target.origin === '' && host === undefined) {
    if (!/^\/(?:rest|vapid|oauth)\//.test(target.path)) return undefined;
    return flagged === undefined ? environment : findEnvironment(environments, flagged);
  }
  const written = host === undefined ? target.origin : filled(host.value.text, request, lookups);
  if (written === undefined) return undefined;
  const address = host === undefined ? written : `https://${written}`;
  return URL.canParse(address) ? environmentOfUrl(environments, new URL(address)) : undefined;
}

/** A text of the request with its values; `undefined` where one of them cannot be told before sending. */
export function filled(text: string, request: RequestNode, lookups: Lookups): string | undefined {
  const expanded = expandTarget(
    { targetParts: [{ text, range: request.requestLine }], requestLine: request.requestLine },
    name => lookups.valueIn(name, request),
  );
  return expanded.text.includes(unknownPart) ? undefined : expanded.text;
}

function hostHeader(request: RequestNode): HeaderNode | undefined {
  return request.headers.length === 0 ? undefined : headerOf(request, 'host');
}

function originOf(address: string): string {
  return new URL(address).origin;
}

/** Text of the segment between two offsets in its own count. */
export function textBetween({ text, base }: Segment, start: number, end: number): string {
  return text.slice(start - base, end - base);
}

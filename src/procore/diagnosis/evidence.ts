import type { Catalog, CatalogMatch } from '../catalog/catalog.ts';
import { builtInEnvironments, type Environment, environmentOfUrl, findEnvironment } from '../environments.ts';
import { cleanText } from '../errors/cleanText.ts';
import { normalizeError } from '../errors/normalize.ts';
import type { NormalizedError } from '../errors/normalizedError.ts';
import { readJson } from '../errors/readJson.ts';
import { type HeaderMap, header, headerValue } from '../headers.ts';
import type { DiagnosisContext, DiagnosisInput } from './diagnosis.ts';
import { GatheredEvidence } from './gatheredEvidence.ts';

/** An input as the cases read it. What costs time is worked out when it is first asked for. */
export interface Evidence {
  readonly input: DiagnosisInput;
  readonly context: DiagnosisContext;
  readonly catalog: Catalog | undefined;
  readonly method: string;
  /** `undefined`: the address cannot be read. */
  readonly url: URL | undefined;
  /** Without query and trailing slash. */
  readonly path: string;
  /** 0 where nothing came back. */
  readonly status: number;
  readonly failed: boolean;
  readonly succeeded: boolean;
  /** A call that Procore's API was meant to answer; neither OAuth nor storage. */
  readonly api: boolean;
  /** Procore's API, sign-in or storage; of other servers only the network tells. */
  readonly ours: boolean;
  /** Which OAuth endpoint, e.g. `token`, `authorize`. */
  readonly oauth: string | undefined;
  /** Object storage, where uploads go with a signed address. */
  readonly storage: boolean;
  /** The environment of the address; of a host that is not Procore's own, the one the context names. */
  readonly environment: string | undefined;
  /** The same with its hosts; `undefined` for the simulator and environments of the user's own. */
  readonly builtIn: Environment | undefined;
  /** A Developer or Monthly Sandbox. An On-Demand Sandbox shares production's hosts and cannot be told. */
  readonly sandbox: boolean;
  readonly headers: HeaderMap;
  readonly body: string;
  /** The error body in one form; of a success it holds what a success may hide. */
  readonly error: NormalizedError;
  readonly requestBody: string | undefined;
  /** Parsed request body; `undefined` where there is none or it is no JSON. */
  readonly requestJson: unknown;
  /** Parsed answer, whole up to some megabytes. For the few cases that count rows. */
  readonly json: unknown;
  /** What the catalog knows the call as. */
  readonly match: CatalogMatch | undefined;
  /** Id of the project that path, query or body name. */
  readonly projectId: string | undefined;
  readonly companyId: string | undefined;
}

/** Larger bodies are judged by their beginning. */
const wholeBody = 8 * 1024 * 1024;

/** A part of a unified upload, whose signed address is storage's although it looks like the API's. */
const uploadPart = /^\/rest\/v2\.\d\/.*\/uploads\/[^/]+\/parts\/\d+$/;

const signed = /[?&](?:x-amz-signature|x-amz-credential|x-goog-signature|sig)=/i;

const storageHost =
  /(?:^|\.)(?:amazonaws\.com|storage\.googleapis\.com|blob\.core\.windows\.net|r2\.cloudflarestorage\.com)$|^storage[.-]/;

/** Reads an input. Never throws, whatever the address or the bodies are. */
export function gatherEvidence(input: DiagnosisInput, catalog: Catalog | undefined, known?: URL): Evidence {
  const { request, response, context = {} } = input;
  const url = known ?? readUrl(request.url);
  const path = readPath(request.url, url);
  const status = response?.status ?? 0;
  const headers = response?.headers ?? {};
  const body = response?.body ?? '';
  const own = url && environmentOfUrl(builtInEnvironments, url);
  const builtIn = own ?? findEnvironment(builtInEnvironments, context.environment ?? input.environment ?? '');
  const environment = builtIn?.name ?? context.environment ?? input.environment ?? undefined;
  const oauth = /^\/oauth\/([a-z/]+)$/.exec(path)?.[1];
  const isSigned = signed.test(url?.search ?? '');
  const part = isSigned && uploadPart.test(path);
  const underApi = !part && isUnderApi(path);
  const error = once(() => normalizeError(status, headers, body));
  const elsewhere = !underApi && oauth === undefined && own === undefined;
  const storage =
    part ||
    (elsewhere &&
      (storageHost.test(url?.hostname ?? '') ||
        isSigned ||
        (body.startsWith('<') && error().kind === 'storage-xml')));
  const api = oauth === undefined && !storage && (underApi || own !== undefined || environment !== undefined);
  const json = once(() => readJson(body, wholeBody));
  const requestJson = once(() =>
    request.body === undefined ? undefined : readJson(request.body, wholeBody),
  );
  const match = once(() => catalog?.find(request.method.toUpperCase(), path));
  const projectId = once(() => scopeId('project', path, url, requestJson));
  const companyId = once(
    () =>
      headerValue(request.headers, header.companyId)?.trim() || scopeId('company', path, url, requestJson),
  );
  return new GatheredEvidence(
    {
      input,
      context,
      catalog,
      method: cleanText(request.method, 20).toUpperCase(),
      url,
      path,
      status,
      failed: status >= 400,
      succeeded: status >= 200 && status < 300,
      api,
      ours: api || storage || oauth !== undefined,
      oauth,
      storage,
      environment,
      builtIn,
      sandbox: environment === 'sandbox' || environment === 'monthly',
      headers,
      body,
      requestBody: request.body,
    },
    { error, requestJson, json, match, projectId, companyId },
  );
}

/** Whether a path is one that the API answers at; other paths of its host are not. */
export function isUnderApi(path: string): boolean {
  return /^\/(?:rest|vapid)\//.test(path);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Asking first whether it can be parsed would parse it twice. */
function readUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Of an address that is no URL (a path alone, an unfilled variable for its host) the path still tells. */
function readPath(text: string, url: URL | undefined): string {
  const path = url?.pathname ?? /\/(?:rest|vapid|oauth)\/[^?#\s]*/.exec(text)?.[0] ?? '';
  return path.length > 1 ? path.replace(/\/{1,8}$/, '') : path;
}

function scopeId(
  scope: 'company' | 'project',
  path: string,
  url: URL | undefined,
  requestJson: () => unknown,
): string | undefined {
  const inPath = scopeInPath[scope].exec(path)?.[1];
  if (inPath !== undefined) return cleanText(inPath, 60);
  const inQuery = url?.searchParams.get(`${scope}_id`);
  if (inQuery !== null && inQuery !== undefined) return cleanText(inQuery, 60);
  const json = requestJson();
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const value = new Map<string, unknown>(Object.entries(json)).get(`${scope}_id`);
  return typeof value === 'number' || typeof value === 'string' ? cleanText(String(value), 60) : undefined;
}

const scopeInPath = {
  company: /\/companies\/(\d+)(?:\/|$)/,
  project: /\/projects\/(\d+)(?:\/|$)/,
} as const;

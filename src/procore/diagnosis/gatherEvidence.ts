import type { Catalog } from '../catalog/catalog.ts';
import { builtInEnvironments, environmentOfUrl, findEnvironment } from '../environments.ts';
import { cleanText } from '../errors/cleanText.ts';
import { normalizeError } from '../errors/normalize.ts';
import { readJson } from '../errors/readJson.ts';
import { header, headerValue } from '../headers.ts';
import type { DiagnosisInput } from './diagnosis.ts';
import { type Evidence, isUnderApi } from './evidence.ts';
import { GatheredEvidence } from './gatheredEvidence.ts';

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

import type { Catalog } from '../catalog/catalog.ts';
import { builtInEnvironments, environmentOfUrl, findEnvironment } from '../environments.ts';
import { cleanText } from '../errors/cleanText.ts';
import { normalizeError } from '../errors/normalize.ts';
import { readUrl } from '../readUrl.ts';
import type { DiagnosisInput } from './diagnosis.ts';
import { type Evidence, isUnderApi } from './evidence.ts';
import { GatheredEvidence } from './gatheredEvidence.ts';

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
  const elsewhere = !underApi && oauth === undefined && own === undefined;
  const error = elsewhere && body.startsWith('<') ? normalizeError(status, headers, body) : undefined;
  const storage =
    part ||
    (elsewhere && (storageHost.test(url?.hostname ?? '') || isSigned || error?.kind === 'storage-xml'));
  const api = oauth === undefined && !storage && (underApi || own !== undefined || environment !== undefined);
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
    error,
  );
}

/** Of an address that is no URL (a path alone, an unfilled variable for its host) the path still tells. */
function readPath(text: string, url: URL | undefined): string {
  const path = url?.pathname ?? /\/(?:rest|vapid|oauth)\/[^?#\s]*/.exec(text)?.[0] ?? '';
  return path.length > 1 ? path.replace(/\/{1,8}$/, '') : path;
}

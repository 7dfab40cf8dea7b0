import type { Catalog } from '../../procore/catalog/catalog.ts';
import { diagnose } from '../../procore/diagnosis/diagnose.ts';
import type { DiagnosisInput } from '../../procore/diagnosis/diagnosis.ts';
import { header, headerValue } from '../../procore/headers.ts';
import { plainText } from '../../procore/plainText.ts';
import { untimed } from '../../runner/exchange.ts';
import { redactExchange } from '../../runner/redact.ts';
import { toldOf } from './answerText.ts';
import { capped } from './capped.ts';

/** What `procore_explainError` is told of an answer from elsewhere; nothing of it is trusted to have the right type. */
export interface ExplainInput {
  readonly method?: unknown;
  readonly url?: unknown;
  readonly status?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly environment?: unknown;
}

/** Why such an answer came and what to do, as JSON for a program, most likely first. Nothing is sent. */
export function explainText(input: ExplainInput, catalog: Catalog | undefined): string {
  const address = addressOf(input.url);
  if (address === undefined)
    return 'Give method, url and status of the failed request; url is an address or a path.';
  const method = typeof input.method === 'string' ? input.method.toUpperCase() : 'GET';
  const headers = headersOf(input.headers);
  const status = Number(plainText(input.status ?? ''));
  const body =
    typeof input.body === 'string' ? input.body.slice(0, 200_000) : JSON.stringify(input.body ?? '');
  const environment = typeof input.environment === 'string' ? input.environment : undefined;
  // The headers that were sent are not known; a token and a company are taken to have been there.
  const sent = { authorization: 'Bearer ***', [header.companyId]: '1' };
  const asked: DiagnosisInput = {
    request: { method, url: address, headers: sent },
    response: status >= 100 && status <= 599 ? { status, headers, body } : null,
    ...(environment === undefined ? {} : { context: { environment } }),
  };
  const found = diagnose(asked, catalog);
  if (found.length === 0) return 'Nothing is known to be wrong with that answer.';
  const token = headerValue(headers, header.authorization)?.replace(/^\w+ +/, '') ?? '';
  const masked = redactExchange(
    {
      request: { name: null, file: null, line: null, method, url: address, headers: sent, bodyBytes: 0 },
      environment: environment ?? null,
      response: null,
      error: null,
      timings: untimed,
      attempts: 1,
      asserts: [],
      rateLimit: null,
      pagination: null,
      diagnoses: found,
    },
    token === '' ? [] : [token],
  );
  return capped(
    JSON.stringify({
      request: `${masked.request.method} ${masked.request.url}`,
      diagnoses: masked.diagnoses.map(toldOf),
    }),
  );
}

/** `undefined`: none, and a path of the API is on the usual host. */
function addressOf(url: unknown): string | undefined {
  const base = 'https://api.procore.com';
  if (typeof url !== 'string' || url.trim() === '' || !URL.canParse(url, base)) return undefined;
  return URL.canParse(url) ? url : new URL(url, base).href;
}

function headersOf(given: unknown): Readonly<Record<string, string>> {
  if (typeof given !== 'object' || given === null) return {};
  const texts = Object.entries(given).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]));
}

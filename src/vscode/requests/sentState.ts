import { requestLabel } from '../../httpFile/features/symbols.ts';
import { type HttpFile, positionAt, type RequestNode } from '../../httpFile/syntax.ts';
import type { Environment } from '../../procore/environments.ts';
import { type Exchange, untimed } from '../../runner/exchange.ts';
import { l10n } from '../l10n.ts';
import { withEditorAdvice } from './editorAdvice.ts';
import { requestKeys } from './requestKeys.ts';
import type { SentRequest } from './sentRequests.ts';
import { isStopped } from './stoppedLists.ts';

/** A sending as it begins; `startedAt` in milliseconds since 1970. */
export function startedSending(
  document: string,
  { key, request }: { readonly key: string; readonly request: RequestNode },
  environment: Environment,
  startedAt: number,
): SentRequest {
  return {
    document,
    key,
    label: requestLabel(request),
    method: request.method,
    target: request.target,
    environmentTitle: environment.title,
    startedAt,
    progress: l10n.t('Preparing'),
    exchange: undefined,
  };
}

/** A request that was sent because another needed its answer, as if it had been sent by itself. */
export function sentDependency(
  document: string,
  file: HttpFile,
  environment: Environment,
  exchange: Exchange,
  now: number,
): SentRequest {
  const found = [...requestKeys(file)].find(
    ([, node]) => positionAt(file, node.requestLine.start).line === exchange.request.line,
  );
  const called = exchange.request.name ?? exchange.request.url;
  return {
    document,
    key: found?.[0] ?? called,
    label: found === undefined ? called : requestLabel(found[1]),
    method: exchange.request.method,
    target: found?.[1].target ?? exchange.request.url,
    environmentTitle: environment.title,
    startedAt: now,
    progress: '',
    exchange: withEditorAdvice(exchange),
  };
}

/** What could not even start, in the form in which everything else is shown. */
export function unsentExchange(
  state: Pick<SentRequest, 'key' | 'document' | 'method'>,
  environment: Environment,
  code: string,
  message: string,
): Exchange {
  return {
    request: {
      name: state.key,
      file: state.document,
      line: null,
      method: state.method,
      url: environment.apiUrl,
      headers: {},
      bodyBytes: 0,
    },
    environment: environment.name,
    response: null,
    error: { code, message },
    timings: untimed,
    attempts: 0,
    asserts: [],
    rateLimit: null,
    pagination: null,
    diagnoses: [],
  };
}

/** For the log: status or code, how long it took, and where a list was stopped. */
export function outcomeOf(exchange: Exchange): string {
  const { response, error, timings, pagination } = exchange;
  const result = response === null ? (error?.code ?? 'no answer') : String(response.status);
  const took = timings.totalMs === null ? '' : ` in ${Math.round(timings.totalMs)} ms`;
  if (pagination === null || !isStopped(exchange)) return result + took;
  const { rowsRead, total } = pagination;
  return `${result}${took}, stopped after ${rowsRead}${total === null ? '' : ` of ${total}`} rows`;
}

import type { Diagnosis } from '../procore/diagnosis/diagnosis.ts';
import type { Exchange } from '../runner/exchange.ts';
import { prettyJson } from '../runner/jsonText.ts';
import type { SentRequest } from './sentRequests.ts';

/** Ways to say what depends on the reader's place. */
export interface Wording {
  /** Time of day of an ISO 8601 time. */
  readonly timeOf: (iso: string) => string;
}

/** Longer bodies are cut in the document, with a line that says so: the editor is no place for them. */
const longestBody = 20_000_000;
/** Longer bodies are shown as they came: indenting them would hold up the editor. */
const longestPretty = 4_000_000;

/** The whole answer document: what happened and why, then the headers, then the body. */
export function responseText(sent: SentRequest, wording: Wording): string {
  const { exchange } = sent;
  if (exchange === undefined) return pendingText(sent, wording);
  const blocks = [
    summaryLines(sent, exchange, wording),
    ...exchange.diagnoses.map(diagnosisLines),
    assertLines(exchange),
    headerLines(exchange),
  ];
  const head = blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n');
  const body = bodyText(exchange);
  return body === '' ? `${head}\n` : `${head}\n\n${body}\n`;
}

function pendingText(sent: SentRequest, wording: Wording): string {
  return [
    `… ${sent.progress}`,
    `${sent.method} ${sent.target}`,
    `${sent.environmentTitle}, since ${wording.timeOf(new Date(sent.startedAt).toISOString())}`,
    '',
  ].join('\n');
}

/** `200 OK · 143 ms · 12.4 kB` and what belongs to it. */
function summaryLines(sent: SentRequest, exchange: Exchange, wording: Wording): readonly string[] {
  return [
    headline(exchange),
    `${exchange.request.method} ${exchange.request.url}`,
    `${sent.environmentTitle}, sent at ${wording.timeOf(new Date(sent.startedAt).toISOString())}`,
    ...(exchange.error === null ? [] : [exchange.error.message]),
    ...[pagesLine(exchange)].filter(line => line !== undefined),
    ...[budgetLine(exchange, wording)].filter(line => line !== undefined),
  ];
}

/** Status, time, size and attempts in one line. */
export function headline(exchange: Exchange): string {
  const { response, error, timings, attempts } = exchange;
  const status =
    response === null
      ? error?.code === 'cancelled'
        ? 'Cancelled'
        : 'No answer'
      : `${response.status} ${response.statusText}`.trim();
  return [
    status,
    ...(timings.totalMs === null ? [] : [durationText(timings.totalMs)]),
    ...(response === null ? [] : [sizeText(response.bodyBytes)]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ].join(' · ');
}

/** Rows and pages of a list, or `undefined` where the answer is none. */
export function pagesLine({ pagination }: Exchange): string | undefined {
  if (pagination === null) return undefined;
  const { total, perPage, pagesRead, rowsRead, hasNext, page } = pagination;
  const rows = total === null || total === rowsRead ? `${rowsRead} rows` : `${rowsRead} of ${total} rows`;
  const pages =
    total === null || perPage === null || perPage === 0 ? undefined : Math.max(1, Math.ceil(total / perPage));
  const read =
    pagesRead > 1 || page === null
      ? `${pagesRead}${pages === undefined ? '' : ` of ${pages}`} pages`
      : `page ${page}${pages === undefined ? '' : ` of ${pages}`}`;
  return `${rows}, ${read}${hasNext ? ', more follow' : ''}`;
}

/** What is left of the rate window that the answer told of, or `undefined` where it told of none. */
export function budgetLine({ rateLimit }: Exchange, wording: Wording): string | undefined {
  if (rateLimit === null) return undefined;
  const { remaining, limit, resetAt } = rateLimit;
  return `${remaining} of ${limit} requests left ${windowText(rateLimit.window)}, resets at ${wording.timeOf(resetAt)}`;
}

export function windowText(window: 'spike' | 'hourly' | 'unknown'): string {
  if (window === 'spike') return 'in these 10 seconds';
  return window === 'hourly' ? 'this hour' : 'in this window';
}

function diagnosisLines(diagnosis: Diagnosis): readonly string[] {
  const mark = { error: 'Error', warning: 'Warning', information: 'Note' }[diagnosis.severity];
  return [
    `${mark}: ${diagnosis.title} (${diagnosis.id})`,
    `  Cause: ${diagnosis.cause}`,
    ...diagnosis.remedies.map((remedy, index) => `  ${index === 0 ? 'To do: ' : '       '}${remedy}`),
    `  See:   ${diagnosis.link}`,
  ];
}

function assertLines({ asserts }: Exchange): readonly string[] {
  return asserts.map(({ text, passed, actual }) =>
    passed ? `Held: ${text}` : `Failed: ${text} (was ${actual})`,
  );
}

function headerLines({ response }: Exchange): readonly string[] {
  return Object.entries(response?.headers ?? {}).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map(each => `${name}: ${each}`),
  );
}

function bodyText({ response }: Exchange): string {
  if (response === null) return '';
  if (response.bodyFile !== undefined) return `The body is in ${response.bodyFile}.`;
  const body = response.body ?? '';
  if (body.length > longestBody)
    return `${body.slice(0, longestBody)}\n\nCut here: ${sizeText(longestBody)} of ${sizeText(body.length)} are shown. The command line writes the whole body with --output.`;
  return (body.length <= longestPretty ? prettyJson(body) : undefined) ?? body;
}

export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

import { otherCharset, unknownCharset } from '../../runner/bodyText.ts';
import { unknownEncoding } from '../../runner/contentEncoding.ts';
import type { Exchange } from '../../runner/exchange.ts';
import {
  durationText,
  redirectDoubt,
  renderAssert,
  renderBody,
  renderDiagnosis,
  renderHeaders,
  rowsText,
} from '../../runner/render.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { l10n, translatedDiagnosis } from '../l10n.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { answerBody, contentTypeOf } from './answerBody.ts';

/** Ways to say what depends on the reader's place. */
export interface Wording {
  /** Time of day of an ISO 8601 time. */
  readonly timeOf: (iso: string) => string;
}

const plain = { color: false };

/**
 * The whole answer document: what happened and why, then the headers, then the body. `shown`: a long body,
 * formatted elsewhere.
 */
export function responseText(sent: SentRequest, wording: Wording, shown?: ShownBody): string {
  const { exchange } = sent;
  if (exchange === undefined) return pendingText(sent, wording);
  const blocks = [
    [...summaryLines(sent, exchange, wording), ...bodyNotes(exchange, shown)],
    ...exchange.diagnoses.map(diagnosis => [renderDiagnosis(translatedDiagnosis(diagnosis), plain)]),
    exchange.asserts.map(assert => renderAssert(assert, plain)),
    [renderHeaders(exchange)],
  ];
  const head = blocks
    .map(lines => lines.join('\n'))
    .filter(text => text !== '')
    .join('\n\n');
  const body = bodyText(exchange, shown);
  return body === '' ? `${head}\n` : `${head}\n\n${body}\n`;
}

function pendingText(sent: SentRequest, wording: Wording): string {
  return [
    `… ${sent.progress}`,
    `${sent.method} ${sent.target}`,
    l10n.t('{0}, since {1}', sent.environmentTitle, wording.timeOf(new Date(sent.startedAt).toISOString())),
    '',
  ].join('\n');
}

/** `200 OK · 143 ms · 12.4 kB` and what belongs to it. */
function summaryLines(sent: SentRequest, exchange: Exchange, wording: Wording): readonly string[] {
  const at = wording.timeOf(new Date(sent.sentAt ?? sent.startedAt).toISOString());
  return [
    headline(exchange),
    `${exchange.request.method} ${exchange.request.url}`,
    exchange.attempts === 0
      ? l10n.t('{0}, tried at {1}', placeOf(sent), at)
      : l10n.t('{0}, sent at {1}', placeOf(sent), at),
    ...(exchange.error === null ? [] : [visibleLine(exchange.error.message)]),
    ...redirectDoubt(exchange),
    ...[rowsText(exchange, l10n.t)].filter(line => line !== undefined),
    ...[budgetLine(exchange, wording)].filter(line => line !== undefined),
  ];
}

/** The environment that it went to, or the host where that is none of Procore's. */
export function placeOf({
  environmentTitle,
  exchange,
}: Pick<SentRequest, 'environmentTitle' | 'exchange'>): string {
  if (exchange === undefined || exchange.environment !== null) return environmentTitle;
  const { url } = exchange.request;
  return URL.canParse(url) ? new URL(url).host : environmentTitle;
}

/** Status, time, size and attempts in one line. */
export function headline(exchange: Exchange): string {
  const { response, error, timings, attempts } = exchange;
  const answered = response && visibleLine(`${response.status} ${response.statusText}`.trim());
  const status =
    response === null || answered === null
      ? failureWord(error?.code, attempts)
      : error?.code === 'cancelled' && response.status >= 400
        ? l10n.t('{0}, then cancelled', answered)
        : answered;
  return [
    status,
    ...(timings.totalMs === null ? [] : [durationText(timings.totalMs)]),
    ...(response === null ? [] : [sizeText(response.bodyBytes)]),
    ...(attempts > 1 ? [l10n.t('{0} attempts', attempts)] : []),
  ].join(' · ');
}

function failureWord(code: string | undefined, attempts: number): string {
  if (code === 'cancelled') return l10n.t('Cancelled');
  return attempts === 0 ? l10n.t('Not sent') : l10n.t('No answer');
}

/** What is left of the rate window that the answer told of, or `undefined` where it told of none. */
export function budgetLine({ rateLimit }: Exchange, wording: Wording): string | undefined {
  if (rateLimit === null) return undefined;
  const { remaining, limit, resetAt } = rateLimit;
  return l10n.t(
    '{0} of {1} requests left {2}, resets at {3}',
    remaining,
    limit,
    windowText(rateLimit.window),
    wording.timeOf(resetAt),
  );
}

export function windowText(window: 'spike' | 'hourly' | 'unknown'): string {
  if (window === 'spike') return l10n.t('in these 10 seconds');
  return window === 'hourly' ? l10n.t('this hour') : l10n.t('in this window');
}

/** The body as far as it is shown, formatted elsewhere. */
export interface ShownBody {
  readonly text: string;
  /** In bytes, or UTF-16 units of a text; `undefined`: all of it. */
  readonly cutAfter: number | undefined;
}

function bodyText(exchange: Exchange, shown: ShownBody | undefined): string {
  const { response } = exchange;
  if (response === null) return '';
  const body = answerBody(exchange);
  switch (body.kind) {
    case 'none':
      return '';
    case 'picture':
      return l10n.t('A picture, {0}: it is shown beside.', kindAndSize(response));
    case 'binary':
      return l10n.t('{0}, which is no text. Procore: Save Response Body... saves it.', kindAndSize(response));
    case 'short':
      return renderBody(exchange, plain);
    case 'long':
      if (shown === undefined) return renderBody(exchange, plain);
      return shown.cutAfter === undefined
        ? shown.text
        : `${shown.text}\n\n${cutText(response, shown.cutAfter)}`;
  }
}

function kindAndSize(response: NonNullable<Exchange['response']>): string {
  const type = visibleLine(contentTypeOf(response).replace(/;.*/s, ''));
  return type === ''
    ? sizeText(response.bodyBytes)
    : l10n.t('{0} of {1}', sizeText(response.bodyBytes), type);
}

function cutText({ bodyBytes }: NonNullable<Exchange['response']>, cutAfter: number): string {
  return l10n.t(
    'Cut here: the first {0} of {1} are shown. Procore: Open Whole Response Body opens all of it.',
    sizeText(cutAfter),
    sizeText(bodyBytes),
  );
}

/** What a reader must know of the body before reading it. */
function bodyNotes({ response }: Exchange, shown: ShownBody | undefined): readonly string[] {
  if (response === null) return [];
  const charset = unknownCharset(response.headers);
  const packed = response.body === undefined ? unknownEncoding(response.headers) : undefined;
  return [
    ...(packed === undefined
      ? []
      : [l10n.t('Packed as "{0}", which cannot be unpacked here', visibleLine(packed))]),
    ...(shown?.cutAfter === undefined
      ? []
      : [l10n.t('The first {0} of {1} are shown', sizeText(shown.cutAfter), sizeText(response.bodyBytes))]),
    ...(charset === undefined
      ? []
      : [l10n.t('The charset "{0}" is not known here: read as UTF-8', visibleLine(charset))]),
    ...charsetNote(response),
  ];
}

/** Where the text that is shown does not give back every byte, and the answer lies in a file beside it. */
function charsetNote({ headers, body, bodyFile }: NonNullable<Exchange['response']>): readonly string[] {
  if (body === undefined || bodyFile === undefined) return [];
  const saved = l10n.t('Procore: Save Response Body... saves its bytes as they came');
  const charset = otherCharset(headers);
  if (charset !== undefined) return [l10n.t('Shown by its charset "{0}"; {1}', visibleLine(charset), saved)];
  return body.includes('\ufffd')
    ? [l10n.t('Not all of it is UTF-8, and {0} stands for the rest; {1}', '\ufffd', saved)]
    : [];
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

import { styleText } from 'node:util';
import type { Diagnosis, Severity } from '../procore/diagnosis/diagnosis.ts';
import { inEnglish, type Say } from '../procore/say.ts';
import { unknownEncoding } from './contentEncoding.ts';
import type { AssertResult, Exchange } from './exchange.ts';
import { type JsonStart, jsonStart, wholeCharacters } from './jsonStart.ts';
import { prettyJson } from './jsonText.ts';
import { isWrite } from './prepare.ts';
import { visibleLine, visibleText } from './visibleText.ts';
import { isRedirect, whyNotFollowed } from './whyNotFollowed.ts';

export interface RenderOptions {
  /** ANSI colours, for a terminal that shows them. */
  readonly color: boolean;
  /** Lines of body to show, and then how much more there is. `undefined`: all of it. */
  readonly bodyLines?: number;
}

/** An exchange as text for people: what was sent, what came of it, why it failed and what to do, the body. */
export function renderExchange(exchange: Exchange, options: RenderOptions): string {
  const head = renderHead(exchange, options);
  const body = renderBody(exchange, options);
  return body === '' ? `${head}\n` : `${head}\n${body}\n`;
}

/** Everything but headers and body: a few lines. */
export function renderHead(exchange: Exchange, options: RenderOptions): string {
  const { request, asserts, diagnoses } = exchange;
  const style = styler(options);
  const named = nameAndPlace(request);
  let text = `${style('bold', request.method)} ${visibleLine(request.url)}`;
  if (named !== '') text += `  ${style('dim', visibleLine(named))}`;
  text += `\n  ${style(statusColor(exchange), statusOf(exchange))}${figures(exchange)}`;
  for (const line of redirectDoubt(exchange)) text += `\n  ${line}`;
  for (const assert of asserts) text += `\n  ${renderAssert(assert, options)}`;
  for (const diagnosis of diagnoses) text += `\n${indented(renderDiagnosis(diagnosis, options))}`;
  return text;
}

/** `List RFIs, requests.http:3`, with what of it is known. */
function nameAndPlace({ name, file, line }: Exchange['request']): string {
  const place = file === null ? `${line ?? ''}` : line === null ? file : `${file}:${line}`;
  return name === null || place === '' ? (name ?? place) : `${name}, ${place}`;
}

/** Status, time, rows, pages and budget on one line, without colour. */
export function summaryLine(exchange: Exchange): string {
  return `${statusOf(exchange)}${figures(exchange)}`;
}

/** A diagnosis with cause, remedies in order and Procore's page. */
export function renderDiagnosis(diagnosis: Diagnosis, options: RenderOptions): string {
  const style = styler(options);
  return [
    `${style(severityColor[diagnosis.severity], diagnosis.severity)} ${style('bold', diagnosis.title)}  ${style('dim', diagnosis.id)}`,
    `  why: ${visibleLine(diagnosis.cause)}`,
    ...diagnosis.remedies.map(
      (remedy, index) => `  ${index === 0 ? 'do:  ' : '     '}${visibleLine(remedy)}`,
    ),
    ...(diagnosis.link === '' ? [] : [`  see: ${diagnosis.link}`]),
  ].join('\n');
}

/** One assertion with what was found instead. */
export function renderAssert({ text, passed, actual }: AssertResult, options: RenderOptions): string {
  const style = styler(options);
  if (passed) return `${style('green', '✓')} ${visibleLine(text)}`;
  return `${style('red', '✗')} ${visibleLine(text)}  ${foundText(visibleLine(shortened(actual, 200)))}`;
}

/** What an assertion that failed met, in the same words wherever it is shown: `found: 403`. */
export function foundText(actual: string, say: Say = inEnglish): string {
  return actual === '' ? say('found: nothing') : say('found: {0}', actual);
}

/** Response headers, one a line, as they came. */
export function renderHeaders(exchange: Exchange): string {
  return Object.entries(exchange.response?.headers ?? {})
    .flatMap(([name, value]) => [value].flat().map(one => `${name}: ${visibleLine(one)}`))
    .join('\n');
}

/** The body, JSON indented with its digits as they came; empty where there is none. */
export function renderBody(exchange: Exchange, { bodyLines }: RenderOptions): string {
  const { response } = exchange;
  if (response === null) return '';
  if (response.body === undefined && response.bodyFile !== undefined)
    return `  saved ${sizeOf(response.bodyBytes)} to ${response.bodyFile}`;
  if (response.body === undefined) {
    if (response.bodyBytes === 0) return '';
    const packed = unknownEncoding(response.headers);
    const what =
      packed === undefined
        ? 'that are no text'
        : `packed as ${visibleLine(shortened(packed, 40))}, which cannot be unpacked here`;
    return `  ${sizeOf(response.bodyBytes)} ${what}`;
  }
  const { body } = response;
  if (bodyLines === undefined) return visibleText(prettyJson(body) ?? body).trimEnd();
  const { text, end } = jsonStart(body, bodyLines, longest) ?? firstLines(body, bodyLines);
  const left = body.slice(end).trim();
  const shown = visibleText(text);
  return left === '' ? shown.trimEnd() : `${shown}\n… ${sizeOf(Buffer.byteLength(left))} more`;
}

/** In UTF-16 units: a line may be as long as the answer, and nobody reads megabytes in a terminal. */
const longest = 8_000;

function firstLines(body: string, lines: number): JsonStart {
  let end = -1;
  for (let line = 0; line < lines && end < longest; line += 1) {
    end = body.indexOf('\n', end + 1);
    if (end < 0) end = body.length;
  }
  if (end > longest) end = wholeCharacters(body, longest);
  // Half of a line break would be shown as what it is.
  return { text: body.slice(0, end).replace(/\r$/, ''), end };
}

/**
 * `450 of 450 rows, 5 pages`, or `undefined` where the answer was no page of a list. A HEAD asks how many there are and
 * reads none.
 */
export function rowsText({ pagination, request }: Exchange, say: Say = inEnglish): string | undefined {
  if (pagination === null) return undefined;
  const { rowsRead, total, pagesRead, page, hasNext, duplicateRows = 0, missingRows = 0 } = pagination;
  const one = (total ?? rowsRead) === 1;
  if (request.method === 'HEAD')
    return total === null ? undefined : one ? say('1 row') : say('{0} rows', total);
  return [
    total === null
      ? one
        ? say('1 row')
        : say('{0} rows', rowsRead)
      : one
        ? say('{0} of 1 row', rowsRead)
        : say('{0} of {1} rows', rowsRead, total),
    ...(duplicateRows === 0 ? [] : [say('{0} of them twice', duplicateRows)]),
    ...(missingRows === 0 ? [] : [say('{0} on no page', missingRows)]),
    pagesRead === 1 && page !== null && (page > 1 || hasNext)
      ? say('page {0}', page)
      : pagesRead === 1
        ? say('1 page')
        : say('{0} pages', pagesRead),
    ...(hasNext ? [say('more to read')] : []),
  ].join(', ');
}

/** `19 of 25 requests left until 05:12:33 UTC`, or `undefined` where the answer did not say. */
export function budgetText({ rateLimit }: Exchange): string | undefined {
  if (rateLimit === null) return undefined;
  const { limit, remaining, resetAt, window } = rateLimit;
  const which = window === 'unknown' ? '' : ` in the ${window === 'spike' ? '10-second' : 'hourly'} window`;
  return `${remaining} of ${limit} requests left${which} until ${resetAt.slice(11, 19)} UTC`;
}

/** `340 ms`, `2.4 s`, `1 min 5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${Math.round(milliseconds / 100) / 10} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function statusOf({ response, error }: Exchange): string {
  if (error !== null)
    return `${response === null ? '' : `${response.status}, then `}${visibleLine(error.message)}`;
  return response === null ? 'no answer' : `${response.status} ${visibleLine(response.statusText)}`.trimEnd();
}

/** In milliseconds: a shorter wait for a place nobody notices. */
const noticedMs = 50;

function figures(exchange: Exchange): string {
  const { response, timings, attempts } = exchange;
  let text = '';
  const tell = (figure: string | undefined) => {
    if (figure !== undefined) text += `  ·  ${figure}`;
  };
  const notFollowed = whyNotFollowed(exchange);
  if (notFollowed !== undefined) tell(`not followed${notFollowed}`);
  if (timings.totalMs !== null) tell(durationText(timings.totalMs));
  if (timings.queuedMs !== null && timings.queuedMs >= noticedMs)
    tell(`waited ${durationText(timings.queuedMs)} of it`);
  if (attempts > 1) tell(`${attempts} attempts`);
  tell(rowsText(exchange));
  if (response !== null && response.bodyBytes > 0) tell(sizeOf(response.bodyBytes));
  tell(budgetText(exchange));
  return text;
}

/** A line of warning where a write was answered with a redirect that was not followed; else none. */
export function redirectDoubt(exchange: Exchange): readonly string[] {
  const { request, error } = exchange;
  if (error !== null || !isRedirect(exchange) || !isWrite(request.method)) return [];
  return [
    `The redirect was not followed, and the ${request.method} may not have happened: look before you send it again.`,
  ];
}

type Style = Parameters<typeof styleText>[0];

function styler({ color }: RenderOptions): (style: Style, text: string) => string {
  return color ? colored : plain;
}

const colored = (style: Style, text: string) => styleText(style, text, { validateStream: false });
const plain = (_style: Style, text: string) => text;

function statusColor({ response, error }: Exchange): Style {
  if (response === null || error !== null || response.status >= 400) return 'red';
  return response.status >= 300 ? 'yellow' : 'green';
}

const severityColor: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'cyan',
};

/** `1 byte`, `12 bytes`, `3.4 kB`, `5.6 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

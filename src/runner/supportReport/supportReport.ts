import { header, headerValue } from '../../procore/headers.ts';
import type { Exchange } from '../exchange.ts';
import { visibleLine } from '../visibleText.ts';
import { bodyPart, diagnosisText, headersText, type ReportPart } from './parts.ts';

/** A request and all that is known of it, for somebody who was not there. */
export interface SupportCase {
  /** Masked, as all exchanges are. */
  readonly exchange: Exchange;
  /** Masked; `undefined`: nothing was sent, it was no text, or it was not kept. */
  readonly sentBody: string | undefined;
  /** When it first went out, in milliseconds since 1970; `undefined`: it never did. */
  readonly at: number | undefined;
  readonly environmentTitle: string;
  /** What was done about it already, each a sentence; the attempts of the exchange are told besides. */
  readonly tried?: readonly string[];
}

/** What a report says, whatever its form. Every text is safe to show: no control characters, no direction marks. */
export interface SupportReport {
  /** One line. */
  readonly subject: string;
  /** One line each. */
  readonly facts: readonly ReportFact[];
  /** Longer texts, in order; those without text say why in `note`. */
  readonly parts: readonly ReportPart[];
}

/** A short fact, safe to show. */
export interface ReportFact {
  readonly name: string;
  readonly value: string;
}

/** Of each body, in characters: as much as somebody reads in a mail. */
export const longestBody = 16_000;

/**
 * What API Support asks for ("Troubleshooting", Getting help [doc]: method and full URL, headers without secrets,
 * body, status and answer, time) and what tells the call from others: request id, environment, company, rate
 * headers, diagnosis. Bodies are cut after `longest` characters, and say so. The person's file and its path stay out.
 */
export function supportReport(about: SupportCase, longest = longestBody): SupportReport {
  const { exchange, sentBody } = about;
  const { request, response, diagnoses } = exchange;
  const line = `${visibleLine(request.method)} ${pathOf(request.url)}`;
  return {
    subject: shortened(`${outcomeOf(exchange)}: ${line}${idSuffix(exchange)}`, 200),
    facts: factsOf(about),
    parts: [
      ...(diagnoses.length === 0 && !tried(about)
        ? []
        : [{ title: 'Diagnosis', text: diagnosisText(diagnoses, triedOf(about)) }]),
      { title: 'Request headers', text: headersText(request.headers) },
      bodyPart('Request body', sentBody, request, request.bodyBytes, longest),
      ...(response === null
        ? []
        : [
            { title: 'Response headers', text: headersText(response.headers) },
            bodyPart(
              'Response body',
              response.body,
              { ...request, ...response },
              response.bodyBytes,
              longest,
            ),
          ]),
    ],
  };
}

function factsOf({ exchange, at, environmentTitle }: SupportCase): readonly ReportFact[] {
  const { request, response, error, timings, attempts } = exchange;
  const date = response && headerValue(response.headers, header.date);
  const facts: (readonly [string, string | null | undefined])[] = [
    ['Request', `${request.method} ${request.url}`],
    ['Response', response === null ? 'none' : outcomeOf(exchange)],
    ['Error', error && `${error.code}: ${error.message}`],
    ['Time', at === undefined ? 'never sent' : new Date(at).toISOString()],
    ['Time of the server', date],
    ['Took', timings.totalMs === null ? undefined : `${Math.round(timings.totalMs)} ms`],
    ['Attempts', attempts > 1 ? String(attempts) : undefined],
    ['Request id', response && (headerValue(response.headers, header.requestId) ?? 'the answer has none')],
    ['Environment', [...new Set([environmentTitle, hostOf(request.url)])].filter(Boolean).join(', ')],
    ['Company id', companyOf(exchange) ?? 'the request names none'],
    ['Rate limit', response && rateOf(exchange)],
  ];
  return facts.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [{ name, value: shortened(visibleLine(value), 4_000) }],
  );
}

function outcomeOf({ response, error }: Exchange): string {
  if (response !== null) return visibleLine(`${response.status} ${response.statusText}`.trim());
  return `No answer (${visibleLine(error?.code ?? 'unknown')})`;
}

function idSuffix({ response }: Exchange): string {
  const id = response && headerValue(response.headers, header.requestId);
  return id ? ` (request ${visibleLine(id).slice(0, 80)})` : '';
}

function tried(about: SupportCase): boolean {
  return triedOf(about).length > 0;
}

function triedOf({ exchange: { attempts }, tried: before = [] }: SupportCase): readonly string[] {
  return [...(attempts > 1 ? [`It was sent ${attempts} times.`] : []), ...before];
}

/** The four headers that the documents name; which of them came is a finding by itself. */
function rateOf({ response }: Exchange): string {
  const names = [header.rateLimit, header.rateRemaining, header.rateReset, header.retryAfter];
  const found = names.flatMap(name => {
    const value = response && headerValue(response.headers, name);
    return value ? [`${name}: ${value}`] : [];
  });
  return found.length === 0 ? 'the answer has no rate headers' : found.join(', ');
}

/** By the header, else by the address. */
function companyOf({ request }: Exchange): string | undefined {
  const named = headerValue(request.headers, header.companyId)?.trim();
  if (named) return named;
  if (!URL.canParse(request.url)) return undefined;
  const { pathname, searchParams } = new URL(request.url);
  return searchParams.get('company_id') ?? /\/companies\/(\d+)(?:\/|$)/.exec(pathname)?.[1];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/** Without host and query, for a subject. */
function pathOf(url: string): string {
  return visibleLine(URL.canParse(url) ? new URL(url).pathname : url);
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

import type { Diagnosis } from '../../procore/diagnosis/diagnosis.ts';
import { type HeaderMap, header, headerValue } from '../../procore/headers.ts';
import { isSecretHeader, mask, redactSignatures, redactText } from '../redact.ts';
import { visibleLine, visibleText } from '../visibleText.ts';

/** A longer text of a report, safe to show. */
export interface ReportPart {
  readonly title: string;
  /** '' where there is none. */
  readonly text: string;
  /** How much of it is here, or why nothing is. */
  readonly note?: string;
  readonly json?: boolean;
}

/** Of each header, in characters. */
const longestHeader = 2_000;

/** One header a line; credentials never, even where an exchange comes from elsewhere. */
export function headersText(headers: HeaderMap): string {
  return Object.entries(headers)
    .flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : value.map(one => [name, one])))
    .map(([name = '', value = '']) => {
      const shown = isSecretHeader(name.toLowerCase()) ? schemeOf(value) : redactSignatures(value);
      return `${visibleLine(name)}: ${visibleLine(cut(shown, longestHeader).text)}`;
    })
    .join('\n');
}

/** `Bearer ***`: whether there was one, and of which kind, is what a reader wants to know. */
function schemeOf(value: string): string {
  const scheme = /^([A-Za-z]+) +\S/.exec(value)?.[1];
  return scheme === undefined ? mask : `${scheme} ${mask}`;
}

/** A body with how much of it is here. `bytes`: its whole size. */
export function bodyPart(
  title: string,
  body: string | undefined,
  { url, headers }: { readonly url: string; readonly headers: HeaderMap },
  bytes: number,
  longest: number,
): ReportPart {
  const size = `${bytes.toLocaleString('en-US')} bytes`;
  if (body === undefined || body === '')
    return {
      title,
      text: '',
      note: bytes === 0 ? 'None.' : `Not included: ${size} that are no text, or were not kept.`,
    };
  // Cut first, with room: masking megabytes of which a page is shown would take seconds.
  const start = cut(body, longest * 2);
  const safe = cut(visibleText(redactSignatures(redactText(start.text, [], url))), longest);
  const json = /json/i.test(headerValue(headers, header.contentType) ?? '');
  const isCut = start.isCut || safe.isCut;
  return {
    title,
    text: safe.text,
    ...(isCut
      ? {
          note: `Cut here: the first ${safe.text.length.toLocaleString('en-US')} characters of ${size}.`,
        }
      : {}),
    ...(json && !isCut ? { json } : {}),
  };
}

/** What the extension made of it: titles with ids, causes, what was tried and what it advises. */
export function diagnosisText(diagnoses: readonly Diagnosis[], tried: readonly string[]): string {
  const blocks = diagnoses.map(({ severity, title, id, cause, remedies, link }) =>
    [
      `${severity}: ${visibleLine(title)} (${id})`,
      `Why: ${visibleLine(cause)}`,
      ...remedies.map((remedy, index) => `${index === 0 ? 'Advised: ' : '         '}${visibleLine(remedy)}`),
      `See: ${visibleLine(link)}`,
    ].join('\n'),
  );
  const done = tried.length === 0 ? [] : [`Tried: ${tried.map(visibleLine).join(' ')}`];
  return [...blocks, ...done].join('\n\n');
}

/** Never in the middle of a character. */
function cut(text: string, longest: number): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= longest) return { text, isCut: false };
  return { text: text.slice(0, longest).replace(/[\ud800-\udbff]$/, ''), isCut: true };
}

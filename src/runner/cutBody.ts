import { type HeaderMap, header, headerValue } from '../procore/headers.ts';
import type { StoredBody } from './bodyFiles.ts';
import { markLength } from './charset.ts';
import type { Failure } from './failure.ts';
import { isWrite } from './prepare.ts';

const closes: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"' };

/** What an answer is looked at by. */
interface Arrived {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: Buffer;
  readonly stored?: StoredBody;
  /** Of a body that was stored: its last character that is no blank. */
  readonly ending?: string;
}

/**
 * Whether the JSON of an answer was cut off: it begins an array, an object or a text and does not end with
 * its bracket. HTTP itself takes an answer for whole where a `Content-Length` is smaller than its body.
 */
export function isCut(answer: Pick<Arrived, 'headers' | 'body' | 'ending'>): boolean {
  const { headers, body, ending = edge(body, body.length - 1, -1) } = answer;
  if (!isJson(headers)) return false;
  const close = closes[edge(body, markLength(body), 1)];
  return close !== undefined && ending !== close;
}

/** Why an answer that came must not pass for a whole one; `null`: nothing speaks against it. */
export function cutFailure(answer: Arrived, method: string): Failure | null {
  if (!isCut(answer)) return null;
  const bytes = `${(answer.stored?.bytes ?? answer.body.length).toLocaleString('en')} bytes`;
  const what = `The answer is not whole: its JSON ends in the middle, after ${bytes}.`;
  return { code: 'body-cut', message: `${what} ${whatNow(answer.status, method)}` };
}

function whatNow(status: number, method: string): string {
  if (!isWrite(method))
    return 'Send it again, and look at what stands between you and Procore if it stays so.';
  if (status >= 300)
    return `It was answered with ${status}: look what became of it before you send it again.`;
  const done = method === 'POST' ? 'the record probably exists' : 'it probably took effect';
  return `It was answered with ${status}, so ${done}: look before you send it again.`;
}

function isJson(headers: HeaderMap): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(headerValue(headers, header.contentType)?.trim() ?? '');
}

/**
 * The first character from there on, in steps, that is no blank, as Latin-1; empty where there is none. The
 * NUL of a letter in UTF-16 counts as a blank.
 */
export function edge(body: Uint8Array, from: number, step: 1 | -1): string {
  for (let index = from; index >= 0 && index < body.length; index += step) {
    const byte = body[index] ?? 0;
    if (!isBlank(byte)) return String.fromCharCode(byte);
  }
  return '';
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0;
}

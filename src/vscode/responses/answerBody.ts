import { header, headerValue } from '../../procore/headers.ts';
import { extensionFor } from '../../runner/bodyFiles.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { BodySource } from '../../runner/formatBody.ts';
import type { SentRequest } from '../requests/sentRequests.ts';

/** What is to be shown of an answer. */
export type AnswerBody =
  | { readonly kind: 'none' }
  /** Short enough to be formatted at once. */
  | { readonly kind: 'short'; readonly text: string }
  | { readonly kind: 'long'; readonly source: BodySource; readonly json: boolean }
  /** The editor shows the file itself. */
  | { readonly kind: 'picture'; readonly path: string }
  | { readonly kind: 'binary' };

/** Formatting more would be felt. In UTF-16 units. */
const longestAtOnce = 64_000;

export function answerBody({ response }: Exchange): AnswerBody {
  if (response === null || response.bodyBytes === 0) return { kind: 'none' };
  const { body, bodyFile, headers } = response;
  if (body !== undefined) {
    if (body.length <= longestAtOnce) return { kind: 'short', text: body };
    return { kind: 'long', source: { text: body }, json: isJson(response) };
  }
  if (bodyFile === undefined) return { kind: 'binary' };
  const extension = extensionFor(headers);
  if (pictures.has(extension)) return { kind: 'picture', path: bodyFile };
  if (notText.has(extension)) return { kind: 'binary' };
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentTypeOf(response))?.[1];
  return { kind: 'long', source: { path: bodyFile, charset }, json: isJson(response) };
}

/** What the editor's own preview shows. */
const pictures: ReadonlySet<string> = new Set(['.png', '.jpg', '.gif', '.webp', '.bmp', '.ico']);
const notText: ReadonlySet<string> = new Set(['.bin', '.pdf', '.zip', '.xlsx', '.docx']);

/** `image/png`; empty where the answer does not say. */
export function contentTypeOf({ headers }: NonNullable<Exchange['response']>): string {
  return headerValue(headers, header.contentType)?.trim() ?? '';
}

function isJson(response: NonNullable<Exchange['response']>): boolean {
  return /^(?:application|text)\/(?:[\w.-]+\+)?json\b/i.test(contentTypeOf(response));
}

/** The name that is proposed for the file of an answer: the server's own, else that of the request. */
export function nameToSave({ label, exchange }: Pick<SentRequest, 'label' | 'exchange'>): string {
  const headers = exchange?.response?.headers ?? {};
  const disposition = headerValue(headers, 'content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  const given = encoded ?? /filename="?([^";]+)/i.exec(disposition)?.[1] ?? '';
  const name = plainName(encoded === undefined ? given : decoded(encoded));
  return name === '' ? `${plainName(label) || 'answer'}${extensionFor(headers)}` : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A server may propose a name, never a folder. */
function plainName(text: string): string {
  return text
    .replaceAll(/[\\/:*?"<>|\s\p{Cc}]+/gu, ' ')
    .replace(/^[ .]+/, '')
    .slice(0, 100)
    .trim();
}

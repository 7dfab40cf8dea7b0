import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { type HeaderMap, headerValue } from '../procore/headers.ts';
import { charsetOfBytes, decoderFor, isJsonType, markLength, namedCharset } from './charset.ts';
import { unknownEncoding } from './contentEncoding.ts';

/**
 * The body as text by the charset that its first bytes tell or the answer names, else UTF-8; `undefined` for
 * pictures and other binaries, and for what is packed as nobody here can unpack it. Without its byte order mark.
 */
export function bodyText(body: Buffer, headers: HeaderMap): string | undefined {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  const named = namedCharset(contentType);
  const json = isJsonType(contentType);
  const seen = charsetOfBytes(body, json);
  // Some name there what packs nothing.
  if (unknownEncoding(headers) !== undefined && !isUtf8(body)) return undefined;
  // JSON is UTF-8, but for a server that says or sends something else.
  if (json && seen === undefined && (named === undefined || /^utf-?8$/.test(named)))
    return body.toString('utf8');
  if (named === undefined && isBinary(contentType, body)) return undefined;
  return decoderFor(seen ?? named).decode(body);
}

/** Whether a body that begins so is text, by its content type or, where that does not say, by its look. */
export function isText(headers: HeaderMap, start: Buffer): boolean {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  return contentType.includes('charset=') || !isBinary(contentType, start);
}

/** The charset that the answer names where nobody here can read it; the text is then read as UTF-8. */
export function unknownCharset(headers: HeaderMap): string | undefined {
  const charset = namedCharset(headerValue(headers, 'content-type')?.toLowerCase() ?? '');
  if (charset === undefined) return undefined;
  try {
    new TextDecoder(charset);
    return undefined;
  } catch {
    return charset;
  }
}

/** The charset that the answer names where it is known here and another than UTF-8. */
export function otherCharset(headers: HeaderMap): string | undefined {
  const charset = namedCharset(headerValue(headers, 'content-type')?.toLowerCase() ?? '');
  if (charset === undefined || /^utf-?8$/.test(charset)) return undefined;
  return unknownCharset(headers) === undefined ? charset : undefined;
}

function isBinary(contentType: string, body: Buffer): boolean {
  // Office files are `application/vnd.openxmlformats-...`, and no text.
  if (/^text\/|[/+](?:json|xml)\b|ndjson|javascript|urlencoded/.test(contentType)) return false;
  if (/^(?:image|audio|video|font)\/|\/(?:pdf|zip)/.test(contentType)) return true;
  // A NUL byte near the start is what other tools go by too.
  return markLength(body) === 0 && body.subarray(0, 8192).includes(0);
}

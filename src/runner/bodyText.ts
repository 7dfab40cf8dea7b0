import { TextDecoder } from 'node:util';
import { type HeaderMap, headerValue } from '../procore/headers.ts';

/** The body as text by its charset, UTF-8 where none is named; `undefined` for pictures and other binaries. */
export function bodyText(body: Buffer, headers: HeaderMap): string | undefined {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  const charset = charsetOf(contentType);
  // JSON is UTF-8, but for a server that says and sends something else.
  if (contentType.startsWith('application/json') && (charset === undefined || /^utf-?8$/.test(charset)))
    return body.toString('utf8');
  if (charset === undefined && isBinary(contentType, body)) return undefined;
  return decoderFor(charset ?? 'utf-8').decode(body);
}

/** Whether a body that begins so is text, by its content type or, where that does not say, by its look. */
export function isText(headers: HeaderMap, start: Buffer): boolean {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  return contentType.includes('charset=') || !isBinary(contentType, start);
}

/** The charset that the answer names where nobody here can read it; the text is then read as UTF-8. */
export function unknownCharset(headers: HeaderMap): string | undefined {
  const charset = charsetOf(headerValue(headers, 'content-type')?.toLowerCase() ?? '');
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
  const charset = charsetOf(headerValue(headers, 'content-type')?.toLowerCase() ?? '');
  if (charset === undefined || /^utf-?8$/.test(charset)) return undefined;
  return unknownCharset(headers) === undefined ? charset : undefined;
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset="?([^\s";]+)/.exec(contentType)?.[1];
}

function isBinary(contentType: string, body: Buffer): boolean {
  // Office files are `application/vnd.openxmlformats-...`, and no text.
  if (/^text\/|[/+](?:json|xml)\b|ndjson|javascript|urlencoded/.test(contentType)) return false;
  // A NUL byte near the start is what other tools go by too.
  return (
    body.subarray(0, 8192).includes(0) || /^(?:image|audio|video|font)\/|\/(?:pdf|zip)/.test(contentType)
  );
}

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

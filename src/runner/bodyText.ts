import { TextDecoder } from 'node:util';
import { type HeaderMap, headerValue } from '../procore/headers.ts';

/** The body as text by its charset, UTF-8 where none is named; `undefined` for pictures and other binaries. */
export function bodyText(body: Buffer, headers: HeaderMap): string | undefined {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  if (contentType.startsWith('application/json')) return body.toString('utf8');
  const charset = /;\s*charset="?([^\s";]+)/.exec(contentType)?.[1];
  if (charset === undefined && isBinary(contentType, body)) return undefined;
  return decoderFor(charset ?? 'utf-8').decode(body);
}

function isBinary(contentType: string, body: Buffer): boolean {
  if (/^text\/|json|xml|javascript|urlencoded/.test(contentType)) return false;
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

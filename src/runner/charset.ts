import { TextDecoder } from 'node:util';
import { type HeaderMap, headerValue } from '../procore/headers.ts';

/**
 * The charset that a text is in by its own first bytes, whatever its answer says: its byte order mark, else
 * for JSON the NUL that UTF-16 has in its first letter, which every JSON text has from ASCII. `undefined`:
 * they do not tell. Sources: WHATWG Encoding "BOM sniff"; RFC 4627, section 3.
 */
export function charsetOfBytes(start: Uint8Array, json: boolean): string | undefined {
  // By index: taking an array apart goes through its iterator, and this is asked of every answer.
  const first = start[0];
  const second = start[1];
  if (markLength(start) > 0) return first === 0xef ? 'utf-8' : first === 0xff ? 'utf-16le' : 'utf-16be';
  if (!json || first === undefined || second === undefined) return undefined;
  if (first === 0 && second !== 0) return 'utf-16be';
  return first !== 0 && second === 0 ? 'utf-16le' : undefined;
}

/** Bytes of the byte order mark that a text begins with; 0: none. */
export function markLength(start: Uint8Array): 0 | 2 | 3 {
  const first = start[0];
  if (first === undefined || first < 0xef) return 0;
  const second = start[1];
  if (first === 0xef && second === 0xbb && start[2] === 0xbf) return 3;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) ? 2 : 0;
}

/** The charset that a body is in, in lower case: as its bytes tell, else as the answer names it. */
export function charsetOfBody(start: Uint8Array, headers: HeaderMap): string | undefined {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  return charsetOfBytes(start, isJsonType(contentType)) ?? namedCharset(contentType);
}

/** What a content type in lower case says after `charset=`. */
export function namedCharset(contentType: string): string | undefined {
  return /;\s*charset="?([^\s";]+)/.exec(contentType)?.[1];
}

/** Of a content type in lower case. */
export function isJsonType(contentType: string): boolean {
  return /^\s*(?:application|text)\/(?:[\w.+-]+\+)?json\b/.test(contentType);
}

/** A decoder for a charset, for UTF-8 where none is named or nobody here knows it. */
export function decoderFor(charset: string | undefined): TextDecoder {
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    return new TextDecoder();
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type HashAlgorithm, parseAssert } from '../httpFile/asserts.ts';
import type { RequestNode } from '../httpFile/syntax.ts';
import type { StoredBody } from './bodyFiles.ts';
import { bodyText } from './bodyText.ts';
import { sizeOf } from './render.ts';
import type { Answer } from './send.ts';

/** What is at hand of the body of an answer. */
export interface KnownBody {
  /** Undefined: it is in a file, and too long or not asked for. */
  readonly bytes: Buffer | undefined;
  /** All of it; `undefined`: it is no text, or `bytes` is not there. */
  readonly text: string | undefined;
  /** As much of it as is always there, to judge an answer by; `undefined`: it is no text. */
  readonly start: string | undefined;
  /** Of all of it, unpacked. */
  readonly length: number;
  readonly stored: StoredBody | undefined;
}

/** A body that is in memory. */
export function heldBody({ body, headers }: Pick<Answer, 'body' | 'headers'>): KnownBody {
  const text = bodyText(body, headers);
  return { bytes: body, text, start: text, length: body.length, stored: undefined };
}

/** Reads a body back from its file where `wanted`, no longer than `readBack`, and still there. */
export async function knownBody(
  { body, stored, headers }: Answer,
  { wanted, readBack }: { readonly wanted: boolean; readonly readBack: number },
): Promise<KnownBody> {
  if (stored === undefined) return heldBody({ body, headers });
  const bytes =
    wanted && stored.bytes <= readBack ? await readFile(stored.path).catch(() => undefined) : undefined;
  return {
    bytes,
    text: bytes && bodyText(bytes, headers),
    start: bodyText(body, headers),
    length: stored.bytes,
    stored,
  };
}

/** Whether text and bytes say the same: what is written from one is what is read as the other. */
export function isExact(text: string | undefined, bytes: Buffer): boolean {
  return text !== undefined && Buffer.byteLength(text) === bytes.length && !text.includes('\ufffd');
}

/** Whether something of the request reads the body: an assertion, or a name that others refer to it by. */
export function readsBody({ name, title, asserts }: RequestNode): boolean {
  return (name ?? title) !== undefined || asserts.some(({ text }) => /^\s*body\b/.test(text));
}

/** Why an assertion cannot read this body; `undefined`: it can. */
export function whyNotRead({ bytes, length }: KnownBody, readBack: number): string | undefined {
  if (bytes !== undefined) return undefined;
  return `not checked: the body has ${sizeOf(length)} and lies in a file, and assertions read at most ${sizeOf(readBack)}. Ask for less, or check status, headers or the hash of the body.`;
}

/** The hashes that assertions ask of a whole body in a file, in base64. */
export async function fileHashes(
  { stored, bytes }: KnownBody,
  { asserts }: RequestNode,
): Promise<ReadonlyMap<HashAlgorithm, string>> {
  const found = new Map<HashAlgorithm, string>();
  if (stored === undefined || bytes !== undefined) return found;
  for (const { text } of asserts) {
    const assert = parseAssert(text);
    if (assert.kind !== 'check' || !isHash(assert.predicate) || found.has(assert.predicate)) continue;
    const hash = createHash(assert.predicate);
    await pipeline(createReadStream(stored.path), hash);
    found.set(assert.predicate, hash.digest('base64'));
  }
  return found;
}

function isHash(predicate: string): predicate is HashAlgorithm {
  return predicate === 'md5' || predicate === 'sha256' || predicate === 'sha512';
}

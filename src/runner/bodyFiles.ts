import type { Writable } from 'node:stream';
import { type HeaderMap, headerValue } from '../procore/headers.ts';

/** Where bodies go that are not to be held in memory; given by the host. */
export interface BodyFiles {
  /** What people call the file that bodies are for; absent where it has no such name. */
  readonly name?: string;
  /** A body that is longer than this after unpacking goes to a file. In bytes. */
  readonly limit: number;
  /** Up to this length a body in a file is read back for assertions and references. In bytes. */
  readonly readBack: number;
  /** What text cannot give back byte for byte goes to a file as well, whatever its length. */
  readonly exact: boolean;
  /**
   * A new file that only this user can read. `extension` begins with a dot, or is empty. Rejects with a
   * `BodyProblem` where bodies of this length are not taken.
   */
  readonly create: (extension: string) => Promise<{ readonly path: string; readonly stream: Writable }>;
  /** Nothing happens where there is no such file any more. */
  readonly remove: (path: string) => Promise<void>;
}

/** A body in a file, unpacked. */
export interface StoredBody {
  readonly path: string;
  readonly bytes: number;
  /** A secret stood in it and was masked on the way: these are not the bytes that came. */
  readonly masked: boolean;
}

/** Why a body could not be kept; the message is a sentence for people. */
export class BodyProblem extends Error {
  readonly code: 'body-too-large' | 'body-not-kept';

  constructor(code: BodyProblem['code'], message: string) {
    super(message);
    this.name = 'BodyProblem';
    this.code = code;
  }
}

/** What went wrong with a file that people know by a name, and what helps: sentences. */
export function fileFailure(error: Error, name: string | undefined): string {
  const where = name === undefined ? '' : `, in ${name}`;
  const full = 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  const remedy =
    name === undefined ? 'Make room on that disk.' : 'Make room on that disk, or name a file on another one.';
  return `${error.message}${where}.${full ? ` ${remedy}` : ''}`;
}

/** Known by its name, since the bundles have a class each. */
export function isBodyProblem(error: unknown): error is BodyProblem {
  return error instanceof Error && error.name === 'BodyProblem' && 'code' in error;
}

/** The same files, and a way to remove all that one request made and does not need. */
export interface TrackedFiles {
  readonly files: BodyFiles | undefined;
  readonly removeAllBut: (kept: string | undefined) => Promise<void>;
}

/** Repeats, redirects and failures leave files behind that nobody will read. */
export function trackFiles(files: BodyFiles | undefined): TrackedFiles {
  if (files === undefined) return { files, removeAllBut: () => Promise.resolve() };
  const made = new Set<string>();
  return {
    files: {
      ...files,
      async create(extension) {
        const file = await files.create(extension);
        made.add(file.path);
        return file;
      },
    },
    async removeAllBut(kept) {
      for (const path of made) if (path !== kept) await files.remove(path).catch(() => {});
    },
  };
}

const extensions: readonly (readonly [RegExp, string])[] = [
  [/^application\/(?:[\w.-]+\+)?json|^text\/json/, '.json'],
  [/^application\/(?:x-ndjson|jsonl|json-seq)/, '.jsonl'],
  [/^text\/html/, '.html'],
  [/^text\/csv/, '.csv'],
  [/^image\/svg/, '.svg'],
  [/^(?:application|text)\/(?:[\w.-]+\+)?xml/, '.xml'],
  [/^text\//, '.txt'],
  [/^image\/png/, '.png'],
  [/^image\/jpe?g/, '.jpg'],
  [/^image\/gif/, '.gif'],
  [/^image\/webp/, '.webp'],
  [/^image\/bmp/, '.bmp'],
  [/^image\/(?:x-icon|vnd\.microsoft\.icon)/, '.ico'],
  [/^application\/pdf/, '.pdf'],
  [/^application\/(?:x-)?zip/, '.zip'],
  [/^application\/vnd\.openxmlformats-officedocument\.spreadsheetml/, '.xlsx'],
  [/^application\/vnd\.openxmlformats-officedocument\.wordprocessingml/, '.docx'],
];

/** How the name of a file with this answer ends, by its content type; `.bin` where that says nothing. */
export function extensionFor(headers: HeaderMap): string {
  const contentType = headerValue(headers, 'content-type')?.trim().toLowerCase() ?? '';
  return extensions.find(([pattern]) => pattern.test(contentType))?.[1] ?? '.bin';
}

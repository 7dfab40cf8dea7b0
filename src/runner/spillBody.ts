import { PassThrough, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BodyFiles, BodyProblem, fileFailure, type StoredBody } from './bodyFiles.ts';
import { unpackers } from './contentEncoding.ts';
import { edge } from './cutBody.ts';
import { maskPieces } from './maskPieces.ts';

/** The side that sends, told to wait while the file is written. */
export interface Flow {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/** A body on its way to a file. */
export interface Spill {
  write(piece: Buffer): void;
  /** When all of it is in the file. Rejects with what went wrong, and leaves no file. */
  end(): Promise<SpiltBody>;
  /** Gives up and removes the file. */
  drop(): void;
}

/** A body that is in a file, and what of it is known without reading that. */
export interface SpiltBody {
  readonly stored: StoredBody;
  /** Its beginning, to judge it by. */
  readonly head: Buffer;
  /** Its last character that is no blank, as Latin-1; empty where there is none. */
  readonly ending: string;
}

/** In bytes. */
const keptHead = 64 * 1024;
/** What a small answer may unfold into, in bytes: more than any list has, less than most disks. */
const longestFile = 8 * 1024 ** 3;
/** Bytes that may wait in memory for the file. */
const waitingBytes = 1 << 20;

/** Unpacks, masks and writes a body while it comes; `mask: undefined`: it is no text. */
export function spillBody(of: {
  readonly files: BodyFiles;
  readonly extension: string;
  readonly encoding: string | readonly string[] | undefined;
  readonly mask: ((latin1: string) => string) | undefined;
  readonly flow: Flow | undefined;
}): Spill {
  const { files, flow } = of;
  const input = new PassThrough({ highWaterMark: waitingBytes });
  const watch = new Watch(of.mask);
  let failed = false;
  let paused = false;
  let dropped = false;

  async function write(): Promise<StoredBody> {
    const { path, stream } = await files.create(of.extension);
    try {
      await pipeline([input, ...unpackers(of.encoding ?? ''), watch, stream]);
      // All had come already. Whoever gave it up may have looked for a file before there was one.
      if (dropped) throw givenUp();
      return { path, bytes: watch.bytes, masked: watch.masked };
    } catch (error) {
      await files.remove(path).catch(() => {});
      throw notWritten(error, files.name) ?? error;
    }
  }

  const written = write();
  written.catch((reason: unknown) => {
    failed = true;
    input.destroy();
    // Whoever still sends would send in vain.
    flow?.abort(reason instanceof Error ? reason : new Error(String(reason)));
  });
  input.on('drain', () => {
    if (paused) flow?.resume();
    paused = false;
  });
  // What it reports is reported by `written` already.
  input.on('error', () => {});

  return {
    write(piece) {
      if (failed || input.write(piece) || paused) return;
      paused = true;
      flow?.pause();
    },
    async end() {
      input.end();
      const stored = await written;
      return { stored, head: watch.head(), ending: watch.ending };
    },
    drop() {
      dropped = true;
      if (!failed) input.destroy(givenUp());
    },
  };
}

function givenUp(): Error {
  return new Error('given up');
}

/** Only files answer with a system call in this pipeline. */
function notWritten(error: unknown, name: string | undefined): BodyProblem | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  return new BodyProblem(
    'body-not-kept',
    `The body could not be written to a file: ${fileFailure(error, name)}`,
  );
}

/** Counts and masks what goes by, and keeps its beginning and how it ends. */
class Watch extends Transform {
  bytes = 0;
  ending = '';
  readonly #heads: Buffer[] = [];
  readonly #mask: ReturnType<typeof maskPieces> | undefined;

  constructor(mask: ((latin1: string) => string) | undefined) {
    super();
    this.#mask = mask && maskPieces(mask);
  }

  get masked(): boolean {
    return this.#mask?.masked ?? false;
  }

  head(): Buffer {
    return Buffer.concat(this.#heads).subarray(0, keptHead);
  }

  override _transform(piece: Buffer, _encoding: string, done: TransformCallback) {
    // Byte by byte, so that no charset is touched.
    const masked = this.#mask?.push(piece.toString('latin1'));
    this.#pass(masked === undefined ? piece : Buffer.from(masked, 'latin1'));
    done(
      this.bytes > longestFile
        ? new BodyProblem('body-too-large', 'The body is longer than 8 GB and was not kept.')
        : null,
    );
  }

  override _flush(done: TransformCallback) {
    if (this.#mask !== undefined) this.#pass(Buffer.from(this.#mask.end(), 'latin1'));
    done();
  }

  #pass(piece: Buffer) {
    if (piece.length === 0) return;
    if (this.bytes < keptHead) this.#heads.push(piece);
    this.bytes += piece.length;
    this.ending = edge(piece, piece.length - 1, -1) || this.ending;
    this.push(piece);
  }
}

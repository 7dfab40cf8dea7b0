import type { HeaderMap } from '../procore/headers.ts';
import { type BodyFiles, extensionFor, type StoredBody } from './bodyFiles.ts';
import { isText } from './bodyText.ts';
import { unpacked } from './contentEncoding.ts';
import { redactText, mask as stands } from './redact.ts';
import { type Flow, type Spill, spillBody } from './spillBody.ts';

/** Where the bodies of one request go, and what must not stand in a file beside the token that was sent. */
export interface BodySink {
  readonly files: BodyFiles;
  readonly secrets: readonly string[];
  /** Hears now and then how much of a long body has come, in bytes on the wire. */
  readonly onBytes?: (bytes: number) => void;
}

/** A body that has come whole. */
export interface ReceivedBody {
  /** Unpacked; only its beginning where it was stored. */
  readonly body: Buffer;
  readonly stored?: StoredBody;
  /** Of one that was stored: its last character that is no blank. */
  readonly ending?: string;
}

/** More often nobody reads it. */
const tellEveryMs = 500;

/** Gathers one body piece by piece, in memory while it is short. */
export interface BodyReceiver {
  take(piece: Buffer): void;
  /**
   * At once where there is nothing to unpack or to write. Rejects with Node's error where the body is damaged,
   * with a `BodyProblem` where it could not be kept.
   */
  end(): ReceivedBody | Promise<ReceivedBody>;
  /** Nobody wants it any more. */
  drop(): void;
}

/**
 * A receiver for the body below these headers. One that is too long for `sink` goes to a file, and `flow` is
 * told to wait for that.
 */
export function receiveBody(of: {
  readonly headers: HeaderMap;
  readonly url: URL;
  /** `undefined`: it stays in memory, however long it is. */
  readonly sink: BodySink | undefined;
  readonly flow: Flow;
}): BodyReceiver {
  const { headers, url, sink, flow } = of;
  const encoding = headers['content-encoding'];
  const limit = sink?.files.limit ?? Number.POSITIVE_INFINITY;
  let pieces: Buffer[] = [];
  let length = 0;
  let spill: Spill | undefined;
  let told = Number.NEGATIVE_INFINITY;

  function tell() {
    const now = performance.now();
    if (now - told < tellEveryMs) return;
    told = now;
    sink?.onBytes?.(length);
  }

  function whole(): Buffer {
    const [first] = pieces;
    return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces, length);
  }

  function startSpill({ files, secrets }: BodySink, sender: Flow | undefined): Spill {
    // What is packed cannot be looked at yet.
    const text = isText(headers, encoding === undefined ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.alloc(0));
    const hidden = [...secrets, ...secrets.map(asLatin1)];
    const mask = text
      ? (piece: string) => redactWide(redactText(piece, hidden, url.href), secrets)
      : undefined;
    const started = spillBody({ files, extension: extensionFor(headers), encoding, mask, flow: sender });
    for (const piece of pieces) started.write(piece);
    pieces = [];
    spill = started;
    return started;
  }

  async function stored(started: Spill): Promise<ReceivedBody> {
    const { stored, head, ending } = await started.end();
    return { body: head, stored, ending };
  }

  async function opened(body: Buffer, packedAs: string | readonly string[]): Promise<ReceivedBody> {
    if (sink === undefined) return { body: await unpacked(body, packedAs) };
    try {
      return { body: await unpacked(body, packedAs, limit) };
    } catch (error) {
      if (!isTooLong(error)) throw error;
      pieces = [body];
      return stored(startSpill(sink, undefined));
    }
  }

  return {
    take(piece) {
      length += piece.length;
      if (spill !== undefined) {
        spill.write(piece);
        tell();
        return;
      }
      pieces.push(piece);
      if (sink !== undefined && length > limit) startSpill(sink, flow);
    },
    end() {
      if (spill !== undefined) return stored(spill);
      const body = whole();
      return encoding === undefined || length === 0 ? { body } : opened(body, encoding);
    },
    drop: () => spill?.drop(),
  };
}

/** Its bytes one by one, as a body is looked at while it comes: whatever the charset, they stay as they are. */
function asLatin1(secret: string): string {
  return Buffer.from(secret).toString('latin1');
}

/** The same of a text in UTF-16, whose letters keep their two bytes each. */
function redactWide(latin1: string, secrets: readonly string[]): string {
  const spellings = (text: string) => {
    const bytes = Buffer.from(text, 'utf16le');
    return [bytes.toString('latin1'), bytes.swap16().toString('latin1')];
  };
  const stars = spellings(stands);
  return secrets
    .flatMap(secret => spellings(secret).map((wide, order) => [wide, stars[order] ?? ''] as const))
    .reduce((text, [wide, masked]) => text.replaceAll(wide, masked), latin1);
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

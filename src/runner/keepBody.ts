import type { Ending } from './assemble.ts';
import { type BodyFiles, extensionFor } from './bodyFiles.ts';
import { bodyText } from './bodyText.ts';
import type { Failure } from './failure.ts';
import { isExact, type KnownBody } from './knownBody.ts';
import { redactText } from './redact.ts';
import type { RunJob } from './runner.ts';
import type { Answer } from './send.ts';

/** What the exchange says of the body, and why it could not be saved. */
export interface ShownBody {
  readonly body: Ending['body'];
  /** Of the file that was asked for, as it lies there; `undefined`: there is none. */
  readonly bytes?: number;
  readonly error: Failure | null;
}

/** Whether a body may be anywhere else than in the exchange. */
export function goesToFile({ keepBody, bodyFiles }: RunJob, known: KnownBody | undefined): boolean {
  return keepBody !== undefined || known?.stored !== undefined || bodyFiles?.exact === true;
}

/**
 * A body stays in the exchange as text unless it is long or to be kept in a file. There every byte is as it
 * came, whatever the charset; only secrets are masked.
 * What was read before a failure is not `whole` and stays in the exchange: in a file it would look whole.
 */
export async function bodyToShow(
  { keepBody, bodyFiles }: RunJob,
  of: {
    readonly answer: Answer | undefined;
    readonly whole: boolean;
    readonly known: KnownBody | undefined;
    /** What stands in place of `known.text` where all pages were read. */
    readonly text: string | undefined;
    readonly url: string;
    readonly secrets: readonly string[];
  },
): Promise<ShownBody> {
  const { answer, known, text } = of;
  const inline: ShownBody = { body: text === undefined ? undefined : { text }, error: null };
  if (answer === undefined) return inline;
  try {
    if (keepBody !== undefined) {
      if (!of.whole) return inline;
      const bytes = known?.stored ?? safeBytes(known?.bytes, of);
      const length = 'path' in bytes ? bytes.bytes : bytes.length;
      return { body: { file: await keepBody(bytes) }, bytes: length, error: null };
    }
    if (known?.stored !== undefined) return { body: { file: known.stored.path }, error: null };
    if (bodyFiles?.exact !== true || known?.bytes === undefined || known.length === 0) return inline;
    if (isExact(text, known.bytes)) return inline;
    const bytes = safeBytes(known.bytes, of);
    return { body: { text, file: await written(bodyFiles, answer, bytes) }, error: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...inline,
      error: { code: 'body-not-saved', message: `The body could not be saved: ${reason}` },
    };
  }
}

/** `bytes`: as they came; `undefined`: the text was put together here. */
function safeBytes(
  bytes: Buffer | undefined,
  { answer, text, url, secrets }: Omit<Parameters<typeof bodyToShow>[1], 'known' | 'whole'>,
): Buffer {
  if (text === undefined) return bytes ?? Buffer.alloc(0);
  const masked = (piece: string) => redactText(piece, secrets, url);
  const clean = masked(text);
  if (bytes === undefined) return Buffer.from(clean);
  if (clean === text) return bytes;
  // Its bytes one by one, so that those of other charsets stay as they are.
  const hidden = [...secrets, ...secrets.map(secret => Buffer.from(secret).toString('latin1'))];
  const safe = Buffer.from(redactText(bytes.toString('latin1'), hidden, url), 'latin1');
  const left = bodyText(safe, answer?.headers ?? {}) ?? '';
  // Two bytes a letter hide a secret from such a look.
  return masked(left) === left ? safe : Buffer.from(clean);
}

async function written({ create }: BodyFiles, { headers }: Answer, bytes: Buffer): Promise<string> {
  const { path, stream } = await create(extensionFor(headers));
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.end(bytes, resolve);
  });
  return path;
}

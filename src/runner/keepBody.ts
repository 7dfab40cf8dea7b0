import type { Ending } from './assemble.ts';
import { type BodyFiles, extensionFor } from './bodyFiles.ts';
import type { Failure } from './failure.ts';
import { isExact, type KnownBody } from './knownBody.ts';
import { redactText } from './redact.ts';
import type { RunJob } from './runner.ts';
import type { Answer } from './send.ts';

/** What the exchange says of the body, and why it could not be saved. */
export interface ShownBody {
  readonly body: Ending['body'];
  readonly error: Failure | null;
}

/**
 * Text stays in the exchange unless it is long or to be kept in a file; then binaries go there byte for byte.
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
  const masked = (bytes: string) => redactText(bytes, of.secrets, of.url);
  try {
    if (keepBody !== undefined) {
      if (!of.whole) return inline;
      const bytes = text === undefined ? (known?.bytes ?? answer.body) : Buffer.from(masked(text));
      return { body: { file: await keepBody(known?.stored ?? bytes) }, error: null };
    }
    if (known?.stored !== undefined) return { body: { file: known.stored.path }, error: null };
    if (bodyFiles?.exact !== true || known?.bytes === undefined || known.length === 0) return inline;
    if (isExact(text, known.bytes)) return inline;
    const bytes =
      text === undefined ? known.bytes : Buffer.from(masked(known.bytes.toString('latin1')), 'latin1');
    return { body: { text, file: await written(bodyFiles, answer, bytes) }, error: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...inline,
      error: { code: 'body-not-saved', message: `The body could not be saved: ${reason}` },
    };
  }
}

async function written({ create }: BodyFiles, { headers }: Answer, bytes: Buffer): Promise<string> {
  const { path, stream } = await create(extensionFor(headers));
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.end(bytes, resolve);
  });
  return path;
}

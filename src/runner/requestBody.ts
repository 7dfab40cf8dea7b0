import { type BodyPiece, bodyPieces, holdsReference } from '../httpFile/bodyPieces.ts';
import type { BodyNode } from '../httpFile/syntax.ts';
import { decodeFile } from './decodeFile.ts';
import { formOnTheWire } from './formBody.ts';
import type { NotSendable } from './notSendable.ts';
import { headOf, isStreamed, joinedBody, type SentBody, type StreamedBody } from './streamedBody.ts';

/** A body file by its path as written, a large one unread; rejects where it may not be read. */
export type ReadFile = (path: string) => Promise<Uint8Array | StreamedBody>;

/** What making a body takes, and who is told of something odd in it. */
export interface BodyParts {
  readonly readFile: ReadFile;
  /** The text with its references replaced. */
  readonly filled: (text: string) => string;
  /** Whether a form is percent-encoded where it is not yet; a file never is. */
  readonly encodeForm: boolean;
  /** Hears a sentence for the user about something that does not stop the request. */
  readonly notice: (text: string) => void;
}

/**
 * The body as it goes on the wire: references replaced, files read, lines of multipart ended with CRLF,
 * the lines of a form joined and percent-encoded. A file that cannot be read stops the request; a large one
 * is read only while it is sent.
 */
export async function requestBody(
  body: BodyNode | undefined,
  contentType: string,
  parts: BodyParts,
): Promise<SentBody | NotSendable> {
  if (body === undefined) return undefined;
  const { file } = body;
  const whole: readonly BodyPiece[] =
    file === undefined
      ? bodyPieces(body.text ?? '', contentType)
      : [{ kind: 'file', path: file.path.text, substitute: file.substitute, encoding: file.encoding }];
  const sent: (string | Uint8Array | StreamedBody)[] = [];
  for (const piece of whole) {
    if (piece.kind === 'text') {
      sent.push(onTheWire(parts.filled(piece.text), contentType, parts.encodeForm));
      continue;
    }
    const read = await contentOf(piece, parts);
    if (typeof read === 'object' && 'code' in read) return read;
    sent.push(read);
  }
  return joinedBody(sent);
}

async function contentOf(
  { path: written, substitute, encoding }: Extract<BodyPiece, { kind: 'file' }>,
  { readFile, filled, notice }: BodyParts,
): Promise<string | Uint8Array | StreamedBody | NotSendable> {
  const path = filled(written);
  try {
    const content = await readFile(path);
    if (substitute) return filled(decodeFile(await wholeText(content), encoding));
    if (mayHoldReference(await headOf(content, searched))) {
      notice(
        `${path} holds {{...}} and is sent as it stands. Write <@ instead of < to have its variables filled in.`,
      );
    }
    return content;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: 'body-file-unreadable', message: `The body file ${path} cannot be read: ${reason}` };
  }
}

/** A file whose variables are filled in, which takes it whole. Rejects where it is too large for that. */
export async function wholeText(content: Uint8Array | StreamedBody): Promise<Uint8Array> {
  if (!isStreamed(content)) return content;
  if (content.byteLength > largestFilled) throw new Error('variables are filled in up to 100 MB only.');
  return headOf(content, content.byteLength);
}

/** In bytes. */
const largestFilled = 100 << 20;

function mayHoldReference(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return !start.includes(0) && holdsReference(start.toString('utf8'));
}

/** In bytes: enough to see a template, quick in a large upload. */
const searched = 1 << 20;

/** Multipart wants CRLF; a form may be written with a field on each line and `&` on either side of the break. */
function onTheWire(text: string, contentType: string, encodeForm: boolean): string {
  if (/^\s*multipart\//i.test(contentType)) return text.replace(/\r?\n/g, '\r\n');
  return /^\s*application\/x-www-form-urlencoded/i.test(contentType) ? formOnTheWire(text, encodeForm) : text;
}

import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { charsetOfBytes, decoderFor } from './charset.ts';
import { indentJson } from './indentJson.ts';
import { prettyJson } from './jsonText.ts';
import { visibleText } from './visibleText.ts';

/** A body to be shown: its text, or its file with the charset that it is in. */
export type BodySource =
  | { readonly text: string }
  | { readonly path: string; readonly charset: string | undefined };

/** The beginning of a body as it is shown. */
export interface ShownHead {
  /** Indented where it is JSON; characters that nobody sees are written out. */
  readonly text: string;
  /** Bytes, or UTF-16 units of a text, that are shown; `undefined`: all of them. */
  readonly cutAfter: number | undefined;
}

/** Reads at most `most` bytes, or UTF-16 units of a text, and cuts where a line ends. */
export async function formatHead(source: BodySource, json: boolean, most: number): Promise<ShownHead> {
  if ('text' in source) {
    const { text } = source;
    if (text.length <= most) return { text: visibleText(prettyJson(text) ?? text), cutAfter: undefined };
    return head(text.slice(0, most), json, most);
  }
  const { bytes, more } = await readStart(source.path, most);
  const text = decoderFor(charsetOfBytes(bytes, json) ?? source.charset).decode(bytes);
  if (!more) return { text: visibleText(prettyJson(text) ?? text), cutAfter: undefined };
  return head(text, json, most);
}

function head(text: string, json: boolean, most: number): ShownHead {
  const indented = json ? indentJson().push(text) : text;
  const end = indented.lastIndexOf('\n');
  // A single endless line is cut anywhere, but not in the middle of a character.
  const kept = end > 0 ? indented.slice(0, end) : indented.replace(/[\ud800-\udbff\ufffd]$/, '');
  return { text: visibleText(kept), cutAfter: most };
}

async function readStart(
  path: string,
  most: number,
): Promise<{ readonly bytes: Buffer; readonly more: boolean }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, most));
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { bytes: bytes.subarray(0, length), more: size > most };
  } finally {
    await file.close();
  }
}

/**
 * Writes all of a JSON file indented to `target`, which must not exist, and tells the bytes that were read.
 * UTF-16 becomes UTF-8, every other charset stays as it is. `false`: it is no JSON, and there is no `target`.
 */
export async function formatFile(
  path: string,
  target: string,
  onRead: (bytes: number) => void,
): Promise<boolean> {
  const indenter = indentJson();
  let read = 0;
  let decoder: ReturnType<typeof decoderFor> | undefined;
  async function* indented(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      const charset = read === 0 ? charsetOfBytes(piece, true) : undefined;
      if (charset?.startsWith('utf-16')) decoder = decoderFor(charset);
      read += piece.length;
      onRead(read);
      yield decoder === undefined
        ? Buffer.from(indenter.push(piece.toString('latin1')), 'latin1')
        : Buffer.from(indenter.push(decoder.decode(piece, { stream: true })));
      if (!indenter.balanced) return;
    }
  }
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 20 }),
      indented,
      createWriteStream(target, { flags: 'wx', mode: 0o400 }),
    );
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
  if (indenter.closed) return true;
  await rm(target, { force: true });
  return false;
}

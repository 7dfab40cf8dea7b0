import { readFile } from 'node:fs/promises';

/**
 * The text of a request file, without a byte order mark. A mark tells UTF-16 from UTF-8, as in the editor.
 * Rejects as `readFile` does.
 */
export async function readHttpFile(path: string): Promise<string> {
  const bytes = await readFile(path);
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** A catalog's text as it is kept on disk: about a tenth of its size. `unpackCatalog` is its opposite. */
export function packCatalog(text: string): Promise<Uint8Array> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  };
  return compress(text, { params });
}

/** Rejects where the bytes are not packed text. */
export async function unpackCatalog(bytes: Uint8Array): Promise<string> {
  return (await decompress(bytes, { maxOutputLength: longest })).toString('utf8');
}

/** The text of a catalog file, packed where its name ends in `.br`; `undefined` where there is no such file. */
export async function readCatalogText(path: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(path);
    return path.endsWith('.br') ? await unpackCatalog(bytes) : bytes.toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Procore's whole document makes less than one million characters; a damaged file must not fill the memory. */
const longest = 64 * 1024 * 1024;

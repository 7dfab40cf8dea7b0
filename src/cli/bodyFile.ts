import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, win32 } from 'node:path';

/** In bytes. */
const largest = 512 << 20;

/**
 * Reads a body file named in a `.http` file: by a relative path, next to the file or below the folder the
 * command runs in, links followed. A request file from elsewhere must not be able to send other files.
 */
export async function readBodyFile(written: string, httpFile: string, cwd: string): Promise<Uint8Array> {
  if (isAbsolute(written) || win32.isAbsolute(written) || written.includes('\0')) {
    throw new Error('only relative paths are read.');
  }
  const beside = dirname(httpFile);
  const path = await realFile(resolve(beside, written)).catch(() => realFile(resolve(cwd, written)));
  const allowed = await Promise.all([beside, cwd].map(folder => realpath(folder)));
  if (!allowed.some(folder => isInside(path, folder))) {
    throw new Error('it lies outside the folder of the .http file and the folder the command runs in.');
  }
  const about = await stat(path);
  if (!about.isFile()) throw new Error('it is no file.');
  if (about.size > largest) throw new Error('it is larger than 512 MB.');
  return readFile(path);
}

async function realFile(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    throw new Error('there is no such file.');
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}

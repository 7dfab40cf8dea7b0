import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, win32 } from 'node:path';
import { withSlashes } from '../runner/answerFile.ts';
import { fileBody, type StreamedBody, smallFile } from '../runner/streamedBody.ts';

/**
 * Opens a body file named in a `.http` file: by a relative path, next to the file or else below the folder
 * the command runs in, links followed. A request file from elsewhere must not be able to send other files.
 * A large file is read only while it is sent. `notice` hears of a second file of that name, which REST Client would take.
 */
export async function readBodyFile(
  written: string,
  httpFile: string,
  cwd: string,
  notice: (text: string) => void = () => {},
): Promise<Uint8Array | StreamedBody> {
  if (isAbsolute(written) || win32.isAbsolute(written) || written.includes('\0')) {
    throw new Error('only relative paths are read.');
  }
  const beside = dirname(httpFile);
  const near = await realFile(beside, written);
  const far = await realFile(cwd, written);
  const path = near ?? far;
  if (path === undefined) throw new Error('there is no such file.');
  const allowed = await Promise.all([beside, cwd].map(folder => realpath(folder)));
  if (!allowed.some(folder => isInside(path, folder))) {
    throw new Error('it lies outside the folder of the .http file and the folder the command runs in.');
  }
  const about = await stat(path);
  if (!about.isFile()) throw new Error('it is no file.');
  if (far !== undefined && far !== path) {
    notice(
      `There are two files ${written}: the one beside the .http file is sent, not the one in the folder the command runs in.`,
    );
  }
  return about.size > smallFile ? fileBody(path, about.size) : readFile(path);
}

/** The real path of the file, also where Windows' separators are written on another system. */
async function realFile(folder: string, written: string): Promise<string | undefined> {
  for (const path of new Set([written, withSlashes(written)])) {
    const real = await realpath(resolve(folder, path)).catch(() => undefined);
    if (real !== undefined) return real;
  }
  return undefined;
}

/** Whether `path` lies below `folder`; both absolute, without links. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}

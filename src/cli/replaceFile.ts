import { randomBytes } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, lstat, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StoredBody } from '../runner/bodyFiles.ts';

/**
 * Saves a body under that name. What stands there stays whole until all is written, and passes its permissions
 * on. Where it cannot be replaced the body is written into it. A `StoredBody` is used up or left to its owner.
 */
export async function replaceFile(path: string, body: Uint8Array | StoredBody): Promise<void> {
  if (!(await isReplaceable(path))) return writeInto(path, body);
  if ('path' in body) return takePlace(path, body.path);
  const part = nameBeside(path);
  try {
    await writeFile(part, body, { flag: 'wx', mode: await permissionsOf(path) });
    await takePlace(path, part);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/**
 * Whether another file may take the place of this one: a device, a pipe or a link must stay one, a file with a second
 * name the same under both, and somebody else's theirs.
 */
export async function isReplaceable(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && !(found.isFile() && found.nlink === 1 && isOwn(found.uid))) return false;
  return access(dirname(path), constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Of the user's own; where the system knows no owners, all are. */
function isOwn(uid: number): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}

/** A new name in the same folder, for what is still being written; no longer than the system allows. */
export function nameBeside(path: string): string {
  const name = Array.from(basename(path)).slice(0, 50).join('');
  return join(dirname(path), `.${name}.${randomBytes(6).toString('hex')}.part`);
}

/** Of a file, as `chmod` takes them; `undefined`: there is none, and a new one gets the usual ones. */
export async function permissionsOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && found.mode & 0o777;
}

async function takePlace(path: string, part: string): Promise<void> {
  const permissions = await permissionsOf(path);
  try {
    // Whoever made it may have had fewer to give.
    if (permissions !== undefined) await chmod(part, permissions);
    await rename(part, path);
  } catch (error) {
    if (!isHeld(error)) throw error;
    await pipeline(createReadStream(part), createWriteStream(path));
  }
}

/** A file that somebody else owns, in a folder that all may write to, or one that a container was given alone. */
function isHeld(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['EPERM', 'EACCES', 'EBUSY'].includes(String(error.code))
  );
}

async function writeInto(path: string, body: Uint8Array | StoredBody): Promise<void> {
  if (!('path' in body)) return writeFile(path, body);
  await pipeline(createReadStream(body.path), createWriteStream(path));
}

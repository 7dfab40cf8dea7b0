import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import {
  type AnswerFile,
  mostNumbered,
  numberedName,
  refusedAnswerPath,
  refusedAnswerPlace,
} from '../runner/answerFile.ts';
import type { StoredBody } from '../runner/bodyFiles.ts';
import { isInside } from './bodyFile.ts';
import { isReplaceable, nameBeside, replaceFile } from './replaceFile.ts';

/**
 * Writes an answer beside the `.http` file, with a number where the name is taken, and gives the path from
 * the folder that the command runs in. Rejects with the reason for every place outside that folder, links
 * followed: a request file from elsewhere must not be able to write other files.
 */
export async function writeAnswerFile(
  { path: written, overwrite }: AnswerFile,
  body: Uint8Array | StoredBody,
  httpFile: string,
  cwd: string,
): Promise<string> {
  const refused = refusedAnswerPath(written);
  if (refused !== undefined) throw new Error(`${refused}. Name a plain file inside the folder.`);
  const root = await realpath(cwd);
  const path = resolve(await realpath(dirname(httpFile)), written);
  if (!isInside(path, root)) throw new Error('it lies outside the folder that the command runs in.');
  const hidden = refusedAnswerPlace(relative(root, path));
  if (hidden !== undefined) throw new Error(`${hidden}. Name a plain file inside the folder.`);
  const folder = await realFolder(dirname(path), root);
  for (let taken = 0; taken < mostNumbered; taken++) {
    const target = join(folder, numberedName(basename(path), taken));
    if (overwrite && (await isLink(target))) throw new Error('it is a link. Name a plain file.');
    try {
      if (overwrite) await replaceWith(body, target);
      else if ('path' in body) await copyFile(body.path, target, constants.COPYFILE_EXCL);
      else await writeFile(target, body, { flag: 'wx' });
      return relative(root, target);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  throw new Error(`there are ${mostNumbered} files of that name already. Remove some.`);
}

/** A body in a file stays there for others. */
async function replaceWith(body: Uint8Array | StoredBody, target: string): Promise<void> {
  if (!('path' in body)) return replaceFile(target, body);
  if (!(await isReplaceable(target))) return copyFile(body.path, target);
  const copy = nameBeside(target);
  try {
    await copyFile(body.path, copy, constants.COPYFILE_EXCL);
    await replaceFile(target, { ...body, path: copy });
  } finally {
    await rm(copy, { force: true }).catch(() => undefined);
  }
}

/** Makes the folder where it is missing, but never through a link that leads out of `root`. */
async function realFolder(folder: string, root: string): Promise<string> {
  const above = await realpath(folder).catch(() => undefined);
  if (above === undefined) {
    await realFolder(dirname(folder), root);
    await mkdir(folder);
    return folder;
  }
  if (above !== root && !isInside(above, root)) {
    throw new Error('it lies outside the folder that the command runs in.');
  }
  return above;
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;
}

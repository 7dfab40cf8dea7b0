import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { chmod, readdir, rename, rm, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { BodyFiles } from '../../runner/bodyFiles.ts';

/** Files with the bodies of this window's answers, in a folder that only this user reads. */
export interface BodyFolder {
  /** Bodies longer than `limit` bytes go to files. */
  files(limit: number): BodyFiles;
  /** Takes a file that is already there, from the same disk, and gives its new path. */
  adopt(path: string): Promise<string>;
  /** The window closes: nobody will look at them any more. */
  dispose(): void;
}

/** A body up to this length is read back for assertions and references; more would hold up the editor. In bytes. */
const readBack = 4_000_000;
/** All bodies of one window; the oldest go first. In bytes. */
const mostBytes = 2_000_000_000;
/** What a window that ended badly left behind, or one that nobody closes. In milliseconds. */
const longestLife = 7 * 24 * 60 * 60 * 1000;

/** The folder is made, and those of windows that are gone are removed, when the first body comes. */
export function createBodyFolder(
  root: string,
  world: { readonly pid: number; readonly isAlive: (pid: number) => boolean; readonly now: () => number },
): BodyFolder {
  const name = `${world.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(root, name);
  let opened = false;
  let count = 0;

  function open() {
    // Somebody may have erased all local data in the meantime.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (opened) return;
    opened = true;
    void sweep(root, name, world).catch(() => {});
  }

  return {
    files: limit => ({
      limit,
      readBack,
      exact: true,
      async create(extension) {
        open();
        await removeOldest(folder);
        count += 1;
        const path = join(folder, `answer-${count}${extension}`);
        return { path, stream: createWriteStream(path, { flags: 'wx', mode: 0o400 }) };
      },
      remove: path => rm(path, { force: true }),
    }),
    async adopt(path) {
      open();
      await removeOldest(folder);
      count += 1;
      const target = join(folder, `answer-${count}${extname(path)}`);
      await chmod(path, 0o400);
      await rename(path, target);
      return target;
    },
    dispose() {
      if (opened) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function sweep(
  root: string,
  own: string,
  { isAlive, now }: Parameters<typeof createBodyFolder>[1],
): Promise<void> {
  for (const name of await readdir(root)) {
    if (name === own) continue;
    const pid = Number(/^\d+/.exec(name)?.[0]);
    const { mtimeMs } = await stat(join(root, name));
    if (isAlive(pid) && now() - mtimeMs < longestLife) continue;
    await rm(join(root, name), { recursive: true, force: true });
  }
}

async function removeOldest(folder: string): Promise<void> {
  const looked = await Promise.all(
    (await readdir(folder)).map(async name => {
      const path = join(folder, name);
      // Another answer of this window may take its own away.
      const found = await stat(path).catch(() => undefined);
      return found === undefined ? [] : [{ path, size: found.size, mtimeMs: found.mtimeMs }];
    }),
  );
  const files = looked.flat();
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((one, other) => one.mtimeMs - other.mtimeMs)) {
    if (bytes <= mostBytes) return;
    await rm(path, { force: true });
    bytes -= size;
  }
}

/** Whether there is a process of that number, of whichever user. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

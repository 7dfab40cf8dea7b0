import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SessionFiles } from './sessionFiles.ts';

/**
 * Session files in a folder of the file system, made when it is first needed, readable by its owner only.
 * Without `durable` a text that was replaced right before the machine lost its power may be gone.
 */
export function nodeSessionFiles(
  folder: string,
  { durable }: { readonly durable: boolean } = { durable: true },
): SessionFiles {
  const pathOf = (name: string) => join(folder, name);

  async function withFolder<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await patiently(work);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return patiently(work);
    }
  }

  return {
    read(name) {
      for (let attempt = 1; ; attempt++) {
        try {
          return readFileSync(pathOf(name), 'utf8');
        } catch (error) {
          if (attempt === 4 || !isForAMoment(error)) return undefined;
          // Whoever reads decides at once; a ledger that is being replaced must not pass for none.
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * attempt);
        }
      }
    },

    async replace(name, text, still) {
      const path = pathOf(name);
      // The folder of a lock that is gone must not come back by this.
      const inLock = dirname(path) !== folder;
      for (let attempt = 1; ; attempt++) {
        const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
        const write = () => writeNew(temporary, text, durable);
        try {
          await (inLock ? patiently(write) : withFolder(write));
          return await patiently(async () => {
            if (!still()) return false;
            renameSync(temporary, path);
            return true;
          });
        } catch (error) {
          // Somebody who tidies up may have taken the new text for one that a dead process left.
          const isGone = codeOf(error) === 'ENOENT';
          if (isGone && inLock) return false;
          if (!isGone || attempt === 3) throw error;
        } finally {
          await rm(temporary, { force: true }).catch(() => undefined);
        }
      }
    },

    makeFolder: name =>
      withFolder(async () => {
        try {
          await mkdir(pathOf(name), { mode: 0o700 });
          return true;
        } catch (error) {
          if (codeOf(error) === 'EEXIST') return false;
          throw error;
        }
      }),

    async moveFolder(from, to) {
      try {
        await patiently(() => rename(pathOf(from), pathOf(to)));
        return true;
      } catch (error) {
        const taken = await stat(pathOf(to)).then(
          () => true,
          () => false,
        );
        if (taken || codeOf(error) === 'ENOENT') return false;
        throw error;
      }
    },

    async remove(name) {
      await rm(pathOf(name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },

    async names() {
      try {
        return await readdir(folder);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      }
    },
  };
}

async function writeNew(path: string, text: string, durable: boolean): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
}

const retryDelaysMs: readonly number[] = [10, 30, 100, 300];

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const ms of retryDelaysMs) {
    try {
      return await work();
    } catch (error) {
      if (!isForAMoment(error)) throw error;
      await delay(ms);
    }
  }
  return work();
}

/** On Windows a file that somebody else has open for a moment (a virus scanner, a reader) cannot be touched. */
function isForAMoment(error: unknown): boolean {
  return process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}

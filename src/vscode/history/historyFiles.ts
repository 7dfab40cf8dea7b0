import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { entryName, partName, readEntryName } from '../../runner/history/entryName.ts';
import { longestHead } from '../../runner/history/entryText.ts';
import { outdated, type Retention } from '../../runner/history/retention.ts';

/** Who deletes many may see it go on, and stop it. */
export interface Deleting {
  readonly signal?: AbortSignal;
  /** Hears how many more are gone. */
  readonly onDeleted?: (count: number) => void;
}

/** Files that are deleted at the same time. */
const atOnce = 32;

/** The entries of one folder, a file each. Several windows may write, read and delete at the same time. */
export interface HistoryFiles {
  /** Whole or not at all: it gets its name once it is written. Gives the name. */
  write(at: number, text: string): Promise<string>;
  /** Puts `text` in the place of a file that is there; nothing where it is gone. */
  replace(name: string, text: string): Promise<void>;
  /** Latest first. Nothing where there is no folder yet. */
  names(): Promise<readonly string[]>;
  /** The first bytes of a file; `undefined` where it is gone. */
  readStart(name: string): Promise<string | undefined>;
  read(name: string): Promise<string | undefined>;
  /** In this order, and how many; fewer where somebody stopped it. Those that are gone already are as good as deleted. */
  remove(names: readonly string[], deleting?: Deleting): Promise<number>;
  removeOutdated(retention: Retention, now: number): Promise<void>;
}

/** Only this user may read the folder, which is made with the first entry. */
export function createHistoryFiles(folder: string, random: () => number = Math.random): HistoryFiles {
  const fileOf = (name: string) => path.join(folder, name);
  const remove = async (names: readonly string[], { signal, onDeleted }: Deleting = {}) => {
    for (let from = 0; from < names.length; from += atOnce) {
      if (signal?.aborted) return from;
      const some = names.slice(from, from + atOnce);
      await Promise.all(some.map(name => rm(fileOf(name), { force: true })));
      onDeleted?.(some.length);
    }
    return names.length;
  };

  async function listed(): Promise<readonly string[]> {
    return (await readdir(folder).catch(ifThere)) ?? [];
  }

  return {
    async write(at, text) {
      const name = entryName(at, random);
      const part = fileOf(partName(name));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(part, text, { mode: 0o600, flag: 'wx', flush: true });
      await rename(part, fileOf(name));
      return name;
    },
    async replace(name, text) {
      const part = fileOf(partName(name));
      await writeFile(part, text, { mode: 0o600, flag: 'wx', flush: true });
      const there = await stat(fileOf(name)).catch(ifThere);
      if (there === undefined) await rm(part, { force: true });
      else await rename(part, fileOf(name));
    },
    async names() {
      const names = (await listed()).filter(name => readEntryName(name)?.part === false);
      return names.sort().reverse();
    },
    async readStart(name) {
      const file = await open(fileOf(name)).catch(ifThere);
      if (file === undefined) return undefined;
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHead), 0, longestHead, 0);
        return buffer.toString('utf8', 0, bytesRead);
      } finally {
        await file.close();
      }
    },
    read: name => readFile(fileOf(name), 'utf8').catch(ifThere),
    remove,
    async removeOutdated(retention, now) {
      const files = await Promise.all(
        (await listed()).map(async name => ({
          name,
          bytes: (await stat(fileOf(name)).catch(ifThere))?.size ?? 0,
        })),
      );
      await remove(outdated(files, retention, now));
    },
  };
}

/** `undefined` for what another window has deleted meanwhile, or was never there. */
function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createRowFile } from './rowFile.ts';
import type { KeptRows, ListKey, OpenRows, ReadSoFar, RowMask, RowStore } from './rowStore.ts';

/** Where lists lie that were read in part, and how the process is known that reads them. */
export interface ListPlace {
  /** Made when it is needed, for this user alone. */
  readonly folder: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  readonly now: () => number;
  /** A list stands in memory up to this length, and in a file beyond. In bytes. */
  readonly limit: () => number;
  /** Takes the file of a whole list to where long answers lie, and gives its new path. */
  readonly keepWhole: (path: string) => Promise<string>;
}

/** Stopped lists that are kept, and for how long; in milliseconds. */
const mostStopped = 5;
const longestLife = 7 * 24 * 60 * 60 * 1000;

const fileName = 'rows.json';

const takenOver = 'another window has read on from there. Get all pages again.';

/**
 * Rows of lists for a host that may be restarted: short lists in memory, long ones in a file. What was stopped
 * goes to a folder of its own with how far the reading got, so that any process can go on from there, also
 * where one ended badly while it wrote to a file. Whoever goes on has the folder for itself.
 */
export function createKeptLists(place: ListPlace): RowStore {
  const { folder, pid, isAlive, now } = place;
  const writing = new Set<string>();
  const pathOf = (name: string) => join(folder, name);
  const rowsOf = (name: string) => createRowFile(join(folder, name, fileName), fileName, now);

  function isInUse(name: string): boolean {
    const owner = /\.(\d+)-\w+$/.exec(name)?.[1];
    if (owner === undefined) return false;
    return Number(owner) === pid ? writing.has(name) : isAlive(Number(owner));
  }

  /** What was stopped in order comes before what was left by a process that ended badly. */
  async function find(
    list: ListKey,
  ): Promise<{ readonly name: string; readonly soFar: ReadSoFar } | undefined> {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter(each => each.startsWith(list.digest) && !isInUse(each)).sort()) {
      const soFar = await rowsOf(name).earlier(list);
      if (soFar !== undefined) return { name, soFar };
    }
    return undefined;
  }

  /** A folder for one reading; that of the reading it goes on from becomes it. */
  async function claim(list: ListKey, from: ReadSoFar | undefined): Promise<string> {
    const name = `${list.digest}.${pid}-${randomBytes(4).toString('hex')}`;
    // From now on, so that nobody of this window takes it for one that is left.
    writing.add(name);
    try {
      if (from === undefined) await mkdir(pathOf(name), { recursive: true, mode: 0o700 });
      else await takeOver(list, from, name);
    } catch (error) {
      writing.delete(name);
      throw error;
    }
    return name;
  }

  async function takeOver(list: ListKey, from: ReadSoFar, name: string): Promise<void> {
    const earlier = await find(list);
    if (earlier?.soFar.report.rowsRead !== from.report.rowsRead) throw new Error(takenOver);
    await rename(pathOf(earlier.name), pathOf(name)).catch(() => {
      throw new Error(takenOver);
    });
  }

  /** Gives the folder up to whoever goes on, in place of what an earlier reading left. */
  async function release(name: string, { digest }: ListKey): Promise<string> {
    await rm(pathOf(digest), { recursive: true, force: true });
    // Another window may have stopped the same list in this moment; then its own name is as good.
    const kept = await rename(pathOf(name), pathOf(digest)).then(
      () => digest,
      () => name,
    );
    writing.delete(name);
    await sweep();
    return pathOf(kept);
  }

  async function remove(name: string): Promise<void> {
    await rm(pathOf(name), { recursive: true, force: true });
    writing.delete(name);
  }

  async function sweep(): Promise<void> {
    const names = (await readdir(folder)).filter(name => !isInUse(name));
    const looked = await Promise.all(
      names.map(async name => {
        // Another window takes and removes them as well.
        const found = await stat(pathOf(name)).catch(() => undefined);
        return found === undefined ? [] : [{ name, age: now() - found.mtimeMs }];
      }),
    );
    const aged = looked.flat();
    aged.sort((one, other) => one.age - other.age);
    for (const [index, { name, age }] of aged.entries())
      if (index >= mostStopped || age > longestLife) await rm(pathOf(name), { recursive: true, force: true });
  }

  async function inFile(list: ListKey, from: ReadSoFar | undefined): Promise<OpenRows> {
    const name = await claim(list, from);
    const rows = await rowsOf(name)
      .open(list, from)
      .catch(async (error: unknown) => {
        await (from === undefined ? remove(name) : release(name, list));
        throw error;
      });
    const isShort = ({ file }: KeptRows) => (file?.bytes ?? 0) <= place.limit();
    return {
      add: rows.add,
      async finish() {
        const kept = await rows.finish();
        if (isShort(kept)) {
          const text = await kept.text();
          await remove(name);
          return inMemory(text);
        }
        const path = await place.keepWhole(join(pathOf(name), fileName));
        await remove(name);
        return { file: { name: path, bytes: kept.file?.bytes ?? 0 }, text: () => readFile(path, 'utf8') };
      },
      async stop() {
        const stopped = await rows.stop();
        const { soFar } = stopped;
        const text = isShort(stopped) || soFar === undefined ? await stopped.text() : undefined;
        if (soFar === undefined) {
          await remove(name);
          return { ...inMemory(text ?? '[]'), soFar, where: undefined };
        }
        const part = join(await release(name, list), `${fileName}.part`);
        const whole = { name: part, bytes: stopped.file?.bytes ?? 0 };
        const kept =
          text === undefined
            ? { file: whole, text: async () => `${await readFile(part, 'utf8')}]` }
            : inMemory(text);
        return { ...kept, soFar, where: undefined };
      },
    };
  }

  /** In memory until it grows too long, or is stopped. */
  function growing(list: ListKey): OpenRows {
    let pages: (readonly [Buffer, ReadSoFar, RowMask])[] = [];
    let length = 0;
    let file: OpenRows | undefined;

    async function toFile(): Promise<OpenRows> {
      const rows = await inFile(list, undefined);
      try {
        for (const page of pages) await rows.add(...page);
      } catch (error) {
        // What of it is whole stays for a later reading.
        await rows.stop().catch(() => undefined);
        throw error;
      }
      pages = [];
      return rows;
    }

    const text = () =>
      `[${pages
        .map(([elements]) => elements.toString().trim())
        .filter(elements => elements !== '')
        .join(',')}]`;

    return {
      async add(elements, soFar, mask) {
        if (file !== undefined) return file.add(elements, soFar, mask);
        length += elements.length;
        // The page itself is let go of when the next one has come.
        pages.push([Buffer.from(elements), soFar, mask]);
        if (length > place.limit()) file = await toFile();
      },
      finish: () => file?.finish() ?? Promise.resolve(inMemory(text())),
      async stop() {
        if (file !== undefined) return file.stop();
        const all = inMemory(text());
        const soFar = pages.at(-1)?.[1];
        if (soFar?.next === undefined) return { ...all, soFar: undefined, where: undefined };
        try {
          const stopped = await (await toFile()).stop();
          return { ...all, soFar: stopped.soFar, where: undefined };
        } catch {
          // Without the disk there is nothing to go on from, but what came is shown.
          return { ...all, soFar: undefined, where: undefined };
        }
      },
    };
  }

  return {
    earlier: async list => (await find(list))?.soFar,
    open: (list, from) => (from === undefined ? Promise.resolve(growing(list)) : inFile(list, from)),
  };
}

function inMemory(text: string): KeptRows {
  return { file: undefined, text: () => Promise.resolve(text) };
}

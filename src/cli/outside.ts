import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { OutsideValues } from '../httpFile/outsideValues.ts';
import type { Folders } from '../httpFile/values.ts';
import { findOutside } from '../runner/findOutside.ts';

/** Environment files and `.env` files of one file and one environment. */
export interface OutsideReader {
  /** `httpFile`: absolute path. Read once for each folder and environment. */
  of(httpFile: string, environment: string | undefined): Promise<OutsideValues>;
  foldersOf(httpFile: string): Folders;
}

/**
 * Reads the files beside a `.http` file and above it up to `cwd`, or beside it alone where it lies elsewhere.
 * `report` hears each mistake in them once, as `file:line: message`.
 */
export function createOutsideReader(cwd: string, report: (problem: string) => void): OutsideReader {
  const read = new Map<string, Promise<OutsideValues>>();
  const reported = new Set<string>();
  const rootOf = (folder: string) => (isInside(folder, cwd) ? cwd : folder);

  async function find(folder: string, environment: string | undefined): Promise<OutsideValues> {
    const root = rootOf(folder);
    const values = await findOutside({ folder, root, environment }, path => readInside(path, root));
    for (const { source, line, message } of values.problems) {
      const problem = `${relative(cwd, join(folder, source)) || source}:${line}: ${message}`;
      if (reported.has(problem)) continue;
      reported.add(problem);
      report(problem);
    }
    return values;
  }

  return {
    of(httpFile, environment) {
      const folder = dirname(httpFile);
      const key = JSON.stringify([folder, environment]);
      const known = read.get(key) ?? find(folder, environment);
      read.set(key, known);
      return known;
    },
    foldersOf(httpFile) {
      const root = rootOf(dirname(httpFile));
      return { projectRoot: root, historyFolder: join(root, '.idea', 'httpRequests') };
    },
  };
}

/** In bytes. */
const largest = 1 << 20;

/** Links are followed, but not out of `root`: a folder from elsewhere must not be able to name other files. */
async function readInside(path: string, root: string): Promise<string | undefined> {
  try {
    const about = await stat(path);
    if (!about.isFile()) return undefined;
    if (about.size > largest) throw new Error('it is larger than a megabyte.');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
  if (!isInside(await realpath(path), await realpath(root))) {
    throw new Error('it is a link that leads out of the folder. Copy the file instead.');
  }
  return readFile(path, 'utf8');
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}

import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BodyFiles } from '../../src/runner/bodyFiles.ts';

/** Files for long bodies in a folder of their own, which a test looks into and removes. */
export interface BodyFolder {
  readonly files: BodyFiles;
  /** Paths of what lies there. */
  readonly paths: () => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<Buffer>;
  readonly remove: () => Promise<void>;
}

export async function openBodyFolder(options: Partial<BodyFiles> = {}): Promise<BodyFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'pw-bodies-'));
  let count = 0;
  return {
    files: {
      limit: 100_000,
      readBack: 1 << 20,
      exact: false,
      async create(extension) {
        count += 1;
        const path = join(folder, `${count}${extension}`);
        return { path, stream: createWriteStream(path, { flags: 'wx' }) };
      },
      remove: path => rm(path, { force: true }),
      ...options,
    },
    paths: async () => (await readdir(folder)).map(name => join(folder, name)),
    read: path => readFile(path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

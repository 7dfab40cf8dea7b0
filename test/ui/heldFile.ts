import { execFileSync } from 'node:child_process';
import { closeSync, constants, globSync, openSync, writeSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { deadlines } from '../support/deadlines.ts';

/** A file whose reader gets half of it, and the rest never, as from a disk that does not answer. */
export interface HeldFile {
  /** Resolves when somebody reads it and has half of it. */
  begin(): Promise<void>;
  /** From now on it is the file that it was. */
  end(): Promise<void>;
}

/** Takes the one file of that pattern, e.g. `*.json`, in a folder. */
export async function holdReading(folder: string, pattern: string): Promise<HeldFile> {
  const [name, ...others] = filesIn(folder, pattern);
  if (name === undefined || others.length > 0) throw new Error(`${others.length + 1} files are ${pattern}`);
  const path = join(folder, name);
  const content = await readFile(path);
  await rm(path);
  execFileSync('mkfifo', [path]);
  // Open for both, so that neither side waits for the other to open it.
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const half = content.subarray(0, content.length / 2);
  return {
    async begin() {
      const end = performance.now() + deadlines.step;
      for (let given = 0; given < half.length; ) {
        const taken = write(pipe, half.subarray(given));
        given += taken;
        if (taken > 0) continue;
        if (performance.now() > end) throw new Error(`Nobody reads more than ${given} bytes of ${name}.`);
        await setTimeout(50);
      }
    },
    async end() {
      closeSync(pipe);
      await rm(path);
      await writeFile(path, content, { mode: 0o400 });
    },
  };
}

/** How many bytes went into it; none where it is full. */
function write(pipe: number, content: Buffer): number {
  try {
    return writeSync(pipe, content);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}

export function filesIn(folder: string, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: folder });
}

/** Resolves when there are none of that pattern any more. */
export async function noneLeft(folder: string, pattern: string): Promise<void> {
  for (const end = performance.now() + deadlines.step; filesIn(folder, pattern).length > 0; ) {
    if (performance.now() > end) throw new Error(`There are still ${filesIn(folder, pattern)}.`);
    await setTimeout(100);
  }
}

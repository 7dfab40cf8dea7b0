import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ProcessMark, runs, type ThisProcess } from '../oauth/thisProcess.ts';

/** That the rows of `--output` are written by this run alone. */
export interface OutputLock {
  release(): Promise<void>;
}

/** Paths and marks of what this process has. */
const held = new Set<string>();

/** A lock that says nothing is being written, or was when its process ended; in milliseconds. */
const writtenWithin = 5000;

/**
 * Takes `FILE.part.lock`: two runs that write the rows of all pages into one file would damage each other.
 * The lock of a process that ended is taken over. A `problem`, in one sentence, where another run has it or
 * it cannot be written.
 */
export async function lockOutput(
  output: string,
  cwd: string,
  self: ThisProcess,
): Promise<OutputLock | { readonly problem: string }> {
  const path = `${resolve(cwd, output)}.part.lock`;
  const mine = JSON.stringify(self.mark);
  const key = `${path} ${mine}`;
  if (held.has(key)) return { problem: inUse(output, mine) };
  held.add(key);
  const problem = await take(path, mine, output, self);
  if (problem === undefined) return { release: () => release(path, mine) };
  held.delete(key);
  return { problem };
}

/** Why it cannot be taken. */
async function take(
  path: string,
  mine: string,
  output: string,
  self: ThisProcess,
): Promise<string | undefined> {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return undefined;
    } catch (error) {
      if (!isTaken(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        // On a full disk it is there, and empty.
        if ((await readLock(path)) === '') await rm(path, { force: true });
        return `--output ${output}: nothing can be written beside it: ${reason}`;
      }
    }
    const found = await readLock(path);
    if (found === undefined) continue;
    if (await isAlive(path, found, self)) return inUse(output, found);
    await takeAway(path, found);
  }
  return inUse(output, '');
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readLock(path)) === mine) await rm(path, { force: true });
  held.delete(`${path} ${mine}`);
}

async function readLock(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

async function isAlive(path: string, found: string, self: ThisProcess): Promise<boolean> {
  const mark = markOf(found);
  if (mark === undefined) {
    const at = await stat(path).catch(() => undefined);
    return at !== undefined && Date.now() - at.mtimeMs < writtenWithin;
  }
  // This process has none, so it is of one before it.
  const isMine = mark.pid === self.mark.pid && mark.host === self.mark.host;
  return !isMine && runs(mark, self) !== false;
}

/** Moved first: what somebody else has put there in the meantime must not be removed. */
async function takeAway(path: string, found: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readLock(aside)) === found) await rm(aside, { force: true });
  else await rename(aside, path);
}

function markOf(text: string): ProcessMark | undefined {
  try {
    const { pid, host, boot }: Readonly<Record<string, unknown>> = Object(JSON.parse(text));
    if (!Number.isSafeInteger(pid) || typeof host !== 'string' || typeof boot !== 'string') return undefined;
    return { pid: Number(pid), host, boot };
  } catch {
    return undefined;
  }
}

function inUse(output: string, found: string): string {
  const pid = markOf(found)?.pid;
  const who = pid === undefined ? 'another run' : `another run (process ${pid})`;
  return `--output ${output}: ${who} is writing its rows; wait for it or name another file. If there is none, delete ${output}.part.lock.`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

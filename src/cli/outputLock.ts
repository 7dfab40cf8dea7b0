import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
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
  const mine = JSON.stringify({ ...self.mark, nonce: randomUUID() });
  const key = `${path} ${JSON.stringify(self.mark)}`;
  if (held.has(key)) return { problem: inUse(output, mine) };
  held.add(key);
  const problem = await take(path, mine, output, self);
  if (problem === undefined) return { release: () => release(path, mine).finally(() => held.delete(key)) };
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
      // Whoever stood still before its mark was written may have lost it.
      if ((await readLock(path)) === mine) return undefined;
    } catch (error) {
      if (!isTaken(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        // On a full disk it is there, and empty.
        if ((await readLock(path)) === '') await rm(path, { force: true });
        return `--output ${output}: nothing can be written beside it: ${reason}`;
      }
    }
    const found = await lookAt(path);
    if (found === undefined) continue;
    if (isAlive(found, self)) return inUse(output, found.content);
    await takeAway(path, found, mine, self);
  }
  return inUse(output, '');
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readLock(path)) === mine) await rm(path, { force: true });
}

async function readLock(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function isAlive({ content, writtenAt }: Seen, self: ThisProcess): boolean {
  const mark = markOf(content);
  if (mark === undefined) return Date.now() - writtenAt < writtenWithin;
  // This process has none, so it is of one before it.
  const isMine = mark.pid === self.mark.pid && mark.host === self.mark.host;
  return !isMine && runs(mark, self) !== false;
}

/**
 * Removes the lock if it is still the one that was seen. The right to do so is a file named after that very lock,
 * which only one can make: a lock that somebody has taken in the meantime has another identity and is left alone.
 * The right of a process that ended is taken away as a lock is, for the next try.
 */
async function takeAway(path: string, seen: Seen, mine: string, self: ThisProcess): Promise<void> {
  const right = `${path}.${identityOf(seen)}`;
  try {
    await writeFile(right, mine, { flag: 'wx' });
  } catch {
    const left = await lookAt(right);
    if (left !== undefined && !isAlive(left, self)) await takeAway(right, left, mine, self);
    return;
  }
  // As with the lock: whoever stood still before its mark was written may have lost it.
  if ((await readLock(right)) !== mine) return;
  try {
    const now = await lookAt(path);
    if (now !== undefined && identityOf(now) === identityOf(seen)) await rm(path, { force: true });
  } finally {
    await rm(right, { force: true });
  }
}

/** A lock as it was found. */
type Seen = Readonly<{
  content: string;
  /** Since 1970, in milliseconds. */
  writtenAt: number;
}>;

async function lookAt(path: string): Promise<Seen | undefined> {
  const content = await readLock(path);
  const found = await stat(path).catch(() => undefined);
  return content === undefined || found === undefined ? undefined : { content, writtenAt: found.mtimeMs };
}

/** Of this lock and no other: each has a nonce, and one that says nothing has its time. */
function identityOf({ content, writtenAt }: Seen): string {
  return createHash('sha256').update(`${writtenAt} ${content}`).digest('hex').slice(0, 16);
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

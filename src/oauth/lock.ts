import type { RenewalTimes } from './renewalTimes.ts';
import type { SessionFiles } from './sessionFiles.ts';
import { type ProcessMark, runs } from './thisProcess.ts';
import type { World } from './world.ts';

/** What a lock needs of the world. */
export interface LockParts extends Pick<World, 'files' | 'self' | 'sleep' | 'every' | 'random' | 'newId'> {
  readonly times: Pick<RenewalTimes, 'pollMs' | 'pollJitterMs' | 'beatMs' | 'staleMs'>;
}

/** A lock that was got. Another process may take it over when this one stands still. */
export interface Lock {
  /** One for each time that a lock is got. */
  readonly nonce: string;
  /** Whether it is still ours, as of now. */
  holds(): boolean;
  release(): Promise<void>;
}

/** How long, in milliseconds, a lock that another process holds is waited for. */
export interface LockWait {
  readonly waitMs: number;
  /** Asked at each look: whether the lock is needed no longer. */
  readonly unneeded: () => Promise<boolean>;
}

/**
 * A lock between processes: a folder, which only one can make, with a file that says whose it is. One that
 * was left behind is taken over: at once where its process is gone, else after `staleMs` without a beat,
 * counted in looks of our own, so that sleep, clock jumps and times of the file system do not matter. What
 * is done under it must bear that it is lost: check `holds()` right before what cannot be undone.
 */
export async function acquireLock(
  name: string,
  parts: LockParts,
  { waitMs, unneeded }: LockWait,
): Promise<Lock | 'unneeded' | 'busy'> {
  const { files, times, sleep, random } = parts;
  const nonce = parts.newId();
  let seen: Owner | undefined;
  let unchangedMs = 0;
  for (let waitedMs = 0; ; ) {
    if (await unneeded()) return 'unneeded';
    if (await files.makeFolder(name)) {
      const lock = await hold(name, nonce, parts);
      if (lock !== undefined) return lock;
    }
    const owner = readOwner(files, name);
    if (owner?.nonce !== seen?.nonce || owner?.beat !== seen?.beat) unchangedMs = 0;
    seen = owner;
    const gone = owner !== undefined && runs(owner.mark, parts.self) === false;
    if ((gone || unchangedMs >= times.staleMs) && (await takeAway(name, owner, parts))) continue;
    if (waitedMs >= waitMs) return 'busy';
    const pollMs = Math.round(times.pollMs + random() * times.pollJitterMs);
    await sleep(pollMs);
    unchangedMs += pollMs;
    waitedMs += pollMs;
  }
}

interface Owner {
  readonly nonce: string;
  readonly mark: ProcessMark;
  readonly beat: number;
}

const ownerFile = (name: string) => `${name}/owner.json`;

async function hold(name: string, nonce: string, parts: LockParts): Promise<Lock | undefined> {
  const { files, self, every, times } = parts;
  const write = (beat: number, still: () => boolean) =>
    files.replace(ownerFile(name), JSON.stringify({ nonce, ...self.mark, beat }), still);
  const owned = () => readOwner(files, name)?.nonce === nonce;
  // Whoever stood still between making the folder and this may have lost it.
  if (!(await write(0, () => readOwner(files, name) === undefined)) || !owned()) return undefined;
  let beat = 0;
  let beating: Promise<unknown> = Promise.resolve();
  const stop = every(times.beatMs, () => {
    beating = beating.then(() => write(++beat, owned)).catch(() => undefined);
  });
  return {
    nonce,
    holds: owned,
    async release() {
      stop();
      await beating;
      // One that cannot be removed is stale before long.
      if (owned()) await takeAway(name, { nonce, beat: undefined }, parts).catch(() => false);
    },
  };
}

/**
 * Removes the lock if it is still the one that was seen; `beat` `undefined`: whatever its beat. It is moved
 * first, which only one can do, and looked at then: a newer one goes back to where it was.
 */
async function takeAway(
  name: string,
  seen: { readonly nonce: string; readonly beat: number | undefined } | undefined,
  { files, newId }: Pick<LockParts, 'files' | 'newId'>,
): Promise<boolean> {
  const aside = `${name}.${newId()}`;
  if (!(await files.moveFolder(name, aside))) return false;
  const found = readOwner(files, aside);
  const same = found?.nonce === seen?.nonce && (seen?.beat === undefined || found?.beat === seen.beat);
  if (!same && (await files.moveFolder(aside, name))) return false;
  await files.remove(aside);
  return same;
}

function readOwner(files: SessionFiles, name: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(files.read(ownerFile(name)) ?? '');
    if (typeof owner !== 'object' || owner === null) return undefined;
    const { nonce, pid, host, boot, beat } = owner as { readonly [field in OwnerField]?: unknown };
    const complete = typeof nonce === 'string' && typeof pid === 'number' && typeof beat === 'number';
    if (!complete || typeof host !== 'string' || typeof boot !== 'string') return undefined;
    return { nonce, mark: { pid, host, boot }, beat };
  } catch {
    return undefined;
  }
}

type OwnerField = 'nonce' | 'pid' | 'host' | 'boot' | 'beat';

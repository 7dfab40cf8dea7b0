import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process holds open, by kind; `descriptor` where the system tells of its files. */
export type Held = Readonly<Record<string, number>>;

export function heldNow(): Held {
  const held: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) held[kind] = (held[kind] ?? 0) + 1;
  // Listing them takes one itself, each time.
  if (process.platform === 'linux') held['descriptor'] = readdirSync('/proc/self/fd').length;
  return held;
}

/** What is held beyond `base`, in words; `undefined`: nothing. */
export function moreThan(base: Held, now: Held): string | undefined {
  const more = Object.entries(now).filter(([kind, count]) => count > (base[kind] ?? 0));
  if (more.length === 0) return undefined;
  return more.map(([kind, count]) => `${count - (base[kind] ?? 0)} ${kind}`).join(', ');
}

/** What is still held two seconds after all is over; closing takes its turns. */
export async function stillHeld(base: Held): Promise<string | undefined> {
  for (let tries = 0; tries < 40; tries += 1) {
    if (moreThan(base, heldNow()) === undefined) return undefined;
    await delay(50);
  }
  return moreThan(base, heldNow());
}

/** Bytes of the heap and of buffers that are still in use. */
export async function usedMemory(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let times = 0; times < 3; times += 1) {
    collect();
    await delay(10);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export interface MemorySample {
  readonly steps: number;
  readonly bytes: number;
}

/** Bytes that each step leaves behind; samples of the first third are of a process that still warms up. */
export function growthPerStep(samples: readonly MemorySample[]): number {
  const settled = samples.slice(Math.ceil(samples.length / 3));
  if (settled.length < 4) return 0;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const steps = mean(settled.map(sample => sample.steps));
  const bytes = mean(settled.map(sample => sample.bytes));
  const spread = settled.reduce((sum, sample) => sum + (sample.steps - steps) ** 2, 0);
  const shared = settled.reduce((sum, sample) => sum + (sample.steps - steps) * (sample.bytes - bytes), 0);
  return spread === 0 ? 0 : shared / spread;
}

/** In bytes. A step makes kilobytes of garbage; one that keeps an answer or an exchange keeps more than this. */
const mostPerStep = 400;
const noise = 3_000_000;

/** In words, what the memory does that it should not; `undefined`: it stays where it is. */
export function memoryFinding(samples: readonly MemorySample[]): string | undefined {
  const settled = samples.slice(Math.ceil(samples.length / 3));
  const [first] = settled;
  const last = settled.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const growth = growthPerStep(samples);
  if (growth <= mostPerStep || growth * (last.steps - first.steps) <= noise) return undefined;
  return `each step leaves ${Math.round(growth)} bytes in memory, over ${last.steps - first.steps} steps`;
}

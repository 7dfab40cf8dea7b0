import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as delay } from 'node:timers/promises';
import { anyKind } from './kinds.ts';
import { heldNow, type MemorySample, memoryFinding, stillHeld, usedMemory } from './leaks.ts';
import { knownLists, madeTwice } from './lists.ts';
import { stepHeader } from './messages.ts';
import { letThingsGoWrong } from './mishaps.ts';
import { within } from './patience.ts';
import { dice } from './random.ts';
import { type ServerProcess, startServers } from './serverProcess.ts';
import type { Sending, StepEnd } from './step.ts';
import { createTally } from './tally.ts';
import {
  createTokenBook,
  fastClock,
  openFolder,
  openRunner,
  type SoakFolder,
  type SoakRunner,
} from './world.ts';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Hears of each finding at once, and of each round. */
  readonly log: (line: string) => void;
}

export interface SoakResult {
  readonly steps: number;
  readonly ends: Readonly<Record<StepEnd, number>>;
  readonly requests: number;
  readonly writes: number;
  /** Lists that said they are whole. */
  readonly lists: number;
  readonly memory: readonly MemorySample[];
  readonly findings: readonly string[];
}

/** How many steps are under way at a time. */
const atOnce = 6;
/** The longer-lived of two runners lives so many rounds. */
const roundsOfRunner = 5;
const longestRound = 5;
/** In milliseconds of the wall clock: what takes longer never ends. */
const patience = 90_000;

/** Everything the runner does, at random, while everything goes wrong that can. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const epoch = Date.now();
  const servers = await startServers(epoch);
  const folder = await openFolder();
  const current = new AsyncLocalStorage<number>();
  const stamp = (message: unknown) => {
    const { request } = message as { request: { addHeader(name: string, value: string): void } };
    const step = current.getStore();
    if (step !== undefined) request.addHeader(stepHeader, String(step));
  };
  subscribe('undici:request:create', stamp);
  try {
    return await soakWith(options, { epoch, servers, folder, current });
  } finally {
    unsubscribe('undici:request:create', stamp);
    await servers.stop();
    await folder.remove();
  }
}

interface Around {
  readonly epoch: number;
  readonly servers: ServerProcess;
  readonly folder: SoakFolder;
  /** The step that is under way. */
  readonly current: AsyncLocalStorage<number>;
}

async function soakWith({ seconds, seed, log }: SoakOptions, around: Around): Promise<SoakResult> {
  const { servers, folder, current } = around;
  const clock = fastClock(around.epoch);
  const tokens = createTokenBook();
  const tally = createTally();
  const memory: MemorySample[] = [];
  const findings: string[] = [];
  const found = (what: string) => {
    findings.push(what);
    log(`FOUND ${what}`);
  };
  let steps = 0;
  let requests = 0;
  let writes = 0;

  const base = heldNow();
  const open = () => openRunner(servers.servers, { clock, tokens, random: Math.random });
  let kept = open();

  function sendingOf(number: number, kind: string, runner: SoakRunner, signal: AbortSignal): Sending {
    const own = dice(seed, number);
    return {
      number,
      dice: own,
      runner,
      at: own.pick(['first', 'second']),
      folder,
      clock,
      tokens,
      signal,
      found: what => found(`step ${number} (${kind}): ${what}`),
    };
  }
  const alone = () => sendingOf(0, 'by itself', kept, new AbortController().signal);

  /** The same number makes the same choices, whatever ran before it. */
  async function runStep(number: number, fresh: SoakRunner): Promise<void> {
    const chances = dice(seed, number + 2 ** 24);
    const kind = anyKind(chances);
    const stop = new AbortController();
    const sending = sendingOf(number, kind.name, chances.roll() < 0.5 ? fresh : kept, stop.signal);
    const cancel = chances.roll() < 0.2 ? setTimeout(() => stop.abort(), chances.between(0, 400)) : undefined;
    try {
      const work = kind.run({ ...sending, lists, foreignUrl: servers.foreignUrl });
      tally.add(kind.name, await within(patience, work));
    } catch (error) {
      sending.found(`did not end in an exchange: ${error instanceof Error ? error.stack : error}`);
      stop.abort();
    } finally {
      clearTimeout(cancel);
    }
  }

  async function takeReport(): Promise<void> {
    const report = await servers.report();
    requests += report.requests;
    writes += report.writes;
    report.findings.forEach(found);
    for (const [side, digest] of report.tokens) {
      const owner = tokens.ownerOf(digest);
      if (owner !== side) found(`a token of ${owner ?? 'nobody'} came to ${side}`);
    }
  }

  async function round(number: number, until: number): Promise<void> {
    const calm = new AbortController();
    const mishaps = letThingsGoWrong(servers, dice(seed, number + 2 ** 25), calm.signal);
    const fresh = open();
    const lane = async () => {
      while (performance.now() < until) {
        steps += 1;
        const step = steps;
        await current.run(step, () => runStep(step, fresh));
      }
    };
    const lanes = Promise.all(Array.from({ length: atOnce }, lane));
    await delay(Math.max(0, until - performance.now()));
    calm.abort();
    await mishaps;
    await servers.calm();
    await lanes;
    await within(patience, fresh.close());
    await takeReport();
    const left = await leftIn(folder);
    if (left.length > 0) found(`round ${number}: files are left: ${left.slice(0, 5).join(', ')}`);
    const bytes = await usedMemory();
    memory.push({ steps, bytes });
    const megabytes = (bytes / 1e6).toFixed(1);
    log(`round ${number}: ${steps} steps, ${requests} requests, ${writes} writes, ${megabytes} MB`);
  }

  async function closeAll(when: string): Promise<void> {
    await within(patience, kept.close());
    const held = await stillHeld(base);
    if (held !== undefined) found(`${when}, after all runners were closed, there are ${held}`);
  }

  const lists = await current.run(0, () => knownLists(alone()));
  const end = performance.now() + seconds * 1000;
  const length = Math.min(longestRound, seconds / 3) * 1000;
  for (let number = 1; performance.now() < end - 100; number += 1) {
    await round(number, Math.min(end, performance.now() + length));
    if (number % roundsOfRunner !== 0) continue;
    await closeAll(`round ${number}`);
    kept = open();
  }
  const again = await current.run(0, () => madeTwice(alone()));
  for (const maker of again) found(`step ${maker} (write): its record is there twice`);
  await closeAll('at the end');
  const growth = memoryFinding(memory);
  if (growth !== undefined) found(growth);
  tally.neverWell().forEach(found);
  const whole = tally.well('whole list') + tally.well('list to file');
  return { steps, ends: tally.ends(), requests, writes, lists: whole, memory, findings };
}

/** What stays: a body that was given up is removed in its own time. */
async function leftIn(folder: SoakFolder): Promise<readonly string[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await folder.names()).length === 0) return [];
    await delay(50);
  }
  return folder.names();
}

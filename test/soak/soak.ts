import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { heldNow, type MemorySample, memoryFinding, stillHeld, usedMemory } from './leaks.ts';
import { stepHeader } from './messages.ts';
import { letThingsGoWrong } from './mishaps.ts';
import { dice } from './random.ts';
import {
  readElsewhere,
  readInTurn,
  readListToFile,
  readLongAnswer,
  readOnePage,
  readWholeList,
} from './reads.ts';
import { startServers } from './serverProcess.ts';
import { endOf, idsIn, type KnownList, type Step, type StepEnd, send } from './step.ts';
import { createTokenBook, fastClock, openFolder, openRunner, type SoakRunner } from './world.ts';
import { makerOf, syncVendors, uploadFile, writeRecord, writtenProject } from './writes.ts';

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

type Work = (step: Step) => Promise<StepEnd>;

const works: readonly [readonly [number, string], ...(readonly [number, string])[]] = [
  [20, 'one page'],
  [8, 'long answer'],
  [14, 'whole list'],
  [12, 'list to file'],
  [6, 'answers in turn'],
  [5, 'another host'],
  [20, 'write'],
  [2, 'sync action'],
  [8, 'upload'],
];

const workOf: Readonly<Record<string, Work>> = {
  'one page': readOnePage,
  'long answer': readLongAnswer,
  'whole list': readWholeList,
  'list to file': readListToFile,
  'answers in turn': readInTurn,
  'another host': readElsewhere,
  write: writeRecord,
  'sync action': syncVendors,
  upload: uploadFile,
};

/** How many steps are under way at a time. */
const atOnce = 6;
/** The longer-lived of two runners lives so many rounds. */
const roundsOfRunner = 5;
const longestRound = 5;
/** In milliseconds of the wall clock: what takes longer never ends. */
const patience = 90_000;

/** Everything the runner does, at random, while everything goes wrong that can. */
export async function runSoak({ seconds, seed, log }: SoakOptions): Promise<SoakResult> {
  const epoch = Date.now();
  const clock = fastClock(epoch);
  const tokens = createTokenBook();
  const servers = await startServers(epoch);
  const folder = await openFolder();
  const current = new AsyncLocalStorage<number>();
  const stamp = (message: unknown) => {
    const { request } = message as { request: { addHeader(name: string, value: string): void } };
    const step = current.getStore();
    if (step !== undefined) request.addHeader(stepHeader, String(step));
  };
  subscribe('undici:request:create', stamp);

  const findings: string[] = [];
  const found = (what: string) => {
    findings.push(what);
    log(`FOUND ${what}`);
  };
  const ends: Record<StepEnd, number> = { well: 0, refused: 0, failed: 0, cancelled: 0 };
  const kinds = new Map<string, { tried: number; well: number }>();
  const memory: MemorySample[] = [];
  let steps = 0;
  let requests = 0;
  let writes = 0;

  const open = () => openRunner(servers.servers, { clock, tokens, random: Math.random });
  const base = heldNow();
  let kept = open();
  const lists = await current.run(0, () => knownLists(stepFor(0, kept, new AbortController().signal)));

  function stepFor(number: number, runner: SoakRunner, signal: AbortSignal, kind = 'start'): Step {
    const own = dice(seed, number);
    return {
      number,
      dice: own,
      runner,
      at: own.pick(['first', 'second']),
      lists: number === 0 ? [{ company: 0, target: '', ids: [] }] : lists,
      foreignUrl: servers.foreignUrl,
      folder,
      clock,
      tokens,
      signal,
      found: what => found(`step ${number} (${kind}): ${what}`),
    };
  }

  /** The same number makes the same choices, whatever ran before it. */
  async function runStep(number: number, fresh: SoakRunner): Promise<void> {
    const chances = dice(seed, number + 2 ** 24);
    const kind = chances.weigh(works);
    const stop = new AbortController();
    const step = stepFor(number, chances.roll() < 0.5 ? fresh : kept, stop.signal, kind);
    const cancel = chances.roll() < 0.2 ? setTimeout(() => stop.abort(), chances.between(0, 400)) : undefined;
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<'never'>(resolve => {
      late = setTimeout(() => resolve('never'), patience);
    });
    try {
      const work = workOf[kind];
      const end = work === undefined ? 'never' : await Promise.race([work(step), tooLate]);
      if (end === 'never') return step.found(`did not end within ${patience / 1000} s`);
      ends[end] += 1;
      const counted = kinds.get(kind) ?? { tried: 0, well: 0 };
      kinds.set(kind, {
        tried: counted.tried + 1,
        well: counted.well + (end === 'well' ? 1 : 0),
      });
    } catch (error) {
      step.found(`threw instead of ending in an exchange: ${error instanceof Error ? error.stack : error}`);
    } finally {
      clearTimeout(cancel);
      clearTimeout(late);
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
    await Promise.race([lanes, waitUntil(until)]);
    calm.abort();
    await mishaps;
    await servers.calm();
    await lanes;
    await fresh.close();
    await takeReport();
    const left = await folder.names();
    if (left.length > 0) found(`round ${number}: files are left: ${left.slice(0, 5).join(', ')}`);
    memory.push({ steps, bytes: await usedMemory() });
    const megabytes = ((memory.at(-1)?.bytes ?? 0) / 1e6).toFixed(1);
    log(`round ${number}: ${steps} steps, ${requests} requests, ${writes} writes, ${megabytes} MB`);
  }

  const began = performance.now();
  const end = began + seconds * 1000;
  const length = Math.min(longestRound, seconds / 3) * 1000;
  try {
    for (let number = 1; performance.now() < end - 100; number += 1) {
      await round(number, Math.min(end, performance.now() + length));
      if (number % roundsOfRunner !== 0) continue;
      await kept.close();
      const held = await stillHeld(base);
      if (held !== undefined) found(`round ${number}: after all runners were closed there are ${held}`);
      kept = open();
    }
    const again = await current.run(0, () => madeTwice(stepFor(0, kept, new AbortController().signal)));
    for (const maker of again) found(`step ${maker} (write): its record is there twice`);
    await kept.close();
    const held = await stillHeld(base);
    if (held !== undefined) found(`at the end there are ${held}`);
    const growth = memoryFinding(memory);
    if (growth !== undefined) found(growth);
    for (const [kind, { tried, well }] of kinds) {
      if (tried >= 20 && well === 0) found(`none of ${tried} steps of the kind "${kind}" ended well`);
    }
  } finally {
    unsubscribe('undici:request:create', stamp);
    await servers.stop();
    await folder.remove();
  }
  const well = (kind: string) => kinds.get(kind)?.well ?? 0;
  return {
    steps,
    ends,
    requests,
    writes,
    lists: well('whole list') + well('list to file'),
    memory,
    findings,
  };
}

async function waitUntil(until: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, Math.max(0, until - performance.now())));
}

/** Read in one page each, before anything goes wrong. */
async function knownLists(step: Step): Promise<readonly [KnownList, ...KnownList[]]> {
  const read = async (company: number, target: string): Promise<KnownList> => {
    const query = `${target.includes('?') ? '&' : '?'}per_page=1000`;
    const exchange = await send(step, `# @company ${company}\nGET ${target}${query}\n`);
    const { response, pagination, error } = exchange;
    const ids = endOf(exchange) === 'well' ? idsIn(response?.body ?? '') : [];
    if (ids.length === 0 || new Set(ids).size !== ids.length || pagination?.total !== ids.length) {
      const said = error?.message ?? `${response?.status} ${response?.body?.slice(0, 200)}`;
      throw new Error(`${target} is no list that others can be compared with: ${said}`);
    }
    return { company, target, ids };
  };
  return [
    await read(4264807, '/rest/v1.0/projects/310512/rfis'),
    await read(4264807, '/rest/v1.0/projects/310512/rfis?filters[status][]=open'),
    await read(4264807, '/rest/v1.0/projects/310512/submittals'),
    await read(562949953443325, '/rest/v1.0/vendors?company_id=562949953443325'),
  ];
}

/** Steps that made their record twice, by what the simulators have now. */
async function madeTwice(step: Step): Promise<readonly string[]> {
  const again: string[] = [];
  for (const at of ['first', 'second'] as const) {
    const target = `/rest/v1.0/projects/${writtenProject}/rfis?per_page=1000`;
    const { response } = await send({ ...step, at }, `# @company 4264807\nGET ${target}\n`, {
      allPages: true,
    });
    const rows: readonly { readonly subject: string }[] = JSON.parse(response?.body ?? '[]');
    const makers = rows.flatMap(({ subject }) => makerOf(subject) ?? []);
    again.push(...makers.filter((maker, index) => makers.indexOf(maker) !== index));
  }
  return again;
}

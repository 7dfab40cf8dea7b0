import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LargeJson, LargeJsonReport } from '../support/largeJsonServer.ts';
import { buildOutput } from '../support/paths.ts';
import { type Benchmark, median } from './benchmark.ts';
import { copyOfOurs } from './editorHost/ours.ts';
import { untilText } from './editorHost/untilText.ts';
import { type BenchEditor, type BenchWindow, startBenchEditor } from './editorHost/window.ts';

const rounds = 5;
const bytes = 200_000_000;
const say = (line: string) => console.error(line);

/** One answer in the editor. */
interface Seen {
  /** From the last byte that the server handed over to the first row in the page; below 0: it came before. */
  readonly firstScreenMs: number;
  /** The 99th percentile of the extension host's event-loop delay, less what it is at rest. */
  readonly blockMs: number;
  /** The most that the extension host grew since before the first answer. */
  readonly grownBytes: number;
}

let measured: Promise<readonly Seen[]> | undefined;
const answers = () => {
  measured ??= measure();
  return measured;
};

/** 200 MB of JSON from loopback, sent for by command in a real editor and shown beside. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'large-answer-first-screen-ms',
    unit: 'ms',
    bar: '< 1000',
    holds: value => value < 1000,
    run: async () => median((await answers()).map(({ firstScreenMs }) => firstScreenMs)),
  },
  {
    name: 'large-answer-block-ms',
    unit: 'ms',
    bar: '< 50',
    holds: value => value < 50,
    run: async () => median((await answers()).map(({ blockMs }) => blockMs)),
  },
  {
    name: 'large-answer-rss-mb',
    unit: 'MB',
    bar: '< 300',
    holds: value => value < 300,
    run: async () => Math.max(...(await answers()).map(({ grownBytes }) => grownBytes)) / 1e6,
  },
];

async function measure(): Promise<readonly Seen[]> {
  const workerData: LargeJson = { bytes };
  const server = new Worker(new URL('../support/largeJsonServer.ts', import.meta.url), { workerData });
  // Asked before the editor starts: the server is quicker.
  const listening = once(server, 'message') as Promise<[{ readonly port: number }]>;
  const editor = await startBenchEditor(say);
  try {
    const [{ port }] = await listening;
    return await inWindow(editor, server, `http://127.0.0.1:${port}/rest/v1.0/rfis`);
  } finally {
    await editor.close();
    await server.terminate();
  }
}

async function inWindow(editor: BenchEditor, server: Worker, address: string): Promise<readonly Seen[]> {
  const path = join(editor.files, 'large.http');
  writeFileSync(path, `### Procore: GET /rest/v1.0/rfis\nGET ${address}\n`);
  const window = await editor.open(copyOfOurs(editor).folder);
  const { probe, page } = window;
  try {
    await probe({ do: 'activate', extension: 'procore-workbench.procore-workbench' });
    await probe({ do: 'open', path });
    await probe({ do: 'goTo', line: 1 });
    await probe({ do: 'rest' });
    const idle = await idleDelay(window);
    const before = await probe({ do: 'memory' });
    const seen: Seen[] = [];
    for (let round = 1; round <= rounds; round++) {
      seen.push(await oneAnswer(window, server, round, { idle, before }));
      say(shown(seen.at(-1)));
    }
    const pictures = join(buildOutput, 'bench');
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'large-answer.png') });
    return seen;
  } finally {
    await window.close();
  }
}

/** As long as an answer takes, with nothing going on. */
async function idleDelay({ probe }: BenchWindow): Promise<number> {
  await probe({ do: 'delay' });
  await new Promise(resolve => setTimeout(resolve, 3000));
  return probe({ do: 'delay' });
}

async function oneAnswer(
  { probe, page }: BenchWindow,
  server: Worker,
  serial: number,
  { idle, before }: { readonly idle: number; readonly before: number },
): Promise<Seen> {
  const visible = untilText(page, `"serial": ${serial}`);
  const handedOver = untilHandedOver(server, serial);
  await probe({ do: 'memory' });
  await probe({ do: 'delay' });
  await probe({ do: 'command', command: 'procore.sendRequest' });
  const firstScreenMs = (await visible) - (await handedOver);
  const delay = await probe({ do: 'delay' });
  await probe({ do: 'rest' });
  const peak = await probe({ do: 'memory' });
  return { firstScreenMs, blockMs: delay - idle, grownBytes: peak - before };
}

function untilHandedOver(server: Worker, serial: number): Promise<number> {
  return new Promise(resolve => {
    const hear = (report: LargeJsonReport) => {
      if (!('serial' in report) || report.serial !== serial) return;
      server.off('message', hear);
      resolve(report.lastByteAt);
    };
    server.on('message', hear);
  });
}

function shown(seen: Seen | undefined): string {
  if (seen === undefined) return '';
  const { firstScreenMs, blockMs, grownBytes } = seen;
  return `first screen ${Math.round(firstScreenMs)} ms after the last byte; event loop p99 ${blockMs.toFixed(1)} ms above rest; grown by ${Math.round(grownBytes / 1e6)} MB`;
}

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Benchmark, median } from './benchmark.ts';
import { copyOfOurs } from './editorHost/ours.ts';
import { untilText } from './editorHost/untilText.ts';
import { type BenchWindow, startBenchEditor } from './editorHost/window.ts';

/** The first ones load what sending needs, connect and open the answer's editor. */
const warmUps = 3;
const rounds = 9;
const say = (line: string) => console.error(line);

/** One warm send, in milliseconds from the command. */
interface Sent {
  /** To the request at the server. */
  readonly toWire: number;
  /** To its answer in the page. */
  readonly toVisible: number;
}

let measured: Promise<readonly Sent[]> | undefined;
const sends = () => {
  measured ??= measure();
  return measured;
};

/**
 * One small GET to a loopback server by command in a real editor. The bars are REST Client's 10 ms to the wire and
 * half of its 372 ms to the answer, measured in the same editor.
 */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'send-to-wire-ms',
    unit: 'ms',
    bar: '<= 10',
    holds: value => value <= 10,
    run: async () => median((await sends()).map(({ toWire }) => toWire)),
  },
  {
    name: 'send-to-visible-ms',
    unit: 'ms',
    bar: '< 186',
    holds: value => value < 186,
    run: async () => median((await sends()).map(({ toVisible }) => toVisible)),
  },
];

async function measure(): Promise<readonly Sent[]> {
  const arrivals: number[] = [];
  const server = await listen(arrivals);
  const editor = await startBenchEditor(say);
  try {
    const path = join(editor.files, 'send.http');
    const { port } = server.address() as AddressInfo;
    writeFileSync(path, `### Procore: GET /rest/v1.0/rfis\nGET http://127.0.0.1:${port}/rest/v1.0/rfis\n`);
    const window = await editor.open(copyOfOurs(editor).folder);
    try {
      return await inWindow(window, path, arrivals);
    } finally {
      await window.close();
    }
  } finally {
    await editor.close();
    server.close();
  }
}

/** Notes when each request arrives; its answer is the number of them. */
async function listen(arrivals: number[]): Promise<Server> {
  const server = createServer((_request, response) => {
    arrivals.push(Date.now());
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ serial: arrivals.length, subject: 'Door does not close' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function inWindow(
  { probe, page }: BenchWindow,
  path: string,
  arrivals: readonly number[],
): Promise<readonly Sent[]> {
  await probe({ do: 'activate', extension: 'procore-workbench.procore-workbench' });
  await probe({ do: 'open', path });
  await probe({ do: 'goTo', line: 1 });
  await probe({ do: 'rest' });
  const sent: Sent[] = [];
  for (let round = 1; round <= warmUps + rounds; round++) {
    const visible = untilText(page, `"serial": ${round},`);
    const asked = await probe({ do: 'command', command: 'procore.sendRequest' });
    const toVisible = (await visible) - asked;
    const toWire = (arrivals[round - 1] ?? Number.NaN) - asked;
    await probe({ do: 'rest' });
    say(`send ${round}: ${toWire} ms to the wire, ${toVisible} ms to the answer`);
    if (round > warmUps) sent.push({ toWire, toVisible });
  }
  return sent;
}

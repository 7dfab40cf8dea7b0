import { Agent, request } from 'undici';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { accessToken } from '../../src/runner/accessToken.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { RunJob } from '../../src/runner/runner.ts';
import { createTurns } from '../../src/runner/turns.ts';
import { startJsonServer } from '../support/jsonServerProcess.ts';
import { type Benchmark, median } from './benchmark.ts';

const requests = 5000;
const blocks = 50;

/** As many as an hour of work sends: the compiler has then seen what is common. */
const warmUp = 2000;

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'send-vs-undici',
    unit: 'ratio',
    bar: '>= 0.8',
    holds: (value: number) => value >= 0.8,
    run: sendAgainstUndici,
  },
];

/**
 * Rate of the runner (values, token, exchange, masking, diagnosis) over the rate of bare undici, for 2 KB
 * on one kept connection to a server in another process. Blocks of both go turn about, and the value is the
 * middle of the ratios of neighbouring blocks, since what else the machine does changes more slowly. Both send a
 * request when the answer to the one before is in; ours as a run of a file does, all its exchanges made within the time.
 */
async function sendAgainstUndici(): Promise<number> {
  const server = await startJsonServer();
  try {
    const ours = ourSender(server.origin);
    const bare = bareSender(server.origin);
    await timed(bare.sendAll, warmUp);
    await timed(ours.sendAll, warmUp);
    const ratios: number[] = [];
    for (let block = 0; block < blocks; block += 1) {
      const times = { bare: 0, ours: 0 };
      // Who goes first changes, so that neither always follows the other's garbage.
      const order = block % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const);
      for (const who of order) times[who] = await timed({ bare, ours }[who].sendAll, requests / blocks);
      ratios.push(times.bare / times.ours);
    }
    await Promise.all([ours.close(), bare.close()]);
    return median(ratios);
  } finally {
    server.stop();
  }
}

async function timed(sendAll: (count: number) => Promise<void>, count: number): Promise<number> {
  const started = performance.now();
  await sendAll(count);
  return performance.now() - started;
}

function bareSender(origin: string) {
  const dispatcher = new Agent();
  return {
    sendAll: async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) {
        const { body } = await request(`${origin}/rest/v1.0/projects?company_id=42`, { dispatcher });
        await body.text();
      }
    },
    close: () => dispatcher.close(),
  };
}

function ourSender(origin: string) {
  const environment = simulatorEnvironment(origin);
  const token = accessToken('a-token-of-some-length', {
    environment: environment.name,
    account: undefined,
    grant: 'client_credentials',
    expiresAt: undefined,
  });
  const runner = createRunner({
    clock: { now: Date.now, sleep: () => Promise.reject(new Error('nothing should have to wait')) },
    random: Math.random,
    getToken: () => Promise.resolve(token),
    catalog: () => Promise.reject(new Error('nothing should fail')),
    readBodyFile: () => Promise.reject(new Error('no body file')),
    confirmSend: () => Promise.resolve(true),
  });
  const file = parseHttpFile('@company = 42\n\nGET /rest/v1.0/projects?company_id={{company}}\n');
  const [node] = file.requests;
  if (node === undefined) throw new Error('the benchmark has no request');
  const job: RunJob = {
    file,
    fileName: 'bench.http',
    request: node,
    environment,
    environments: [environment],
    values: { overrides: {}, host: {}, processEnv: {} },
    allPages: false,
    timeoutMs: undefined,
  };
  const { signal } = new AbortController();
  return {
    sendAll: async (count: number) => {
      let good = 0;
      const turns = createTurns(({ response }) => {
        if (response?.status === 200) good += 1;
        return undefined;
      });
      for (let sent = 0; sent < count; sent += 1)
        await turns.next(onAnswered => runner.run({ ...job, onAnswered }, signal));
      await turns.settled();
      if (good !== count) throw new Error('a request failed');
    },
    close: () => runner.close(),
  };
}

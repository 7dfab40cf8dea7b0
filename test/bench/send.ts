import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Agent, request } from 'undici';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { accessToken } from '../../src/runner/accessToken.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { RunJob } from '../../src/runner/runner.ts';

const requests = 5000;
const rounds = 50;

export const benchmarks = [
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
 * on one kept connection: the best of many short rounds of each, taken turn about, since a busy machine
 * only ever makes a round slower.
 */
async function sendAgainstUndici(): Promise<number> {
  const worker = new Worker(new URL('../support/jsonServer.ts', import.meta.url));
  try {
    const [port] = (await once(worker, 'message')) as [number];
    const origin = `http://127.0.0.1:${port}`;
    const ours = ourSender(origin);
    const bare = bareSender(origin);
    const times = { ours: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
    await timed(bare.send, 500);
    await timed(ours.send, 500);
    for (let round = 0; round < rounds; round += 1) {
      times.bare = Math.min(times.bare, await timed(bare.send, requests / rounds));
      times.ours = Math.min(times.ours, await timed(ours.send, requests / rounds));
    }
    await Promise.all([ours.close(), bare.close()]);
    return times.bare / times.ours;
  } finally {
    await worker.terminate();
  }
}

async function timed(send: () => Promise<unknown>, count: number): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < count; index += 1) await send();
  return performance.now() - started;
}

function bareSender(origin: string) {
  const dispatcher = new Agent();
  return {
    send: async () => {
      const { body } = await request(`${origin}/rest/v1.0/projects?company_id=42`, { dispatcher });
      return body.text();
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
    send: async () => {
      const { response } = await runner.run(job, signal);
      if (response?.status !== 200) throw new Error('the request failed');
    },
    close: () => runner.close(),
  };
}

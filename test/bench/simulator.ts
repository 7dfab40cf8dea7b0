import { Agent, createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import type { Benchmark } from './benchmark.ts';

const warmUp = 6000;
const rounds = 120;
const requestsPerRound = 60;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One `GET /rest/v1.0/me` after the other on one connection. */
function callMe(url: string, agent: Agent, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}/rest/v1.0/me`, { agent, headers }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

/** Turn about in short rounds with a bare server that answers the same bytes and headers: rate against rate. */
async function measure(): Promise<number> {
  const catalog = await loadBundledCatalog();
  const running = await startSimulator({ catalog, hourlyLimit: 1_000_000, spikeLimit: 1_000_000 });
  const token = await signIn(running);
  const headers = { authorization: `Bearer ${token}` };
  const agents = [
    new Agent({ keepAlive: true, maxSockets: 1 }),
    new Agent({ keepAlive: true, maxSockets: 1 }),
  ] as const;
  const sample = await callMe(running.url, agents[0], headers);
  if (sample.status !== 200) throw new Error(`The simulator answered ${sample.status}: ${sample.body}`);
  const { connection: _, 'keep-alive': __, ...sent } = sample.headers;
  const bare = createServer((_request, response) => {
    response.writeHead(200, { ...sent });
    response.end(sample.body);
  });
  await new Promise<void>(resolve => bare.listen(0, '127.0.0.1', resolve));
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
  const time = async (url: string, agent: Agent, count: number) => {
    const start = performance.now();
    for (let sentSoFar = 0; sentSoFar < count; sentSoFar += 1) await callMe(url, agent, headers);
    return performance.now() - start;
  };
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    await time(running.url, agents[0], warmUp);
    await time(bareUrl, agents[1], warmUp);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await time(running.url, agents[0], requestsPerRound));
      theirs.push(await time(bareUrl, agents[1], requestsPerRound));
    }
    return median(theirs) / median(ours);
  } finally {
    for (const agent of agents) agent.destroy();
    bare.close();
    await running.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A person: only a service account needs the company header for `/me`. */
async function signIn(running: Awaited<ReturnType<typeof startSimulator>>): Promise<string> {
  const { url, clientId, clientSecret } = running;
  const state = (await (await fetch(`${url}/_simulator/state`)).json()) as {
    users: { id: number }[];
    redirectUris: string[];
  };
  const redirectUri = state.redirectUris[0] ?? '';
  const client = { client_id: clientId, redirect_uri: redirectUri };
  const allowed = await fetch(`${url}/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...client,
      response_type: 'code',
      user_id: String(state.users[0]?.id),
      decision: 'allow',
    }),
  });
  const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const fields = { ...client, grant_type: 'authorization_code', client_secret: clientSecret, code };
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'simulator-vs-bare-http',
    unit: 'ratio',
    bar: '>= 0.5',
    holds: value => value >= 0.5,
    run: measure,
  },
];

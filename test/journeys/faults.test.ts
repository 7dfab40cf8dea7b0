import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { summaryLine } from '../../src/runner/render.ts';
import type { RunningSimulator, SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { CountingDispatcher } from '../support/countingDispatcher.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { type Ran, runText } from '../support/runText.ts';
import { tokensOf } from '../support/signedIn.ts';
import { virtualClock } from '../support/virtualClock.ts';

const company = '# @company 4264807\n';
const rfis = '/rest/v1.0/projects/310512/rfis';
const read = `${company}GET ${rfis}?per_page=50`;
const write = `${company}POST ${rfis}\nContent-Type: application/json\n\n{"rfi":{"subject":"Beam","assignee_ids":[8800101],"question":{"body":"Which?"}}}`;

interface Counted extends Ran {
  /** What the simulator answered to the requests of the text, by method and status. */
  readonly outcomes: Readonly<Record<string, number>>;
}

describe('a request meets what goes wrong on the way', () => {
  let running: RunningSimulator | undefined;

  afterEach(() => running?.close());

  async function open(options: SimulatorOptions & { readonly now: () => number }) {
    const simulator = await startSimulator({ ...options, catalog: await loadBundledCatalog() });
    running = simulator;
    const environment = simulatorEnvironment(simulator.url);
    const getToken = tokensOf(simulator, options.now);
    return { environment, getToken, catalog: loadBundledCatalog };
  }

  async function outcomes(): Promise<Readonly<Record<string, number>>> {
    const state = await fetch(`${running?.url}/_simulator/state`);
    const { outcomes: counted } = (await state.json()) as { outcomes: Record<string, number> };
    // The token is asked for by POST.
    const { 'POST 200': _tokens, ...rest } = counted;
    return rest;
  }

  /** With the faults switched on for the next request, or for all. */
  async function run(
    text: string,
    faults: readonly string[],
    { once = true, ...options }: SimulatorOptions & { readonly once?: boolean } = {},
  ): Promise<Counted> {
    const clock = fakeClock({ autoAdvance: true });
    const sleep = async () => {};
    const around = await open({ sleep, ...options, now: clock.now });
    for (const fault of faults) {
      const body = once ? 'once' : 'on';
      await fetch(`${running?.url}/_simulator/faults/${fault}`, { method: 'POST', body });
    }
    const ran = await runText(text, { ...around, clock });
    return { ...ran, outcomes: await outcomes() };
  }

  for (const fault of ['reset-mid-body', 'truncated-chunked', 'truncated', 'reset'] as const) {
    it(`${fault}: a read is repeated and whole`, async () => {
      const { exchange, waits } = await run(read, [fault]);
      equal(JSON.parse(exchange.response?.body ?? '').length, 50);
      equal(exchange.attempts, 2);
      deepEqual(waits, [500]);
    });

    it(`${fault}: a write arrives once, and the doubt is told`, async () => {
      const { exchange, outcomes: counted } = await run(write, [fault]);
      equal(exchange.response, null);
      equal(exchange.attempts, 1);
      match(exchange.error?.message ?? '', /closed before the answer was complete/);
      match(exchange.diagnoses[0]?.remedies[0] ?? '', /^Check whether the write took effect/);
      deepEqual(counted, { 'POST 201': 1 });
    });
  }

  it('wrong-content-length: a read that was cut is repeated and whole', async () => {
    const { exchange, waits } = await run(read, ['wrong-content-length']);
    equal(JSON.parse(exchange.response?.body ?? '').length, 50);
    deepEqual(waits, [500]);
  });

  it('wrong-content-length: half an answer never passes for a whole one', async () => {
    for (const text of [read, write]) {
      const { exchange } = await run(text, ['wrong-content-length'], { once: false });
      equal(exchange.error?.code, 'body-cut');
      ok((exchange.response?.body?.length ?? 0) > 100);
      equal(exchange.attempts, text === read ? 3 : 1);
      deepEqual(
        exchange.diagnoses.map(({ title }) => title),
        ['The answer broke off'],
      );
      match(
        exchange.error?.message ?? '',
        text === read ? /Send it again/ : /the record probably exists: look/,
      );
      await running?.close();
    }
  });

  it('slow-headers: is waited for, once', async () => {
    const { exchange, outcomes: counted } = await run(read, ['slow-headers']);
    equal(exchange.response?.status, 200);
    deepEqual(counted, { 'GET 200': 1 });
  });

  it('bad-gateway and server-error: a write arrives once', async () => {
    for (const fault of ['bad-gateway', 'gateway-timeout', 'service-unavailable', 'server-error']) {
      const { exchange, waits } = await run(write, [fault], { once: false });
      ok((exchange.response?.status ?? 0) >= 500);
      equal(exchange.attempts, 1);
      deepEqual(waits, []);
      await running?.close();
    }
  });

  it('maintenance: a write waits and is made once', async () => {
    const { exchange, waits, outcomes: counted } = await run(write, ['maintenance']);
    equal(exchange.response?.status, 201);
    deepEqual(waits, [5000]);
    deepEqual(counted, { 'POST 503': 1, 'POST 201': 1 });
  });

  for (const skew of [[], ['clock-skew']] as const) {
    const skewed = skew.length === 0 ? '' : ', by a clock that is ten minutes ahead';
    for (const [fault, longest] of [
      ['rate-limit-spike', 11_000],
      ['maintenance', 6000],
    ] as const) {
      for (const form of [[], ['retry-after-date'], ['retry-after-off']] as const) {
        // Without a time a 503 is repeated like any other.
        if (fault === 'maintenance' && form[0] === 'retry-after-off') continue;
        it(`${fault} ${form.join()} is waited out${skewed}`, async () => {
          const { exchange, waits } = await run(read, [...skew, fault, ...form]);
          equal(exchange.response?.status, 200);
          const waited = waits.reduce((sum, wait) => sum + wait, 0);
          ok(waited >= longest - 1000 && waited <= longest + 1000, `${waits}`);
        });
      }
    }
  }

  it('rate-limit-hourly: the rest of the hour is waited out, and told', async () => {
    const { exchange, progress } = await run(read, ['rate-limit-hourly']);
    equal(exchange.response?.status, 200);
    const [wait] = progress.filter(({ kind }) => kind === 'waiting');
    ok(wait?.kind === 'waiting' && wait.milliseconds >= 3_599_000);
    equal(wait.reason, "Procore's rate limit is used up");
  });

  it('a wait can be cancelled, and nothing more is sent', async () => {
    const clock = fakeClock();
    const around = await open({ now: clock.now, faults: ['rate-limit-hourly'] });
    const stop = new AbortController();
    const waiting = runText(read, {
      ...around,
      clock,
      signal: stop.signal,
      job: {
        onProgress: ({ kind }) => {
          if (kind === 'waiting') setImmediate(() => stop.abort());
        },
      },
    });
    const { exchange } = await waiting;
    equal(exchange.error?.code, 'cancelled');
    equal(exchange.response?.status, 429, 'the answer that was waited out is kept');
    match(summaryLine(exchange), /^429, then Cancelled\./);
    deepEqual(await outcomes(), { 'GET 429': 1 });
  });

  for (const [fault, status] of [
    ['rate-limit-hourly', 429],
    ['maintenance', 503],
  ] as const) {
    it(`${fault}: a write that is cancelled while it waits is said to be safe to send again`, async () => {
      const clock = fakeClock();
      const around = await open({ now: clock.now, faults: [fault] });
      const stop = new AbortController();
      const { exchange } = await runText(write, {
        ...around,
        clock,
        signal: stop.signal,
        job: {
          onProgress: ({ kind }) => {
            if (kind === 'waiting') setImmediate(() => stop.abort());
          },
        },
      });
      equal(exchange.error?.code, 'cancelled');
      equal(
        exchange.error?.message,
        `Cancelled. Procore had refused it with ${status} and nothing was done, so it is safe to send it again.`,
      );
      equal(exchange.response?.status, status);
      deepEqual(await outcomes(), { [`POST ${status}`]: 1 });
    });
  }

  it('rate-limit-storm: a list is read whole, with a refusal or two for each page', async () => {
    const clock = virtualClock();
    const around = await open({
      now: clock.now,
      spikeLimit: 25,
      faults: ['rate-limit-storm'],
    });
    const dispatcher = new CountingDispatcher();
    // The token is asked for beside the dispatcher.
    const signal = new AbortController().signal;
    const token = await around.getToken(around.environment.name, { signal });
    const getToken = () => Promise.resolve(token);
    const job = { allPages: true };
    const { exchange } = await clock.until(
      runText(read, { ...around, getToken, clock, dispatcher, job }),
      () => dispatcher.underWay > 0,
    );
    await dispatcher.close();
    equal(exchange.error, null);
    equal(exchange.pagination?.rowsRead, 450);
    const { 'GET 200': good = 0, 'GET 429': refused = 0 } = await outcomes();
    equal(good, 9);
    ok(refused <= 20, `${refused} refusals`);
  });

  it('redirect-elsewhere: the other host gets a read without token and company, and no write', async () => {
    const { exchange } = await run(read, ['redirect-elsewhere']);
    // Storage refuses a token with 400.
    equal(exchange.response?.status, 405);
    equal(exchange.request.url, `${running?.url}${rfis}?per_page=50`);
    await running?.close();
    const written = await run(write, ['redirect-elsewhere']);
    equal(written.exchange.response?.status, 307);
    deepEqual(written.outcomes, { 'POST 307': 1 });
  });

  it('redirect-loop: ends after five hops with the redirect itself', async () => {
    const { exchange, outcomes: counted } = await run(read, ['redirect-loop'], { once: false });
    equal(exchange.response?.status, 307);
    deepEqual(counted, { 'GET 307': 6 });
  });
});

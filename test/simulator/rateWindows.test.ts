import assert from 'node:assert/strict';
import { createRateWindows } from '../../src/simulator/rateWindows.ts';
import { openSimulator } from './client.ts';

const start = Date.UTC(2026, 10, 22, 9);

function windowsAt(hourlyLimit: number, spikeLimit: number) {
  const clock = { now: start };
  const windows = createRateWindows({ hourlyLimit, spikeLimit, now: () => clock.now });
  /** e.g. `spike 24/25`, or `refused spike 0/25`. */
  const spend = () => {
    const { tighter, refused } = windows.spend('app');
    const state = tighter && `${tighter.window} ${tighter.remaining}/${tighter.limit}`;
    return refused ? `refused ${state}` : state;
  };
  return { clock, windows, spend, times: (count: number) => Array.from({ length: count }, spend) };
}

describe('rate windows', () => {
  it('report the window nearer to running out', () => {
    const { clock, times } = windowsAt(5, 3);
    assert.deepEqual(times(2), ['spike 2/3', 'spike 1/3']);
    clock.now += 10_000;
    assert.deepEqual(times(3), ['hourly 2/5', 'hourly 1/5', 'hourly 0/5']);
  });

  it('refuse what is beyond the limit, without counting it', () => {
    const { clock, times } = windowsAt(600, 2);
    assert.deepEqual(times(4), ['spike 1/2', 'spike 0/2', 'refused spike 0/2', 'refused spike 0/2']);
    clock.now += 9_999;
    assert.deepEqual(times(1), ['refused spike 0/2']);
    clock.now += 1;
    assert.deepEqual(times(1), ['spike 1/2']);
  });

  it('report the hourly window when both are spent', () => {
    const { times } = windowsAt(2, 2);
    assert.deepEqual(times(3), ['hourly 1/2', 'hourly 0/2', 'refused hourly 0/2']);
  });

  it('leave out a window of limit 0', () => {
    assert.deepEqual(windowsAt(0, 2).times(2), ['spike 1/2', 'spike 0/2']);
    assert.deepEqual(windowsAt(0, 0).times(1), [undefined]);
  });
});

describe('an exhausted window', () => {
  it('is spent for everybody until it resets, also for who comes later', () => {
    const { clock, windows, times } = windowsAt(600, 2);
    windows.exhaust('spike');
    assert.deepEqual(times(1), ['refused spike 0/2']);
    clock.now += 10_000;
    assert.deepEqual(times(1), ['spike 1/2']);
    windows.exhaust('spike');
    assert.deepEqual(times(1), ['refused spike 0/2']);
    windows.reset();
    assert.deepEqual(times(1), ['spike 1/2']);
  });
});

describe('a spent window', () => {
  async function spent() {
    const client = await openSimulator({ spikeLimit: 2, hourlyLimit: 600 });
    await client.api('GET /rest/v1.0/me');
    await client.api('GET /rest/v1.0/nowhere');
    return { client, refused: await client.api('GET /rest/v1.0/me') };
  }

  it('answers 429 with text, headers and Retry-After; failed calls have counted', async () => {
    const { refused } = await spent();
    assert.equal(refused.status, 429);
    assert.deepEqual(refused.json, {
      error:
        'You have surpassed the max number of requests for an hour. Please wait until your limit resets.',
    });
    const names = ['x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset', 'retry-after'];
    assert.deepEqual(
      names.map(name => refused.headers.get(name)),
      ['2', '0', String(start / 1000 + 10), '10'],
    );
  });

  it('is spent for one company only', async () => {
    const { client } = await spent();
    assert.equal((await client.api('GET /rest/v1.0/me', { company: '562949953443325' })).status, 200);
  });

  it('opens again when the time in the header has come', async () => {
    const { client, refused } = await spent();
    client.clock.now = Number(refused.headers.get('x-rate-limit-reset')) * 1000;
    assert.equal((await client.api('GET /rest/v1.0/me')).status, 200);
  });

  it('keeps Retry-After back where that is switched off, and the headers too', async () => {
    const { client } = await spent();
    client.simulator.faults.set('retry-after-off', 'on');
    client.simulator.faults.set('rate-headers-off', 'on');
    const refused = await client.api('GET /rest/v1.0/me');
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), null);
    assert.equal(refused.headers.get('x-rate-limit-limit'), null);
  });

  it('has a code in the envelope of v2', async () => {
    const { client } = await spent();
    const refused = await client.api('GET /rest/v2.0/companies/4264807/projects/310512/submittals');
    assert.equal((refused.json as { error: { code: string } }).error.code, 'TOO_MANY_REQUESTS');
  });
});

describe('budget snapshots', () => {
  it('are refused within an hour in a shape of their own', async () => {
    const client = await openSimulator({ hourlyLimit: 600 });
    const body = { project_id: 310512, budget_template_id: 1, name: 'November' };
    const snapshot = () => client.api('POST /rest/v1.0/budget_view_snapshots', { body });
    assert.ok((await snapshot()).status < 300);
    const refused = await snapshot();
    assert.equal(refused.status, 429);
    assert.match((refused.json as { error: { error: string } }).error.error, /within the last hour/);
    client.clock.now += 3_600_000;
    assert.ok((await snapshot()).status < 300);
  });
});

describe('without limits', () => {
  it('there are no rate headers', async () => {
    const client = await openSimulator();
    assert.equal((await client.api('GET /rest/v1.0/me')).headers.get('x-rate-limit-limit'), null);
  });
});

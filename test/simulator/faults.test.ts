import assert from 'node:assert/strict';
import { BrokenConnection } from '../../src/simulator/brokenConnection.ts';
import { type FaultName, faultTable, nearestFault } from '../../src/simulator/faults.ts';
import { type Answer, callback, openSimulator, type Tokens } from './client.ts';

const rfis = '/rest/v1.0/projects/310512/rfis';
const rfi = { rfi: { subject: 'Beam', assignee_ids: [8800101], question: { body: 'Which?' } } };

/** What the first call gets with the fault on once, and what the second gets. */
async function onceOn(fault: FaultName, target = `GET ${rfis}`): Promise<readonly [Answer, Answer]> {
  const client = await openSimulator({ spikeLimit: 25, hourlyLimit: 600 });
  await client.api('GET /rest/v1.0/me');
  client.simulator.faults.set(fault, 'once');
  const body = target.startsWith('GET') ? {} : { body: rfi };
  return [await client.api(target, body), await client.api(target, body)];
}

describe('a fault for one API request', () => {
  const cases: readonly (readonly [fault: FaultName, status: number, body: unknown, target?: string])[] = [
    ['access-token-invalid', 401, { errors: 'The access token is invalid' }],
    ['wrong-environment', 401, { errors: 'The access token is invalid' }],
    ['app-not-connected', 403, { errors: ['App is not connected to this company.'] }],
    ['permission-insufficient', 403, { errors: ['You do not have permission to perform this action.'] }],
    ['tool-disabled', 403, { errors: ['Tool is not enabled for this project.'] }],
    ['outside-access-scope', 403, { errors: ['You do not have permission to perform this action.'] }],
    ['not-found-or-hidden', 404, { errors: 'Not Found' }],
    ['unexpected-empty', 200, []],
    ['bad-request', 400, { errors: 'Bad Request' }],
    ['request-timeout', 408, { errors: 'Request Timeout' }],
    ['server-error', 500, { errors: 'Internal Server Error' }],
    ['record-locked-by-erp', 422, undefined, `POST ${rfis}`],
    ['origin-id-taken', 422, { errors: { origin_id: ['has already been taken'] } }, `POST ${rfis}`],
    ['reference-missing', 422, { errors: { id: ['Entity with this ID not found'] } }, `POST ${rfis}`],
    ['unprocessable-field', 422, undefined, `POST ${rfis}`],
    ['invalid-status-transition', 422, undefined, `POST ${rfis}`],
    ['conflict', 409, undefined, `POST ${rfis}`],
    ['payload-too-large', 413, { errors: 'Payload Too Large' }, `POST ${rfis}`],
  ];
  for (const [fault, status, body, target] of cases) {
    it(`${fault} is ${status}, and then all is well`, async () => {
      const [first, second] = await onceOn(fault, target);
      assert.equal(first.status, status, first.text);
      if (body !== undefined) assert.deepEqual(first.json, body);
      assert.equal(first.headers.get('x-rate-limit-limit'), '25');
      assert.ok(second.status < 300, `then ${second.status}: ${second.text}`);
    });
  }

  for (const [fault, status] of [
    ['server-error', 500],
    ['request-timeout', 408],
    ['bad-request', 400],
  ] as const) {
    it(`${fault} spares no call, not even /me`, async () => {
      const [first] = await onceOn(fault, 'GET /rest/v1.0/me');
      assert.equal(first.status, status);
    });
  }

  for (const [fault, limit, seconds] of [
    ['rate-limit-spike', '25', 10],
    ['rate-limit-hourly', '600', 3600],
  ] as const) {
    it(`${fault} is 429 with the headers of that window`, async () => {
      const [first, second] = await onceOn(fault);
      assert.equal(first.status, 429);
      const date = Date.parse(first.headers.get('date') ?? '') / 1000;
      assert.equal(first.headers.get('x-rate-limit-limit'), limit);
      assert.equal(first.headers.get('x-rate-limit-remaining'), '0');
      assert.equal(Number(first.headers.get('x-rate-limit-reset')) - date, seconds);
      assert.equal(first.headers.get('retry-after'), String(seconds));
      assert.equal(second.status, 200);
    });
  }

  it('a 429 names the length of the window, however the clock moves on meanwhile', async () => {
    let now = Date.UTC(2026, 10, 22, 9);
    const client = await openSimulator({ now: () => now++, faults: ['rate-limit-spike'] });
    const { headers } = await client.api('GET /rest/v1.0/me');
    assert.equal(headers.get('retry-after'), '10');
  });

  for (const [fault, status, retryAfter] of [
    ['bad-gateway', 502, null],
    ['service-unavailable', 503, null],
    ['gateway-timeout', 504, null],
    ['maintenance', 503, '5'],
  ] as const) {
    it(`${fault} is ${status} with a page of HTML and Retry-After ${retryAfter}`, async () => {
      const [first, second] = await onceOn(fault);
      assert.equal(first.status, status);
      assert.match(first.headers.get('content-type') ?? '', /^text\/html/);
      assert.equal(first.headers.get('retry-after'), retryAfter);
      assert.equal(first.headers.get('x-rate-limit-limit'), null);
      assert.equal(second.status, 200);
    });
  }

  it('company-header-missing is 400 although the header was sent', async () => {
    const [first] = await onceOn('company-header-missing');
    assert.equal(first.status, 400);
    assert.match(first.text, /Missing Procore-Company-Id header!/);
  });

  for (const fault of [
    'reset',
    'reset-mid-body',
    'truncated',
    'truncated-chunked',
    'wrong-content-length',
  ] as const) {
    it(`${fault} breaks the connection`, async () => {
      await assert.rejects(onceOn(fault), BrokenConnection);
    });
  }

  it('slow drips the whole answer', async () => {
    const client = await openSimulator();
    await client.signIn('ana');
    const whole = await client.api(`GET ${rfis}?per_page=3`);
    client.simulator.faults.set('slow', 'once');
    const slow = await client.api(`GET ${rfis}?per_page=3`);
    assert.equal(slow.text, whole.text);
    assert.deepEqual(client.slept, Array(10).fill(300));
  });

  it('slow-headers keeps the whole answer back', async () => {
    const pauses: number[] = [];
    const client = await openSimulator({
      sleep: async milliseconds => {
        pauses.push(milliseconds);
      },
    });
    client.simulator.faults.set('slow-headers', 'once');
    await client.api(`GET ${rfis}`);
    await client.api(`GET ${rfis}`);
    assert.deepEqual(pauses, [3000]);
  });

  for (const [fault, location] of [
    ['redirect-elsewhere', /^http:\/\/storage\.localhost\/elsewhere$/],
    ['redirect-loop', /^\/rest\/v1\.0\/projects\/310512\/rfis\?page=2$/],
  ] as const) {
    it(`${fault} is 307`, async () => {
      const [first, second] = await onceOn(fault, `GET ${rfis}?page=2`);
      assert.equal(first.status, 307);
      assert.match(first.headers.get('location') ?? '', location);
      assert.equal(second.status, 200);
    });
  }

  for (const fault of ['rate-limit-spike', 'maintenance'] as const) {
    it(`${fault} tells when to come back by a date of the server's own clock`, async () => {
      const now = Date.UTC(2026, 10, 22, 9, 0, 0, 300);
      const client = await openSimulator({ now: () => now });
      await client.api('GET /rest/v1.0/me');
      for (const name of [fault, 'retry-after-date', 'clock-skew'] as const)
        client.simulator.faults.set(name, 'on');
      const { headers } = await client.api(`GET ${rfis}`);
      const seconds =
        (Date.parse(headers.get('retry-after') ?? '') - Date.parse(headers.get('date') ?? '')) / 1000;
      assert.equal(seconds, fault === 'maintenance' ? 6 : 11);
    });
  }

  it('rate-limit-storm lets one request through in each spike window', async () => {
    let now = Date.UTC(2026, 10, 22, 9);
    const client = await openSimulator({ now: () => now, spikeLimit: 25, faults: ['rate-limit-storm'] });
    const statuses: number[] = [];
    for (const wait of [10_000, 0, 0, 10_000, 0]) {
      now += wait;
      statuses.push((await client.api(`GET ${rfis}`)).status);
    }
    assert.deepEqual(statuses, [200, 429, 429, 200, 429]);
  });

  it('writes-only faults spare reads', async () => {
    const client = await openSimulator({ faults: ['conflict'] });
    assert.equal((await client.api(`GET ${rfis}`)).status, 200);
  });

  it('identity calls are spared by what a company or tool refuses', async () => {
    const client = await openSimulator({ faults: ['app-not-connected', 'permission-insufficient'] });
    assert.equal((await client.api('GET /rest/v1.0/me')).status, 200);
  });
});

describe('a switch', () => {
  it('clock-skew puts the clock of every header ten minutes ahead', async () => {
    const client = await openSimulator({ faults: ['clock-skew'], spikeLimit: 25 });
    const { headers } = await client.api('GET /rest/v1.0/me');
    assert.equal(headers.get('date'), 'Sun, 22 Nov 2026 09:10:00 GMT');
    assert.equal(Number(headers.get('x-rate-limit-reset')) * 1000, client.clock.now + 610_000);
    assert.equal((await client.signIn('sam')).created_at * 1000, client.clock.now + 600_000);
  });

  it('link-drops-parameters and link-off change the links', async () => {
    const client = await openSimulator();
    const target = `GET ${rfis}?page=2&per_page=5&sort=number`;
    const link = async () => (await client.api(target)).headers.get('link');
    assert.match((await link()) ?? '', /sort=number/);
    client.simulator.faults.set('link-drops-parameters', 'once');
    assert.doesNotMatch((await link()) ?? '', /sort=number/);
    client.simulator.faults.set('link-off', 'once');
    assert.equal(await link(), null);
  });

  it('latency waits before every API answer', async () => {
    const client = await openSimulator({ latency: 120 });
    await client.api('GET /rest/v1.0/me');
    assert.deepEqual(client.slept, [120]);
  });
});

describe('a fault of the token endpoint', () => {
  for (const [fault, grant, error] of [
    ['refresh-token-invalid', 'refresh_token', 'invalid_grant'],
    ['authorization-code-invalid', 'authorization_code', 'invalid_grant'],
    ['client-credentials-invalid', 'client_credentials', 'invalid_client'],
  ] as const) {
    it(`${fault} is ${error}`, async () => {
      const client = await openSimulator();
      const { refresh_token = '' } = await client.signIn('ana');
      const code = await client.code('ana');
      client.simulator.faults.set(fault, 'once');
      const answer = await client.token({ grant_type: grant, refresh_token, code, redirect_uri: callback });
      assert.equal((answer.json as { error: string }).error, error);
    });
  }

  it('refresh-token-invalid leaves the token usable', async () => {
    const client = await openSimulator();
    const { refresh_token = '' } = await client.signIn('ana');
    client.simulator.faults.set('refresh-token-invalid', 'once');
    await client.token({ grant_type: 'refresh_token', refresh_token });
    const again = await client.token({ grant_type: 'refresh_token', refresh_token });
    assert.ok((again.json as Tokens).refresh_token);
  });

  it('token-server-error is 503 with a page', async () => {
    const client = await openSimulator({ faults: ['token-server-error'] });
    assert.equal((await client.token({ grant_type: 'client_credentials' })).status, 503);
  });

  it('redirect-uri-mismatch is a page at sign-in', async () => {
    const client = await openSimulator({ faults: ['redirect-uri-mismatch'] });
    const query = new URLSearchParams({
      client_id: client.simulator.clientId,
      redirect_uri: callback,
      response_type: 'code',
    });
    assert.equal((await client.send('GET', `/oauth/authorize?${query}`)).status, 400);
  });
});

describe('the table of faults', () => {
  it('has each name once, and a line of help', () => {
    const names = faultTable.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const { name, help } of faultTable) assert.ok(help.length > 10 && help.length < 90, name);
  });

  for (const [typed, meant] of [
    ['ratelimit-spike', 'rate-limit-spike'],
    ['Slow', 'slow'],
    ['conflcit', 'conflict'],
    ['something-else-entirely', undefined],
  ] as const) {
    it(`takes ${typed} for ${meant}`, () => {
      assert.equal(nearestFault(typed), meant);
    });
  }
});

import assert from 'node:assert/strict';
import { openSimulator, type SimulatorClient } from './client.ts';

interface State {
  readonly users: readonly { readonly login: string }[];
  readonly sessions: readonly { readonly number: number; readonly login: string; readonly state: string }[];
  readonly refreshReplays: number;
  readonly budgets: readonly {
    readonly key: string;
    readonly windows: readonly { readonly remaining: number }[];
  }[];
  readonly requests: readonly {
    readonly target: string;
    readonly status: number;
    readonly note: string | null;
  }[];
  readonly faults: readonly { readonly name: string; readonly state: string }[];
}

async function state(client: SimulatorClient): Promise<State> {
  return (await client.send('GET', '/_simulator/state')).json as State;
}

async function faultState(client: SimulatorClient, name: string): Promise<string | undefined> {
  return (await state(client)).faults.find(fault => fault.name === name)?.state;
}

describe('control addresses', () => {
  it('say that this is a simulator, and which', async () => {
    const client = await openSimulator({ environment: 'sandbox' });
    assert.deepEqual((await client.send('GET', '/_simulator/health')).json, {
      simulator: true,
      environment: 'sandbox',
      clientId: 'sandbox-client-id',
      clientSecret: 'sandbox-client-secret',
    });
  });

  it('show the ten newest sessions, and say that there are more', async () => {
    const client = await openSimulator();
    for (let count = 0; count < 12; count += 1) await client.signIn('ana');
    const { text } = await client.send('GET', '/_simulator');
    assert.deepEqual(
      [text.match(/>Revoke \d+</g)?.length, text.includes('Revoke 3<'), text.includes('Revoke 2<')],
      [10, true, false],
    );
    assert.match(text, /The 2 older ones/);
    assert.equal((await state(client)).sessions.length, 12);
  });

  it('show users, sessions, replays, budgets and requests, and no token', async () => {
    const client = await openSimulator({ spikeLimit: 25 });
    const { access_token, refresh_token = '' } = await client.signIn('ana');
    await client.api('GET /rest/v1.0/nowhere?access_token=secret');
    for (let time = 0; time < 2; time += 1)
      await client.token({ grant_type: 'refresh_token', refresh_token });
    const shown = await state(client);
    assert.ok(shown.users.length >= 5);
    assert.deepEqual(
      shown.sessions.map(({ state: is, login }) => `${is} ${login.split('.')[0]}`),
      ['active ana', 'active ana', 'active ana'],
    );
    assert.equal(shown.refreshReplays, 1);
    assert.equal(shown.budgets[0]?.windows[0]?.remaining, 24);
    assert.equal(shown.requests[2]?.target, '/rest/v1.0/nowhere?...');
    const page = await client.send('GET', '/_simulator');
    for (const text of [JSON.stringify(shown), page.text]) {
      for (const secret of [access_token, refresh_token, client.simulator.clientSecret]) {
        assert.ok(!text.includes(secret));
      }
    }
  });

  for (const [body, headers] of [
    ['once', {}],
    ['{"state": "once"}', { 'content-type': 'application/json' }],
    ['state=once', { 'content-type': 'application/x-www-form-urlencoded' }],
  ] as const) {
    it(`switch a fault by ${body}`, async () => {
      const client = await openSimulator();
      const answer = await client.send('POST', '/_simulator/faults/conflict', { body, headers });
      assert.equal(answer.status, 200);
      assert.equal(await faultState(client, 'conflict'), 'once');
      await client.send('POST', '/_simulator/faults/conflict', { body: 'off' });
      assert.equal(await faultState(client, 'conflict'), 'off');
      await client.send('POST', '/_simulator/faults/conflict');
      assert.equal(await faultState(client, 'conflict'), 'on');
    });
  }

  it('name the faults when one does not exist, and refuse another word', async () => {
    const client = await openSimulator();
    const unknown = await client.send('POST', '/_simulator/faults/conflcit', { body: 'on' });
    assert.equal(unknown.status, 404);
    assert.equal((unknown.json as { didYouMean: string }).didYouMean, 'conflict');
    assert.equal((await client.send('POST', '/_simulator/faults/conflict', { body: 'maybe' })).status, 400);
  });

  it('expire and revoke sessions', async () => {
    const client = await openSimulator();
    await client.signIn('ana');
    await client.signIn('sam');
    await client.send('POST', '/_simulator/sessions/1/expire');
    assert.deepEqual(
      (await state(client)).sessions.map(session => session.state),
      ['active', 'expired'],
    );
    await client.send('POST', '/_simulator/sessions/all/revoke');
    assert.deepEqual(
      (await state(client)).sessions.map(session => session.state),
      ['revoked', 'revoked'],
    );
  });

  it('spend and reset budgets', async () => {
    const client = await openSimulator({ spikeLimit: 25, hourlyLimit: 600 });
    await client.api('GET /rest/v1.0/me');
    await client.send('POST', '/_simulator/budgets/hourly');
    assert.equal((await client.api('GET /rest/v1.0/me')).status, 429);
    await client.send('POST', '/_simulator/budgets/reset');
    assert.equal((await client.api('GET /rest/v1.0/me')).status, 200);
  });

  it('lead a browser back to the page', async () => {
    const client = await openSimulator();
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of [
      '/_simulator/faults/conflict',
      '/_simulator/sessions/1/expire',
      '/_simulator/budgets/reset',
    ]) {
      const answer = await client.send('POST', path, { headers, body: 'state=on' });
      assert.equal(answer.status, 303);
      const location = new URL(answer.headers.get('location') ?? '', `http://localhost${path}`);
      assert.equal(location.pathname, '/_simulator', path);
    }
  });

  it('have a page with relative actions only', async () => {
    const client = await openSimulator();
    await client.signIn('ana');
    const { text } = await client.send('GET', '/_simulator');
    const targets = [...text.matchAll(/(?:action|href|src)="([^"]*)"/g)].map(([, target]) => target ?? '');
    assert.ok(targets.length > 50);
    assert.deepEqual(
      targets.filter(target => !target.startsWith('_simulator/') && !target.startsWith('#')),
      [],
    );
    assert.match(text, /<html lang="en">/);
  });
});

describe('who may use control addresses', () => {
  const cases: readonly (readonly [
    who: string,
    headers: Readonly<Record<string, string>>,
    status: number,
  ])[] = [
    ['the page itself', { host: 'localhost:4780', origin: 'http://localhost:4780' }, 200],
    ['a client without a browser', { host: '127.0.0.1:4780' }, 200],
    ['a client by IPv6', { host: '[::1]:4780' }, 200],
    ['a name that was pointed here', { host: 'evil.example:4780' }, 403],
    ['a name that merely begins like ours', { host: 'localhost.evil.example' }, 403],
    ['another web site', { host: 'localhost:4780', origin: 'https://evil.example' }, 403],
    ['another port of this machine', { host: 'localhost:4780', origin: 'http://localhost:3000' }, 403],
    ['a sandboxed page', { host: 'localhost:4780', origin: 'null' }, 403],
  ];
  for (const [who, headers, status] of cases) {
    it(`${who}: ${status}`, async () => {
      const client = await openSimulator();
      assert.equal((await client.send('GET', '/_simulator/state', { headers })).status, status);
      assert.equal((await client.send('POST', '/_simulator/faults/slow', { headers })).status, status);
    });
  }
});

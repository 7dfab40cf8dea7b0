import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { MockAgent } from 'undici';
import { headerValue } from '../../src/procore/headers.ts';
import { runText, tokenOf } from '../support/runText.ts';

const api = 'https://sandbox.procore.com';
const json = { headers: { 'content-type': 'application/json' } };

describe('one request on the wire', () => {
  let agent: MockAgent;

  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
  });

  afterEach(async () => {
    agent.assertNoPendingInterceptors();
    await agent.close();
  });

  it('carries token, company and usual headers, and its answer comes back', async () => {
    agent
      .get(api)
      .intercept({
        path: '/rest/v1.1/projects?company_id=42',
        headers: {
          authorization: 'Bearer sandbox-token',
          'procore-company-id': '42',
          accept: 'application/json',
        },
      })
      .reply(200, '[]', { headers: { 'content-type': 'application/json', 'x-request-id': 'r1' } });
    const { exchange } = await runText('GET /rest/v1.1/projects?company_id=42', { dispatcher: agent });
    equal(exchange.response?.status, 200);
    equal(exchange.response?.statusText, 'OK');
    equal(exchange.response?.body, '[]');
    equal(exchange.environment, 'sandbox');
    equal(exchange.attempts, 1);
    equal(headerValue(exchange.request.headers, 'authorization'), 'Bearer ***');
    equal(headerValue(exchange.response?.headers ?? {}, 'x-request-id'), 'r1');
  });

  it('goes plainly to a host that is not Procore’s', async () => {
    agent
      .get('https://other.example')
      .intercept({ path: '/x', headers: headers => headers['authorization'] === undefined })
      .reply(200, 'hello');
    const { exchange } = await runText('GET https://other.example/x', { dispatcher: agent });
    equal(exchange.response?.body, 'hello');
    equal(exchange.environment, null);
  });

  it('sends a body with its values filled in', async () => {
    agent
      .get(api)
      .intercept({ path: '/rest/v1.0/x', method: 'POST', body: '{"subject":"Door 12"}' })
      .reply(201, '{"id":9007199254740993}', json);
    const { exchange } = await runText(
      '@door = Door 12\n\nPOST /rest/v1.0/x\nContent-Type: application/json\n\n{"subject":"{{door}}"}',
      { dispatcher: agent },
    );
    equal(exchange.response?.body, '{"id":9007199254740993}');
    equal(exchange.request.bodyBytes, 21);
  });

  it('sends a body file, raw or filled in', async () => {
    agent
      .get(api)
      .intercept({ path: '/a', method: 'POST', body: body => String(body) === '{{x}}' })
      .reply(200, '');
    agent.get(api).intercept({ path: '/b', method: 'POST', body: '1' }).reply(200, '');
    await runText('@x = 1\n\nPOST /a\n\n< ./body.txt\n\n###\nPOST /b\n\n<@ ./body.txt\n', {
      dispatcher: agent,
      bodyFiles: { './body.txt': '{{x}}' },
    });
  });

  it('sends a form as one line, and multipart with the line ends it wants', async () => {
    agent.get(api).intercept({ path: '/form', method: 'POST', body: 'a=1&b=2' }).reply(200, '');
    agent
      .get(api)
      .intercept({ path: '/parts', method: 'POST', body: '--x\r\n\r\n1\r\n--x--' })
      .reply(200, '');
    await runText(
      'POST /form\nContent-Type: application/x-www-form-urlencoded\n\na=1\n  &b=2\n\n###\nPOST /parts\nContent-Type: multipart/form-data; boundary=x\n\n--x\n\n1\n--x--\n',
      { dispatcher: agent },
    );
  });

  it('unpacks gzip and reads the charset', async () => {
    agent
      .get(api)
      .intercept({ path: '/rest/v1.0/x' })
      .reply(200, gzipSync(Buffer.from('na\xefve', 'latin1')), {
        headers: { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=latin1' },
      });
    const { exchange } = await runText('GET /rest/v1.0/x', { dispatcher: agent });
    equal(exchange.response?.body, 'naïve');
  });

  it('reports a damaged body as a failure', async () => {
    agent
      .get(api)
      .intercept({ path: '/rest/v1.0/x', method: 'POST' })
      .reply(200, 'not gzip', { headers: { 'content-encoding': 'gzip' } });
    const { exchange } = await runText('POST /rest/v1.0/x', { dispatcher: agent });
    equal(exchange.response, null);
    match(exchange.error?.code ?? '', /^Z_/);
    match(exchange.error?.message ?? '', /answered, but the body could not be unpacked/);
  });

  it('keeps binaries out of the text and saves them byte for byte', async () => {
    const picture = Buffer.from([0x89, 0x50, 0, 0xff]);
    agent
      .get(api)
      .intercept({ path: '/p' })
      .reply(200, picture, { headers: { 'content-type': 'image/png' } })
      .times(2);
    const saved: unknown[] = [];
    const shown = await runText('GET /p', { dispatcher: agent });
    equal(shown.exchange.response?.body, undefined);
    equal(shown.exchange.response?.bodyBytes, 4);
    const { exchange } = await runText('GET /p', {
      dispatcher: agent,
      job: {
        keepBody: async body => {
          saved.push(body);
          return 'p.png';
        },
      },
    });
    equal(exchange.response?.bodyFile, 'p.png');
    deepEqual(saved, [picture]);
  });

  it('renews a refused token once and sends again', async () => {
    const pool = agent.get(api);
    pool
      .intercept({ path: '/rest/v1.0/x', method: 'POST', headers: { authorization: 'Bearer old' } })
      .reply(401, '{}');
    pool
      .intercept({ path: '/rest/v1.0/x', method: 'POST', headers: { authorization: 'Bearer new' } })
      .reply(201, '{}');
    const rejected: unknown[] = [];
    const { exchange } = await runText('POST /rest/v1.0/x', {
      dispatcher: agent,
      getToken: async (environment, options) => {
        rejected.push(options.rejected?.reveal());
        return tokenOf(environment, options.rejected === undefined ? 'old' : 'new');
      },
    });
    equal(exchange.response?.status, 201);
    equal(exchange.attempts, 2);
    deepEqual(rejected, [undefined, 'old']);
  });

  it('shows the 401 where no newer token is to be had', async () => {
    agent.get(api).intercept({ path: '/rest/v1.0/x' }).reply(401, '{"errors":"The access token expired"}');
    const { exchange } = await runText('GET /rest/v1.0/x', {
      dispatcher: agent,
      getToken: async (environment, { rejected }) =>
        rejected === undefined ? tokenOf(environment, 'old') : undefined,
    });
    equal(exchange.response?.status, 401);
    equal(exchange.attempts, 1);
  });

  for (const [method, message] of [
    ['GET', 'Cancelled.'],
    [
      'POST',
      'Cancelled. Procore had refused it with 401 and nothing was done, so it is safe to send it again.',
    ],
  ] as const)
    it(`says of a ${method} that it was stopped while its token was renewed`, async () => {
      agent.get(api).intercept({ path: '/rest/v1.0/x', method }).reply(401, '{}');
      const stop = new AbortController();
      const { exchange } = await runText(`${method} /rest/v1.0/x`, {
        dispatcher: agent,
        signal: stop.signal,
        getToken: async (environment, { rejected, signal }) => {
          if (rejected === undefined) return tokenOf(environment, 'old');
          stop.abort();
          throw signal.reason;
        },
      });
      deepEqual(
        [exchange.response, exchange.error, exchange.diagnoses],
        [null, { code: 'cancelled', message }, []],
      );
    });

  it('does not count the time in which a person signs in', async () => {
    agent.get(api).intercept({ path: '/rest/v1.0/me' }).reply(200, '{}', json);
    const real = performance.now;
    let away = 0;
    performance.now = () => real.call(performance) + away;
    try {
      const { exchange } = await runText('GET /rest/v1.0/me', {
        dispatcher: agent,
        getToken: () => {
          away = 60_000;
          return Promise.resolve(tokenOf('sandbox', 'sandbox-token'));
        },
      });
      ok((exchange.timings.totalMs ?? 60_000) < 60_000, `it took ${exchange.timings.totalMs} ms`);
    } finally {
      performance.now = real;
    }
  });

  it('does not send without a token', async () => {
    const { exchange } = await runText('GET /rest/v1.0/x', {
      dispatcher: agent,
      getToken: async () => undefined,
    });
    equal(exchange.response, null);
    equal(exchange.error?.code, 'not-signed-in');
    equal(exchange.attempts, 0);
  });

  it('does not send the token of another environment', async () => {
    const { exchange } = await runText('GET /rest/v1.0/x', {
      dispatcher: agent,
      getToken: async () => tokenOf('production', 'p'),
    });
    equal(exchange.error?.code, 'wrong-environment');
  });

  it('waits out a 429 and counts both attempts', async () => {
    const pool = agent.get(api);
    pool.intercept({ path: '/rest/v1.0/x' }).reply(429, '{}', { headers: { 'retry-after': '4' } });
    pool.intercept({ path: '/rest/v1.0/x' }).reply(200, '{}');
    const { exchange, waits, progress } = await runText('GET /rest/v1.0/x', { dispatcher: agent });
    deepEqual(waits, [4000]);
    equal(exchange.attempts, 2);
    equal(exchange.timings.queuedMs, 4000);
    ok(progress.some(step => step.kind === 'waiting' && step.milliseconds === 4000));
  });

  it('holds the next request back when a window is used up', async () => {
    const reset = String(Date.parse('2026-11-22T05:00:09Z') / 1000);
    const headers = {
      date: new Date('2026-11-22T05:00:00Z').toUTCString(),
      'x-rate-limit-limit': '25',
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': reset,
    };
    agent.get(api).intercept({ path: '/a' }).reply(200, '{}', { headers });
    agent.get(api).intercept({ path: '/b' }).reply(200, '{}');
    const { exchanges, waits } = await runText('GET /a\n\n###\nGET /b', { dispatcher: agent });
    deepEqual(waits, [10_000]);
    deepEqual(exchanges[0]?.rateLimit, {
      limit: 25,
      remaining: 0,
      resetAt: '2026-11-22T05:00:09.000Z',
      window: 'spike',
    });
    equal(exchanges[1]?.timings.queuedMs, 10_000);
  });

  for (const [claim, minutes] of [
    ['ahead', 10],
    ['behind', -10],
  ] as const) {
    it(`tells a reset by the clock of this machine, where the server's is ${claim}`, async () => {
      const there = (time: string) => new Date(Date.parse(time) + minutes * 60_000);
      const headers = {
        date: there('2026-11-22T05:00:00Z').toUTCString(),
        'x-rate-limit-limit': '25',
        'x-rate-limit-remaining': '7',
        'x-rate-limit-reset': String(there('2026-11-22T05:00:09Z').getTime() / 1000),
      };
      agent.get(api).intercept({ path: '/a' }).reply(200, '{}', { headers });
      const { exchange } = await runText('GET /a', { dispatcher: agent });
      deepEqual(exchange.rateLimit, {
        limit: 25,
        remaining: 7,
        resetAt: '2026-11-22T05:00:09.000Z',
        window: 'spike',
      });
    });
  }

  it('repeats a read after a lost connection', async () => {
    const pool = agent.get(api);
    pool
      .intercept({ path: '/rest/v1.0/x' })
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    pool.intercept({ path: '/rest/v1.0/x' }).reply(200, '{}');
    const { exchange, waits } = await runText('GET /rest/v1.0/x', { dispatcher: agent });
    equal(exchange.response?.status, 200);
    deepEqual(waits, [500]);
  });

  it('follows a redirect to storage without the token', async () => {
    agent
      .get(api)
      .intercept({ path: '/rest/v1.0/files/1' })
      .reply(302, '', { headers: { location: 'https://storage.example/f?X-Amz-Signature=s' } });
    agent
      .get('https://storage.example')
      .intercept({
        path: '/f?X-Amz-Signature=s',
        headers: headers =>
          headers['authorization'] === undefined && headers['procore-company-id'] === undefined,
      })
      .reply(200, 'content');
    const { exchange } = await runText('# @company 42\nGET /rest/v1.0/files/1', { dispatcher: agent });
    equal(exchange.response?.body, 'content');
    equal(exchange.request.url, 'https://sandbox.procore.com/rest/v1.0/files/1');
  });

  it('shows the redirect itself where the file says @noRedirect, and after five hops', async () => {
    const pool = agent.get(api);
    pool.intercept({ path: '/a' }).reply(302, '', { headers: { location: '/b' } });
    const once = await runText('# @no-redirect\nGET /a', { dispatcher: agent });
    equal(once.exchange.response?.status, 302);
    pool
      .intercept({ path: '/loop' })
      .reply(302, '', { headers: { location: '/loop' } })
      .times(6);
    const loop = await runText('GET /loop', { dispatcher: agent });
    equal(loop.exchange.response?.status, 302);
  });

  it('asks before a write to production and respects No', async () => {
    const { exchange, questions } = await runText('# @company 42\nDELETE /rest/v1.0/projects/1', {
      dispatcher: agent,
      environment: 'production',
    });
    equal(exchange.error?.code, 'not-confirmed');
    equal(exchange.attempts, 0);
    deepEqual(
      questions.map(({ reason, method, companyId, environment }) => [
        reason,
        method,
        companyId,
        environment.name,
      ]),
      [['production-write', 'DELETE', '42', 'production']],
    );
  });

  it('asks for @note, and sends after Yes', async () => {
    agent.get(api).intercept({ path: '/a' }).reply(200, '');
    const { questions } = await runText('# @note\nGET /a', {
      dispatcher: agent,
      confirmSend: async () => true,
    });
    equal(questions[0]?.reason, 'note');
  });

  it('does not send a name without a value', async () => {
    const { exchange } = await runText('GET /rest/v1.0/{{missing}}', { dispatcher: agent });
    equal(exchange.response, null);
    equal(exchange.error?.code, 'variable-unknown');
    match(exchange.error?.message ?? '', /missing/);
  });

  it('sends names without a value as text where the person says so, but nothing that must come first', async () => {
    agent
      .get('https://other.example')
      .intercept({ path: '/%7B%7Ba%7D%7D', method: 'POST', body: '{{$env.NONE}}' })
      .reply(200);
    const job = { sendUnknown: true };
    const { exchange } = await runText('POST https://other.example/{{a}}\n\n{{$env.NONE}}', {
      dispatcher: agent,
      job,
    });
    equal(exchange.response?.status, 200);
    const text = '# @name a\nGET https://other.example/{{unknown}}\n###\nGET https://other.example/{{a.id}}';
    const needing = await runText(text, { dispatcher: agent, job }, ['']);
    deepEqual(
      needing.exchanges.map(({ error }) => error?.code),
      ['variable-unknown', 'request-not-answered'],
    );
  });

  it('holds assertions against the answer', async () => {
    agent.get(api).intercept({ path: '/a' }).reply(201, '{"id":1}', json);
    const { exchange } = await runText('GET /a\n\n?? status == 201\n?? status == 200\n', {
      dispatcher: agent,
    });
    deepEqual(
      exchange.asserts.map(({ text, line, passed }) => [text, line, passed]),
      [
        ['status == 201', 3, true],
        ['status == 200', 4, false],
      ],
    );
  });

  it('holds a hash against the bytes of the body', async () => {
    agent
      .get(api)
      .intercept({ path: '/a' })
      .reply(200, Buffer.from([0xff, 0x00, 0x41]));
    const hash = createHash('sha256')
      .update(Buffer.from([0xff, 0x00, 0x41]))
      .digest('base64');
    const { exchange } = await runText(`GET /a\n\n?? body sha256 ${hash}\n`, { dispatcher: agent });
    equal(exchange.asserts[0]?.passed, true);
  });

  it('runs what it needs first, once', async () => {
    agent.get(api).intercept({ path: '/first' }).reply(200, '{"id":562949953443325}', json);
    agent.get(api).intercept({ path: '/second/562949953443325' }).reply(200, '{}', json).times(2);
    const text =
      '# @name second\nGET /second/{{first.response.body.$.id}}\n\n###\n# @name first\nGET /first\n';
    const { exchanges } = await runText(
      `${text}\n### again\n# @name third\nGET /second/{{first.response.body.$.id}}`,
      {
        dispatcher: agent,
      },
      ['second', 'third'],
    );
    deepEqual(
      exchanges.map(({ request }) => request.name),
      ['first', 'second', 'third'],
    );
  });

  it('a write that failed is not sent again because another request needs its answer', async () => {
    agent.get(api).intercept({ path: '/x', method: 'POST' }).reply(500, '{}');
    const { exchange } = await runText('# @name make\nPOST /x\n\n###\nGET /x/{{make.response.body.$.id}}', {
      dispatcher: agent,
    });
    equal(exchange.error?.code, 'request-not-answered');
    equal(exchange.attempts, 0);
  });

  it('a request that needs itself is not sent', async () => {
    const { exchange } = await runText('# @name a\nGET /{{a.response.body.$.id}}', { dispatcher: agent });
    equal(exchange.error?.code, 'request-circular');
  });

  it('an answer with tokens can be used by the next request and is shown masked', async () => {
    agent
      .get('https://login-sandbox.procore.com')
      .intercept({ path: '/oauth/token', method: 'POST' })
      .reply(200, '{"access_token":"s3cret-value"}', json);
    agent
      .get('https://other.example')
      .intercept({ path: '/x', headers: { authorization: 'Bearer s3cret-value' } })
      .reply(200, 'ok');
    const { exchanges } = await runText(
      '# @name login\nPOST /oauth/token\n\n###\nGET https://other.example/x\nAuthorization: Bearer {{login.response.body.$.access_token}}\n',
      { dispatcher: agent },
    );
    equal(exchanges[0]?.response?.body, '{"access_token":"***"}');
    equal(JSON.stringify(exchanges).includes('s3cret'), false);
  });

  it('stops when it is told to', async () => {
    agent.get(api).intercept({ path: '/slow' }).reply(200, '{}').delay(60_000);
    const stop = new AbortController();
    const running = runText('GET /slow', { dispatcher: agent, signal: stop.signal });
    setImmediate(() => stop.abort());
    const { exchange } = await running;
    equal(exchange.error?.code, 'cancelled');
    equal(exchange.response, null);
  });
});

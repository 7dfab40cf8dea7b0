import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { runCommand } from '../../src/cli/run.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { Clock } from '../../src/runner/clock.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { recordedIo } from '../support/cliIo.ts';
import { hastyClock } from '../support/hastyClock.ts';
import { terminalOf } from '../support/signedIn.ts';

const me = '# @company 4264807\nGET /rest/v1.0/me\n';
const rfis = '# @company 4264807\nGET /rest/v1.0/projects/310512/rfis?per_page=100\n';

describe('procore-http run', () => {
  let simulator: RunningSimulator;
  let folder: string;

  before(async () => {
    simulator = await startSimulator({ catalog: await loadBundledCatalog(), spikeLimit: 0, hourlyLimit: 0 });
  });

  after(() => simulator.close());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a text as `a.http` against the simulator, signed in, as `--env simulator`. */
  async function run(
    text: string,
    argv: readonly string[] = [],
    env: Readonly<Record<string, string | undefined>> = {},
    signal?: AbortSignal,
    clock?: Clock,
  ) {
    await writeFile(join(folder, 'a.http'), text);
    const io = recordedIo({
      cwd: folder,
      env: {
        ...terminalOf(simulator),
        ...env,
      },
      ...(signal === undefined ? {} : { signal }),
      ...(clock === undefined ? {} : { clock }),
    });
    const given = argv.includes('--env') ? argv : ['--env', 'simulator', ...argv];
    const status = await runCommand(['a.http', ...given], io);
    return { status, out: io.out(), err: io.err() };
  }

  it('leaves no listener behind on the signal that interrupts it', async () => {
    const { signal } = new AbortController();
    const { status } = await run(`${me}\n###\n${me}`, [], {}, signal);
    await nextTurn();
    equal(status, 0);
    deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('ends as a refused write does where another request reads the answer of that', async () => {
    const text = '# @note\n# @name n\nPOST /rest/v1.0/x\n\n###\nGET /rest/v1.0/x?a={{n.response.body.id}}\n';
    const { status, exchanges: made } = await exchanges(text);
    equal(status, 1);
    match(made[1]?.error?.message ?? '', /^n comes first: .*not confirmed\. Nothing was sent\.$/);
  });

  it('says on stderr which names of a query may have been ignored, and nothing of it in JSON', async () => {
    const text =
      '# @company 4264807\n# @name open rfis\nGET /rest/v1.0/projects/310512/rfis?filter[status]=open&per_page=1\n';
    const hint =
      'Hint: open rfis: The catalog does not know filter[status] here; it knows filters[status]. Procore ignores names that it does not know, so the answer may be unfiltered.\n';
    const { status, err } = await run(text);
    equal(status, 0);
    equal(err, hint);
    const asJson = await exchanges(text);
    equal(asJson.err, hint);
    deepEqual(
      asJson.exchanges.flatMap(({ diagnoses }) => diagnoses.map(({ id }) => id)),
      ['more-pages'],
    );
    equal((await run(rfis)).err, '');
  });

  async function exchanges(text: string, argv: readonly string[] = []) {
    const { status, out, err } = await run(text, ['--json', ...argv]);
    const lines = out.split('\n').filter(line => line !== '');
    return { status, err, exchanges: lines.map((line): Exchange => JSON.parse(line)) };
  }

  describe('exits with 0', () => {
    it('when every request got an answer of 2xx', async () =>
      equal((await run(`${me}\n###\n${me}`)).status, 0));

    it('when a request got the status that it asserts', async () => {
      equal((await run('# @company 4264807\nGET /rest/v1.0/nowhere\n\n?? status == 404')).status, 0);
    });

    it('for --help', async () => {
      const io = recordedIo();
      equal(await runCommand(['--help'], io), 0);
      match(io.out(), /--all-pages/);
    });
  });

  describe('exits with 1', () => {
    it('when a request failed, after running the others', async () => {
      const { status, exchanges: made } = await exchanges(
        `# @company 4264807\nGET /rest/v1.0/nowhere\n\n###\n${me}`,
      );
      equal(status, 1);
      deepEqual(
        made.map(({ response }) => response?.status),
        [404, 200],
      );
    });

    it('when an assertion did not hold', async () => equal((await run(`${me}\n?? status == 201`)).status, 1));

    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const more of [[], ['--all-pages']]) {
        const way = `a ${method} to production${more.map(option => ` with ${option}`).join('')}`;
        it(`when ${way} is not confirmed, and nothing is sent`, async () => {
          const { status, err, out } = await run(`${method} /rest/v1.0/projects?company_id=1\n\n{}`, [
            ...['--env', 'production', '--json'],
            ...more,
          ]);
          equal(status, 1);
          match(
            err,
            new RegExp(`it writes to Production: ${method} /rest/v1.0/projects, company 1.*\\. Add --yes`),
          );
          const exchange: Exchange = JSON.parse(out);
          equal(exchange.response, null);
          equal(exchange.error?.code, 'not-confirmed');
        });
      }
    }

    if (existsSync('/dev/full')) {
      it('when the disk is full, and says which file has no room and what to do', async () => {
        const { status, exchanges: made } = await exchanges(me, ['--output', '/dev/full']);
        equal(status, 1);
        equal(made[0]?.response?.status, 200);
        deepEqual(made[0]?.error, {
          code: 'body-not-saved',
          message:
            'The body could not be saved: ENOSPC: no space left on device, write, in /dev/full. Make room on that disk, or name a file on another one. The request itself was answered.',
        });
      });
    }
  });

  describe('exits with 2 and one line', () => {
    const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
      ['for an unknown option', ['--colour'], /--colour/],
      ['for --name and --line together', ['--name', 'x', '--line', '1'], /not both/],
      ['for a name that no request has', ['--name', 'x'], /no request of a\.http is called x/],
      ['for a line that belongs to no request', ['--line', '99'], /line 99/],
      ['for a line below 1', ['--line', '0'], /count from 1/],
      ['for a --var without a value', ['--var', 'x'], /name=value/],
      ['for a bad timeout', ['--timeout', 'soon'], /--timeout soon/],
      ['for an unknown environment', ['--env', 'sandbx'], /no environment sandbx.*Did you mean sandbox/],
      ['for a missing file', ['b.http'], /b\.http cannot be read: there is no such file/],
      ['for a folder', ['.'], /cannot be read: it is a folder/],
    ];
    for (const [claim, argv, message] of cases) {
      it(claim, async () => {
        const { status, out, err } = await run(me, argv);
        equal(status, 2);
        equal(out, '');
        match(err, message);
        equal(err.trimEnd().split('\n').length, 1);
      });
    }

    it('without a file', async () => {
      const io = recordedIo();
      equal(await runCommand([], io), 2);
      match(io.err(), /at least one file/);
    });

    it('for a file without requests', async () => {
      const { status, err } = await run('@a = 1\n');
      equal(status, 2);
      match(err, /no request in a\.http\. See/);
    });

    it('for a file whose text is no request, with the reason', async () => {
      match(
        (await run('hello there\n')).err,
        /no request in a\.http\. Line 1: "hello there" is not a request line/,
      );
      const utf16 = Buffer.from('\ufeffGET /rest/v1.0/me\n', 'utf16le').toString();
      match((await run(utf16)).err, /no request in a\.http\. Line 1: .*it may be UTF-16/);
    });

    it('for a file in another encoding, with the reason', async () => {
      match((await run('@name = gr\u{fffd}n\n')).err, /Line 1: This character .*not UTF-8 .*Latin-1/);
    });

    it('where nothing names an environment', async () => {
      await writeFile(join(folder, 'a.http'), me);
      const io = recordedIo({ cwd: folder });
      equal(await runCommand(['a.http'], io), 2);
      match(io.err(), /production, sandbox, monthly, federal, simulator/);
    });

    it('for an address that cannot be read, and asks for no environment', async () => {
      await writeFile(join(folder, 'a.http'), 'GET http://127.0.0.1:99999/x\n');
      const io = recordedIo({ cwd: folder });
      equal(await runCommand(['a.http'], io), 2);
      match(io.out(), /"http:\/\/127\.0\.0\.1:99999\/x" is not an address that can be sent to/);
    });

    it('for hosts that are not this machine', async () => {
      const { status, err } = await run(me, [], { PROCORE_BASE_URL: 'https://evil.example' });
      equal(status, 2);
      match(err, /PROCORE_BASE_URL must be an address of this machine/);
    });

    it('for --output of several requests', async () => {
      equal((await run(`${me}\n###\n${me}`, ['--output', 'x.json'])).status, 2);
    });

    it('for --output to where nothing can be saved, and nothing is sent', async () => {
      for (const [output, reason] of [
        ['nowhere/x.json', /--output nowhere\/x\.json: there is no folder nowhere/],
        ['.', /--output \.: it is a folder/],
        ['-', /--output -: name a file/],
        ['a.http', /--output a\.http: the requests stand in it/],
        ['a.http/x.json', /--output a\.http\/x\.json: a\.http is no folder/],
        ['x'.repeat(300), /--output x+: nothing can be written there: ENAMETOOLONG/],
      ] as const) {
        const { status, out, err } = await run(me, ['--output', output]);
        deepEqual([status, out], [2, '']);
        match(err, reason);
      }
      deepEqual(await readdir(folder), ['a.http']);
    });

    it('for a negative number, which looks like an option', async () => {
      const { status, err } = await run(me, ['--timeout', '-1']);
      equal(status, 2);
      match(err, /--timeout needs a value; one that begins with a dash is written --timeout=-…\./);
    });

    it('for a text that keeps its only request from being sent', async () => {
      const { status, exchanges: made } = await exchanges('GET /rest/v1.0/{{nowhere}}\n');
      equal(status, 2);
      equal(made[0]?.response, null);
      equal(made[0]?.error?.code, 'variable-unknown');
    });
  });

  it('exits with 1 where a text keeps one request from being sent and another was', async () => {
    equal((await run(`GET /rest/v1.0/{{nowhere}}\n\n###\n${me}`)).status, 1);
  });

  describe('exits with 3', () => {
    for (const [claim, env] of [
      ['without credentials', { PROCORE_CLIENT_ID: undefined, PROCORE_CLIENT_SECRET: undefined }],
      ['with half a pair', { PROCORE_CLIENT_SECRET: undefined }],
      ['with credentials that are refused', { PROCORE_CLIENT_SECRET: 'wrong-secret' }],
    ] as const) {
      it(claim, async () => {
        const { status, out, err } = await run(me, ['--json', '--env', 'sandbox'], env);
        equal(status, 3);
        const exchange: Exchange = JSON.parse(out);
        equal(exchange.response, null);
        ok(exchange.error);
        equal(`${out}${err}`.includes('wrong-secret'), false);
      });
    }
  });

  it('blames no rate limit for a time that is too short', async () => {
    const { status, exchanges: made } = await exchanges(me, ['--timeout', '0.001']);
    equal(status, 1);
    equal(made[0]?.error?.code, 'ETIMEDOUT');
    match(made[0]?.error?.message ?? '', /^There was no complete answer within 1 ms\./);
    equal(made[0]?.diagnoses[0]?.id, 'timeout');
  });

  it('says of a write without a body that it has none', async () => {
    const { exchanges: made } = await exchanges(
      '# @company 4264807\nPOST /rest/v1.0/projects/310512/rfis\nContent-Type: application/json',
    );
    match(made[0]?.diagnoses[0]?.cause ?? '', /^The request has no body\./);
  });

  it('exits with 130 when it is interrupted', async () => {
    const stop = new AbortController();
    const silent = createServer(() => stop.abort());
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    ok(typeof address === 'object' && address !== null);
    const { status, out } = await run(
      `${me}\n###\n${me}`,
      ['--json'],
      {
        PROCORE_BASE_URL: `http://127.0.0.1:${address.port}`,
        PROCORE_CLIENT_ID: undefined,
        PROCORE_ACCESS_TOKEN: 'any',
      },
      stop.signal,
    );
    silent.closeAllConnections();
    silent.close();
    equal(status, 130);
    const exchange: Exchange = JSON.parse(out);
    equal(exchange.error?.code, 'cancelled');
  });

  it('says how long the rest of a file takes where the budget holds it up', async () => {
    const stop = new AbortController();
    let answered = 0;
    const busy = createServer((_request, response) => {
      answered += 1;
      if (answered === 2) return stop.abort();
      const reset = Math.ceil(Date.now() / 1000) + 3000;
      response.writeHead(200, {
        'content-type': 'application/json',
        'x-rate-limit-limit': '600',
        'x-rate-limit-remaining': '2',
        'x-rate-limit-reset': String(reset),
      });
      response.end('{}');
    });
    await new Promise<void>(resolve => busy.listen(0, '127.0.0.1', resolve));
    const address = busy.address();
    ok(typeof address === 'object' && address !== null);
    const { status, err } = await run(
      Array(30).fill(me).join('\n###\n'),
      [],
      {
        PROCORE_BASE_URL: `http://127.0.0.1:${address.port}`,
        PROCORE_CLIENT_ID: undefined,
        PROCORE_ACCESS_TOKEN: 'any',
      },
      stop.signal,
    );
    busy.closeAllConnections();
    busy.close();
    equal(status, 130);
    match(err, /^Still to send: 29 requests, about \d+ min at this budget\.$/m);
  });

  it('that is interrupted before anything was sent says so, and counts nothing', async () => {
    const { status, out } = await run(me, [], {}, AbortSignal.abort());
    equal(status, 130);
    equal(out, 'Interrupted: nothing was sent\n');
    const json = await run(me, ['--json'], {}, AbortSignal.abort());
    deepEqual([json.status, json.out, json.err], [130, '', 'Interrupted: nothing was sent\n']);
  });

  it('fails, and saves nothing, where a list that was asked for whole ends early', async () => {
    const row = '[{"id":1}]';
    for (const second of ['[{"id":', '{"message":"busy"}', row]) {
      const broken = createServer((request, response) => {
        const page = request.url?.includes('page=2') ? second : row;
        const headers = { total: '3', 'per-page': '1', link: `<${request.url}?page=2>; rel="next"` };
        response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(page);
      });
      await new Promise<void>(resolve => broken.listen(0, '127.0.0.1', resolve));
      const address = broken.address();
      ok(typeof address === 'object' && address !== null);
      await writeFile(join(folder, 'rows.json'), 'yesterday');
      const env = { PROCORE_BASE_URL: `http://127.0.0.1:${address.port}`, PROCORE_ACCESS_TOKEN: 'any' };
      const { status, out } = await run(
        rfis,
        ['--all-pages', '--output', 'rows.json', '--json'],
        env,
        undefined,
        hastyClock(),
      );
      broken.closeAllConnections();
      broken.close();
      equal(status, 1);
      const exchange: Exchange = JSON.parse(out);
      equal(exchange.error?.code, 'list-incomplete');
      match(exchange.error?.message ?? '', /1 of 3 rows were read/);
      equal(exchange.response?.body, row);
      equal(await readFile(join(folder, 'rows.json'), 'utf8'), 'yesterday');
    }
  });

  it('shows no secret of its environment, wherever the file puts it', async () => {
    const text =
      'GET http://127.0.0.1:1/{{$processEnv PROCORE_ACCESS_TOKEN}}/{{$processEnv PROCORE_CLIENT_SECRET}}\n';
    const secrets = { PROCORE_ACCESS_TOKEN: 'token-of-mine', PROCORE_CLIENT_SECRET: 'secret-of-mine' };
    for (const json of [[], ['--json']]) {
      const { out, err } = await run(text, ['--timeout', '0.2', ...json], secrets);
      match(out, /127\.0\.0\.1:1\/\*\*\*\/\*\*\*/);
      equal(/-of-mine/.test(`${out}${err}`), false);
    }
  });

  it('signs in by itself to a simulator that PROCORE_BASE_URL names', async () => {
    const none = { PROCORE_CLIENT_ID: undefined, PROCORE_CLIENT_SECRET: undefined };
    const { status, out } = await run(me, ['--json'], none);
    equal(status, 0);
    const exchange: Exchange = JSON.parse(out);
    ok(exchange.request.url.startsWith(simulator.url));
  });

  it('exits with 2 where PROCORE_BASE_URL names no simulator and there are no credentials', async () => {
    const other = createServer((_request, response) => response.end('{"clientId":"a","clientSecret":"b"}'));
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    ok(typeof address === 'object' && address !== null);
    const { status, err } = await run(me, [], {
      PROCORE_BASE_URL: `http://127.0.0.1:${address.port}`,
      PROCORE_CLIENT_ID: undefined,
      PROCORE_CLIENT_SECRET: undefined,
    });
    other.closeAllConnections();
    other.close();
    equal(status, 2);
    match(err, /no simulator answers at http:\/\/127\.0\.0\.1:\d+ \(PROCORE_BASE_URL\)/);
  });

  it('takes an access token from the environment', async () => {
    const { status, out } = await run(me, ['--json'], { PROCORE_ACCESS_TOKEN: 'not-a-token-of-procore' });
    equal(status, 1);
    const exchange: Exchange = JSON.parse(out);
    equal(exchange.response?.status, 401);
    equal(out.includes('not-a-token'), false);
  });

  it('prints exchanges and nothing else with --json, each with every field of the contract', async () => {
    const { exchanges: made } = await exchanges(`# @name who\n${me}`);
    const [exchange] = made;
    deepEqual(Object.keys(exchange ?? {}), [
      'request',
      'environment',
      'response',
      'error',
      'timings',
      'attempts',
      'asserts',
      'rateLimit',
      'pagination',
      'diagnoses',
    ]);
    deepEqual(Object.keys(exchange?.request ?? {}), [
      'name',
      'file',
      'line',
      'method',
      'url',
      'headers',
      'bodyBytes',
    ]);
    deepEqual(Object.keys(exchange?.timings ?? {}), [
      'queuedMs',
      'dnsMs',
      'connectMs',
      'tlsMs',
      'firstByteMs',
      'totalMs',
    ]);
    equal(exchange?.request.name, 'who');
    equal(exchange?.request.file, 'a.http');
    equal(exchange?.request.line, 3);
    equal(exchange?.environment, 'simulator');
  });

  it('reads all pages into one exchange, and saves the rows', async () => {
    const { status, exchanges: made } = await exchanges(rfis, ['--all-pages', '--output', 'rfis.json']);
    equal(status, 0);
    equal(made.length, 1);
    deepEqual(
      { ...made[0]?.pagination },
      { page: 5, perPage: 100, total: 450, hasNext: false, pagesRead: 5, rowsRead: 450 },
    );
    equal(made[0]?.response?.bodyFile, 'rfis.json');
    equal(made[0]?.response?.body, undefined);
    const saved: unknown = JSON.parse(await readFile(join(folder, 'rfis.json'), 'utf8'));
    ok(Array.isArray(saved));
    equal(saved.length, 450);
  });

  it('leaves the rows to the run that is writing them, and sends nothing', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => run(rfis, ['--json', '--all-pages', '--output', 'rfis.json'])),
    );
    const [done, refused] = first?.status === 0 ? [first, second] : [second, first];
    equal(done?.status, 0);
    equal(refused?.status, 2);
    equal(refused?.out, '');
    match(refused?.err ?? '', /another run \(process \d+\) is writing its rows/);
    deepEqual((await readdir(folder)).sort(), ['a.http', 'rfis.json']);
    equal(JSON.parse(await readFile(join(folder, 'rfis.json'), 'utf8')).length, 450);
  });

  it('saves the rows of all pages on lines of their own by the name of the file', async () => {
    const { status, exchanges: made } = await exchanges(rfis, ['--all-pages', '--output', 'rfis.jsonl']);
    equal(status, 0);
    const lines = (await readFile(join(folder, 'rfis.jsonl'), 'utf8')).trimEnd().split('\n');
    equal(new Set(lines.map(line => (JSON.parse(line) as { readonly id: number }).id)).size, 450);
    equal(made[0]?.response?.bodyBytes, (await stat(join(folder, 'rfis.jsonl'))).size);
  });

  it('says that a page is not all', async () => {
    const { exchanges: made } = await exchanges(rfis);
    deepEqual(
      made[0]?.diagnoses.map(({ id }) => id),
      ['more-pages'],
    );
  });

  it('runs a request that another refers to once, and first', async () => {
    const { exchanges: made } = await exchanges(
      `# @name second\n# @company {{first.response.body.$[0].id}}\nGET /rest/v1.0/me\n\n###\n# @name first\n# @company 4264807\nGET /rest/v1.0/companies\n`,
    );
    deepEqual(
      made.map(({ request }) => request.name),
      ['first', 'second'],
    );
  });

  it('does not send a request again that failed in the same run, for another one to read', async () => {
    const reads = '# @company 4264807\nGET /rest/v1.0/projects/{{lost.response.body.$.id}}\n\n###\n';
    const { exchanges: made } = await exchanges(
      `# @name lost\n# @company 4264807\nGET /rest/v1.0/nowhere\n\n###\n${reads}${reads}`,
    );
    deepEqual(
      made.map(({ response, error }) => [response?.status, error?.code]),
      [
        [404, undefined],
        [undefined, 'request-not-answered'],
        [undefined, 'request-not-answered'],
      ],
    );
    match(made[2]?.error?.message ?? '', /lost was sent first and gave no answer to read from: 404/);
  });

  it('lets --var beat the file', async () => {
    const { exchanges: made } = await exchanges('@v = v9.9\n# @company 4264807\nGET /rest/{{v}}/me\n', [
      '--var',
      'v=v1.0',
    ]);
    equal(made[0]?.response?.status, 200);
  });

  it('sends to production with --yes', async () => {
    const { out } = await run('# @company 4264807\nPOST /rest/v1.0/nowhere\n\n{}', [
      '--env',
      'production',
      '--json',
      '--yes',
    ]);
    const exchange: Exchange = JSON.parse(out);
    equal(exchange.response?.status, 404);
    equal(exchange.environment, 'production');
  });

  it('starts a simulator of its own, and needs nothing for it', async () => {
    await writeFile(join(folder, 'a.http'), `# @env simulator\n\n###\n${me}`);
    const io = recordedIo({ cwd: folder });
    equal(await runCommand(['a.http'], io), 0);
    match(io.out(), /200 OK/);
    match(io.out(), /1 of 1 requests went well/);
  });

  it('refuses a body file from elsewhere', async () => {
    await writeFile(join(folder, 'inside.json'), '{}');
    const { exchanges: made } = await exchanges(
      'POST /rest/v1.0/x\n\n< ../outside.json\n\n###\nPOST /rest/v1.0/x\n\n< /etc/passwd\n\n###\n# @company 4264807\nPOST /rest/v1.0/nowhere\n\n< inside.json\n',
    );
    deepEqual(
      made.map(({ error, response }) => error?.code ?? response?.status),
      ['body-file-unreadable', 'body-file-unreadable', 404],
    );
  });
});

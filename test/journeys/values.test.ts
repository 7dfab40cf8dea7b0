import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../../src/cli/run.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { recordedIo } from '../support/cliIo.ts';
import { terminalOf } from '../support/signedIn.ts';

/** What the server got, given back as JSON. */
interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

describe('Values on their way from a file to the wire', () => {
  let simulator: RunningSimulator;
  let server: Server;
  let echo: string;
  let received: Echo[];
  let root: string;

  before(async () => {
    simulator = await startSimulator({ catalog: await loadBundledCatalog(), spikeLimit: 0, hourlyLimit: 0 });
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const got = { method, url, headers: { ...headers } as Record<string, string>, body };
        received.push(got);
        response.setHeader('content-type', 'application/json');
        response.statusCode = url.startsWith('/fail') ? 418 : 200;
        response.end(JSON.stringify({ ...got, id: '562949953443325', count: received.length }));
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    echo = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(async () => {
    await simulator.close();
    server.close();
  });

  beforeEach(async () => {
    received = [];
    root = await mkdtemp(join(tmpdir(), 'procore-values-'));
  });

  afterEach(() => rm(root, { recursive: true }));

  /** Runs `a.http` among these files with `--env simulator`; in a text, ECHO stands for the echoing server. */
  async function run(
    files: Readonly<Record<string, string>>,
    argv: readonly string[] = [],
    given: Partial<Parameters<typeof recordedIo>[0]> = {},
  ) {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text.replaceAll('ECHO', echo));
    }
    const io = recordedIo({
      cwd: root,
      ...given,
      env: {
        ...terminalOf(simulator),
        ...given?.env,
      },
    });
    const file = Object.keys(files).find(name => name.endsWith('.http')) ?? '';
    const status = await runCommand([file, '--json', '--env', 'simulator', ...argv], io);
    const lines = io
      .out()
      .split('\n')
      .filter(line => line !== '');
    return {
      status,
      exchanges: lines.map((line): Exchange => JSON.parse(line)),
      out: io.out(),
      err: io.err(),
    };
  }

  it('come from environment files, the private one over the public one', async () => {
    const { status, exchanges } = await run({
      'api/a.http': 'GET ECHO/{{project}}/{{area.code}}?v={{version}}\nX-Key: {{key}}\n',
      'http-client.env.json': JSON.stringify({
        $shared: { version: 'shared', key: 'shared' },
        simulator: { project: 562949953443325, area: { code: 'A1' }, key: 'placeholder' },
        production: { project: 1 },
      }),
      'http-client.private.env.json': '{ "simulator": { "key": "pr1vate-key" }, }',
    });
    equal(status, 0);
    equal(received[0]?.url, '/562949953443325/A1?v=shared');
    equal(received[0]?.headers['x-key'], 'pr1vate-key');
    equal(JSON.stringify(exchanges).includes('pr1vate-key'), false);
    equal(exchanges[0]?.request.headers['x-key'], '***');
    match(exchanges[0]?.request.url ?? '', /562949953443325/);
  });

  it('come from .env files, by name and by $dotenv, and are masked where the answer repeats them', async () => {
    const { status, out } = await run({
      'a.http':
        'POST ECHO/x\nContent-Type: application/json\n\n{"a":"{{API_SECRET}}","b":"{{$dotenv API_SECRET}}"}\n',
      '.env': 'API_SECRET=from-dotenv',
      '.env.simulator': 'API_SECRET="quo\\"ted s3cret"',
    });
    equal(status, 0);
    equal(received[0]?.body, '{"a":"quo\\"ted s3cret","b":"quo\\"ted s3cret"}');
    ok(!out.includes('s3cret'), out);
  });

  it('of the operating system are masked too', async () => {
    const { out } = await run({ 'a.http': 'GET ECHO/?q={{$processEnv MY_KEY}}\n' }, [], {
      env: { MY_KEY: 'os secret+1' },
    });
    match(received[0]?.url ?? '', /os%20secret\+1/);
    ok(!/os.{1,3}secret/.test(out), out);
  });

  it('are not taken from above the folder the command runs in, nor through a link out of it', async () => {
    await mkdir(join(root, 'inside'));
    await mkdir(join(root, 'elsewhere'));
    await writeFile(join(root, '.env'), 'A=above');
    await writeFile(join(root, 'elsewhere/secret'), 'A=linked');
    await symlink('../elsewhere/secret', join(root, 'inside/.env'));
    const { status, exchanges, err } = await run({ 'inside/a.http': 'GET ECHO/{{A}}\n' }, [], {
      cwd: join(root, 'inside'),
    });
    // The file is named from the folder above, which is then not the one the command runs in.
    equal(status, 2, err);
    equal(exchanges.length, 0);
    const io = recordedIo({ cwd: join(root, 'inside'), env: { PROCORE_BASE_URL: simulator.url } });
    equal(await runCommand(['a.http', '--json', '--env', 'simulator'], io), 2);
    match(io.out(), /Nothing gives \{\{A\}\} a value/);
    match(io.err(), /\.env:1: This file cannot be read: it is a link/);
    equal(received.length, 0);
  });

  it('that are missing are named all at once, and nothing is sent', async () => {
    const { status, exchanges } = await run({
      'a.http': '# @name first\nGET ECHO/first\n###\nGET ECHO/{{one}}/{{two}}\nX-Y: {{three}}\n',
    });
    equal(status, 1);
    const message = exchanges[1]?.error?.message ?? '';
    for (const name of ['one', 'two', 'three']) ok(message.includes(`{{${name}}}`), message);
  });

  it('a broken environment file is said with its line, and the message of the name says more', async () => {
    const { status, err } = await run({
      'a.http': 'GET ECHO/{{a}}\n',
      'http-client.env.json': '{\n  "simulator": {\n    "a" 1\n  }\n}',
    });
    equal(status, 2);
    match(err, /http-client\.env\.json:3: This is not JSON.*colon is expected/);
  });

  it('come from another section where --variables names one', async () => {
    const files = {
      'a.http': 'GET ECHO/{{a}}/{{B}}/{{$procore.environment}}\n',
      'http-client.env.json': '{"dev":{"a":1},"simulator":{"a":2}}',
      '.env.dev': 'B=3',
    };
    await run(files, ['--variables', 'dev']);
    equal(received[0]?.url, '/1/3/simulator');
    const { status, err } = await run(files, ['--variables', 'nowhere']);
    equal(status, 2);
    match(err, /no environment file has a section nowhere\. There are dev, simulator\./);
  });

  it('a name that only another environment has is said so', async () => {
    const { exchanges } = await run({
      'a.http': 'GET ECHO/{{a}}\n',
      'http-client.env.json': '{"dev":{"a":1}}',
    });
    match(exchanges[0]?.error?.message ?? '', /has a value for dev only/);
  });

  it('of prompts come from --var', async () => {
    const text =
      '# @prompt ticket Number of the ticket\n# @prompt password\nGET ECHO/{{ticket}}/{{$input Your name}}\nX-Pass: {{password}}\n';
    const unanswered = await run({ 'a.http': text });
    equal(unanswered.status, 2);
    match(unanswered.exchanges[0]?.error?.message ?? '', /--var ticket=<value>/);
    match(unanswered.exchanges[0]?.error?.message ?? '', /--var "Your name=<value>"/);
    const { status, out } = await run({ 'a.http': text }, [
      '--var',
      'ticket=7',
      '--var',
      'password=hunter22',
      '--var=Your name=Ann',
    ]);
    equal(status, 0);
    equal(received[0]?.url, '/7/Ann');
    ok(!out.includes('hunter22'));
  });

  it('of prompts are asked for at a terminal, all at once and hidden where they are secret', async () => {
    const asked: string[] = [];
    const { status, out } = await run(
      {
        'a.http':
          '# @name login\n# @prompt password\nPOST ECHO/login\n\n{{password}}\n###\n# @name use\n# @prompt ticket Which one\nGET ECHO/{{ticket}}/{{login.response.body.$.id}}/{{$pick Size $value: S,M,L}}/{{$input Name $value: Ann}}\n',
      },
      ['--name', 'use'],
      {
        ask: async (question, { hidden }) => {
          asked.push(`${question}${hidden ? '(hidden)' : ''}`);
          equal(received.length, 0);
          return (
            { 'password: ': 'hunter22', 'ticket (Which one): ': '7', 'Name [Ann]: ': '' }[question] ?? '2'
          );
        },
      },
    );
    equal(status, 0, out);
    deepEqual(asked, [
      'password: (hidden)',
      'ticket (Which one): ',
      '  1  S\n  2  M\n  3  L\nSize: ',
      'Name [Ann]: ',
    ]);
    deepEqual(
      received.map(({ url }) => url),
      ['/login', '/7/562949953443325/M/Ann'],
    );
    ok(!out.includes('hunter22'));
  });

  it('that several requests of a run ask for are asked for once, before anything is sent', async () => {
    const asked: string[] = [];
    const { status } = await run(
      {
        'a.http':
          'GET ECHO/1\n###\n# @prompt a\nGET ECHO/{{a}}\n###\n# @prompt a\n# @prompt b\nGET ECHO/{{a}}/{{b}}\n###\nPOST ECHO/4\n\n<@ b.txt\n',
        'b.txt': '{{$input c}}',
      },
      [],
      {
        ask: async question => {
          asked.push(`${question}${received.length}`);
          return question.slice(0, 1).toUpperCase();
        },
      },
    );
    equal(status, 0);
    deepEqual(asked, ['a: 0', 'b: 0', 'c: 3']);
    deepEqual(
      received.map(({ url, body }) => url + body),
      ['/1', '/A', '/A/B', '/4C'],
    );
  });

  it('where a person declines to answer, nothing is sent', async () => {
    const { status, exchanges } = await run({ 'a.http': '# @prompt x\nGET ECHO/{{x}}\n' }, [], {
      ask: () => Promise.resolve(undefined),
    });
    equal(status, 1);
    equal(exchanges[0]?.error?.code, 'input-declined');
    equal(received.length, 0);
  });

  it('of who is signed in are asked of Procore, once and only where they are used', async () => {
    const text =
      '### one\n# @company {{c}}\n@c = 4264807\nGET ECHO/{{$procore.me.id}}/{{$procore.me.login}}\n### two\n# @company 4264807\nGET ECHO/{{$procore.me.id}}\n### three\n# @company 7\nGET ECHO/{{$procore.environment}}/{{$procore.companyId}}\n';
    const before = await requestsTo(simulator);
    const { status, exchanges } = await run({ 'a.http': text });
    equal(status, 0, JSON.stringify(exchanges));
    equal(exchanges.length, 3);
    match(received[0]?.url ?? '', /^\/\d+\/[^/]+$/);
    equal(received[1]?.url, received[0]?.url.replace(/\/[^/]+$/, ''));
    equal(received[2]?.url, '/simulator/7');
    equal((await requestsTo(simulator)) - before, 1);
  });

  it('of who is signed in may be given, and then nobody is asked', async () => {
    const before = await requestsTo(simulator);
    const { status } = await run({ 'a.http': 'GET ECHO/{{$procore.me.id}}\n' }, [
      '--var',
      '$procore.me.id=5',
    ]);
    equal(status, 0);
    equal(received[0]?.url, '/5');
    equal(await requestsTo(simulator), before);
  });

  it('of who is signed in that Procore does not say stop the request with its answer', async () => {
    const { status, exchanges } = await run({ 'a.http': 'GET ECHO/{{$procore.me.id}}\n' }, [], {
      env: { PROCORE_ACCESS_TOKEN: 'wrong' },
    });
    ok(status === 2 || status === 1);
    match(exchanges[0]?.error?.message ?? '', /GET \/rest\/v1\.0\/me\), and that failed: the answer was 401/);
    equal(received.length, 0);
  });

  it('travel from answer to answer, each request sent once', async () => {
    const { status, exchanges } = await run(
      {
        'a.http':
          '# @name a\nGET ECHO/a\n###\n# @name b\nGET ECHO/b/{{a.count}}\n###\n@chain = {{b.response.body.$.url}}\n# @name c\nPOST ECHO/c\n\n<@ ./body.txt\n###\n# @name d\nGET ECHO/d/{{aResponse.headers["content-type"]}}\n',
        'body.txt': '{{chain}} {{a.response.body.$.id}}',
      },
      ['--name', 'c'],
    );
    equal(status, 0);
    deepEqual(
      exchanges.map(({ request }) => request.name),
      ['a', 'b', 'c'],
    );
    equal(received[2]?.body, '/b/1 562949953443325');
  });

  it('come of an answer for the host of an environment file, though no request names it', async () => {
    const { status } = await run({
      'a.http': '# @name a\nGET ECHO/a\n###\nGET ECHO/b\n###\nGET /api/thing\n',
      'http-client.env.json': JSON.stringify({
        simulator: { host: 'ECHO{{a.response.body.$.url}}' },
      }),
    });
    equal(status, 0);
    deepEqual(
      received.map(({ url }) => url),
      ['/a', '/b', '/a/api/thing'],
    );
  });

  it('@ref sends a request once, @forceRef each time', async () => {
    const text = (flag: string) =>
      `# @name a\nGET ECHO/a\n###\n# ${flag} a\nGET ECHO/b\n###\n# ${flag} a\nGET ECHO/c\n`;
    await run({ 'a.http': text('@ref') });
    deepEqual(
      received.map(({ url }) => url),
      ['/a', '/b', '/c'],
    );
    received = [];
    await run({ 'a.http': text('@forceRef') });
    deepEqual(
      received.map(({ url }) => url),
      ['/a', '/a', '/b', '/a', '/c'],
    );
    const { exchanges } = await run({ 'a.http': '# @ref nobody\nGET ECHO/x\n' });
    match(exchanges[0]?.error?.message ?? '', /named nobody, as @ref says/);
  });

  it('that go in a circle are said with the circle, and nothing is sent', async () => {
    const { status, exchanges } = await run(
      {
        'a.http':
          '@x = {{c.response.body.$.id}}\n# @name a\nGET ECHO/{{b.id}}\n###\n# @name b\nPOST ECHO/b\n\n<@ b.txt\n###\n# @name c\nGET ECHO/{{a.id}}\n',
        'b.txt': '{{x}}',
      },
      ['--name', 'a'],
    );
    equal(status, 2);
    match(exchanges[0]?.error?.message ?? '', /^a needs b needs c needs a: /);
    equal(received.length, 0);
  });

  it('of an answer that did not come are explained by that answer', async () => {
    const { exchanges } = await run(
      { 'a.http': '# @name a\nGET ECHO/fail\n###\n# @name b\nGET ECHO/{{a.id}}\n' },
      ['--name', 'b'],
    );
    match(exchanges[1]?.error?.message ?? '', /^a was sent first and gave no answer to read from: 418/);
  });
});

/** How often the simulator was asked who is signed in. */
async function requestsTo(simulator: RunningSimulator): Promise<number> {
  const answer = await fetch(`${simulator.url}/_simulator/state`);
  return (await answer.text()).split('"/rest/v1.0/me"').length - 1;
}

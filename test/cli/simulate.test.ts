import assert from 'node:assert/strict';
import type { CliIo } from '../../src/cli/io.ts';
import { simulateCommand } from '../../src/cli/simulate.ts';
import { faultTable } from '../../src/simulator/faults.ts';

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; `ready` is called with what it first printed, and then it is interrupted. */
async function simulate(
  argv: readonly string[],
  ready: (printed: string) => Promise<void> = async () => {},
): Promise<Run> {
  const interruption = new AbortController();
  let [stdout, stderr] = ['', ''];
  let failure: unknown;
  const io: CliIo = {
    stdout: text => {
      const first = stdout === '';
      stdout += text;
      if (!first) return;
      void ready(text)
        .catch(error => {
          failure = error;
        })
        .finally(() => interruption.abort());
    },
    stderr: text => {
      stderr += text;
    },
    stdin: async () => '',
    env: {},
    cwd: '/',
    signal: interruption.signal,
    interactive: false,
  };
  const status = await simulateCommand(argv, io);
  if (failure !== undefined) throw failure;
  return { status, stdout, stderr };
}

describe('procore-http simulate', () => {
  it('prints exactly one line with --json, serves, and ends with 0 on Ctrl-C', async () => {
    const run = await simulate(['--json', '--as', 'sandbox', '--rows', '10'], async line => {
      const { url } = JSON.parse(line);
      assert.equal((await fetch(`${url}/rest/v1.0/me`)).status, 401);
    });
    assert.deepEqual([run.status, run.stderr], [0, '']);
    const [line = '', ...rest] = run.stdout.split('\n');
    assert.deepEqual(rest, ['']);
    assert.deepEqual(Object.keys(JSON.parse(line)), ['url', 'clientId', 'clientSecret', 'environment']);
    assert.equal(JSON.parse(line).environment, 'sandbox');
  });

  it('tells people the address, the credentials, the control page and each request', async () => {
    const run = await simulate([], async text => {
      await fetch(`${/http:\S+/.exec(text)?.[0]}/rest/v1.0/me`);
    });
    assert.equal(run.status, 0);
    assert.match(
      run.stdout,
      /^Procore simulator, environment simulator: http:\/\/127\.0\.0\.1:\d+\n {2}client id {6}simulator-client-id\n {2}client secret {2}simulator-client-secret\n {2}control page {3}http:\/\/127\.0\.0\.1:\d+\/_simulator\nStop with Ctrl-C\. Requests:\n401 GET \/rest\/v1\.0\/me {2}no Authorization header\n$/,
    );
  });

  it('lists the faults in its help', async () => {
    const run = await simulate(['--help']);
    assert.equal(run.status, 0);
    for (const { name, help } of faultTable)
      assert.ok(run.stdout.includes(name) && run.stdout.includes(help), name);
  });

  it('lets webhooks wait as many times shorter as asked, and says in its help how events are fired', async () => {
    let scale: unknown;
    await simulate(['--json', '--webhook-time-scale', '5000'], async line => {
      const state = await fetch(`${JSON.parse(line).url}/_simulator/state`);
      scale = ((await state.json()) as { webhooks: { timeScale: number } }).webhooks.timeScale;
    });
    assert.equal(scale, 5000);
    assert.match((await simulate(['--help'])).stdout, /POST \/_simulator\/webhooks\/fire/);
  });

  it('names the busy port and ends with 2', async () => {
    let port = '';
    await simulate(['--json'], async line => {
      port = new URL(JSON.parse(line).url).port;
      const second = await simulate(['--port', port]);
      assert.equal(second.status, 2);
      assert.equal(second.stdout, '');
      assert.equal(
        second.stderr,
        `procore-http simulate: port ${port} of 127.0.0.1 is in use; name another with --port, or leave it out for a free one.\n`,
      );
    });
    assert.notEqual(port, '');
  });

  for (const [argv, problem] of [
    [['--port', 'x'], '--port x: must be a whole number from 0 to 65535.'],
    [['--port', '70000'], '--port 70000: must be a whole number from 0 to 65535.'],
    [['--rows', '1.5'], '--rows 1.5: must be a whole number from 0 to 10000000.'],
    [['--webhook-time-scale', '0'], '--webhook-time-scale 0: must be a whole number from 1 to 1000000.'],
    [['--access-token-ttl', '0'], '--access-token-ttl 0: must be a whole number from 1.'],
    [['--as', 'a b'], '--as a b: an environment name has letters, digits and dashes.'],
    [['--prot', '1'], "Unknown option '--prot'."],
    [['extra'], "Unexpected argument 'extra'."],
    [['--port'], '--port needs a value.'],
    [['--port', '-1'], '--port needs a value; one that begins with a dash is written --port=-….'],
    [['--json=1'], '--json takes no value.'],
  ] as const) {
    it(`refuses ${argv.join(' ')} with one line and 2`, async () => {
      const run = await simulate(argv);
      assert.deepEqual(run, {
        status: 2,
        stdout: '',
        stderr: `procore-http simulate: ${problem} See procore-http simulate --help.\n`,
      });
    });
  }

  it('lists the faults and guesses the one that was meant', async () => {
    const run = await simulate(['--fault', 'rate-limit-spkie']);
    assert.equal(run.status, 2);
    assert.match(
      run.stderr,
      /^procore-http simulate: --fault rate-limit-spkie: there is no such fault\. Did you mean rate-limit-spike\? Faults: access-token-invalid, .*link-off\. See [^\n]*\n$/,
    );
  });
});

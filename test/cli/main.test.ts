import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** A file that is always full, where the system has one. */
const full = '/dev/full';

describe('procore-http', () => {
  for (const [argv, said] of [
    [[], /^procore-http: name a command \(run, parse, explain, simulate\)/],
    [['rnu'], /^procore-http: there is no command rnu; the commands are run, parse, explain, simulate/],
  ] as const) {
    it(`with arguments [${argv}] says which commands there are, and ends with 2`, async () => {
      const { status, stderr } = await start(argv);
      equal(status, 2);
      match(stderr, said);
      equal(stderr.trimEnd().split('\n').length, 1);
    });
  }

  if (existsSync(full)) {
    it('says in one line that its output cannot be written, and ends with 1', async () => {
      const file = await open(full, 'w');
      const { status, stderr } = await start(['--help'], file.fd);
      await file.close();
      equal(status, 1);
      match(stderr, /^procore-http: the output cannot be written: ENOSPC.*\n$/);
    });
  }

  it('stops and ends with 130 where its reader went away before all requests were sent', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end('{}');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    const folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
    const file = join(folder, 'a.http');
    const requests = Array.from(
      { length: 40 },
      (_, index) => `GET http://127.0.0.1:${address.port}/${index}\n`,
    );
    await writeFile(file, requests.join('\n###\n'));
    const child = spawn(process.execPath, [main, 'run', file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>(resolve => child.once('close', resolve));
    child.stdout.destroy();
    equal(await ended, 130);
    ok(asked.length < requests.length, `${asked.length} requests were sent`);
    server.close();
    await rm(folder, { recursive: true });
  });

  it('tells the engine how to run, which has nothing to say of it', async () => {
    const server = createServer((_request, response) => response.end('{}'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    const folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
    const file = join(folder, 'a.http');
    await writeFile(file, `GET http://127.0.0.1:${address.port}/\n`);
    const { status, stderr } = await start(['run', file]);
    server.close();
    await rm(folder, { recursive: true });
    deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });

  it('ends with 0 where nobody reads its help', async () => {
    const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>(resolve => child.once('close', resolve));
    child.stdout.destroy();
    equal(await ended, 0);
  });

  // Windows ends a process without asking it.
  if (process.platform !== 'win32') {
    it('run ends at a second signal although what it writes to is never read', async () => {
      const server = createServer((_request, response) => response.end('{}'));
      const asked = once(server, 'request');
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      ok(typeof address === 'object' && address !== null);
      const folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
      await writeFile(join(folder, 'a.http'), `GET http://127.0.0.1:${address.port}/\n`);
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      const child = spawn(process.execPath, [main, 'run', 'a.http', '--output', 'pipe'], {
        cwd: folder,
        stdio: 'ignore',
      });
      const ended = once(child, 'close');
      await asked;
      child.kill('SIGINT');
      child.kill('SIGTERM');
      const [status, signal] = await ended;
      equal(status, null);
      match(String(signal), /^SIG(?:INT|TERM)$/);
      server.close();
      await rm(folder, { recursive: true });
    });

    it('explain ends on Ctrl-C while it waits for its input', async () => {
      const child = spawn(process.execPath, [main, 'explain', '-'], { stdio: ['pipe', 'ignore', 'inherit'] });
      const ended = once(child, 'close');
      // More than a pipe holds: once it is written, the other side reads.
      await new Promise(resolve => child.stdin.write(' '.repeat(1 << 20), resolve));
      child.kill('SIGINT');
      deepEqual(await ended, [null, 'SIGINT']);
    });

    it('simulate ends with 0 on Ctrl-C, at once, also in the middle of an answer', async () => {
      const child = spawn(process.execPath, [main, 'simulate', '--json', '--latency', '60000'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise<number | null>(resolve => child.once('close', resolve));
      const [line] = await once(child.stdout, 'data');
      const { url } = JSON.parse(String(line));
      const answer = fetch(`${url}/rest/v1.0/me`).catch(() => undefined);
      await fetch(`${url}/_simulator/health`);
      child.kill('SIGINT');
      equal(await ended, 0);
      equal(await answer, undefined);
    });
  }
});

async function start(
  argv: readonly string[],
  stdout: 'ignore' | number = 'ignore',
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [main, ...argv], { stdio: ['ignore', stdout, 'pipe'] });
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  return { stderr: child.stderr === null ? '' : await text(child.stderr), status: await ended };
}

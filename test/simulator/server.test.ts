import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { type ServerOptions, startSimulator } from '../../src/simulator/server.ts';

async function serve(
  options: Omit<ServerOptions, 'catalog'>,
  use: (running: RunningSimulator) => Promise<void>,
): Promise<void> {
  const running = await startSimulator({ ...options, catalog: await loadBundledCatalog() });
  try {
    await use(running);
  } finally {
    await running.close();
  }
}

async function callMe(
  { url, clientId, clientSecret }: RunningSimulator,
  path = '/rest/v1.0/nowhere',
): Promise<Response> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body });
  const token = (await answer.json()) as { access_token: string };
  return fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token.access_token}` } });
}

/** Code of the network error behind a failed fetch or body. */
function failsWith(pattern: RegExp) {
  return (error: unknown) => {
    const cause = error instanceof Error ? error.cause : undefined;
    assert.match(`${String(error)} ${String(cause)} ${JSON.stringify(cause)}`, pattern);
    return true;
  };
}

describe('the simulator on a port', () => {
  it('answers over 127.0.0.1 and leaves the global Request and Response alone', async () => {
    const before = [globalThis.Request, globalThis.Response];
    await serve({}, async running => {
      assert.deepEqual([globalThis.Request, globalThis.Response], before);
      assert.match(running.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      const answer = await callMe(running);
      assert.equal(answer.status, 404);
      assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    });
  });

  it('sends a Date of its own clock once', async () => {
    await serve({ now: () => Date.UTC(2030, 0, 1) }, async running => {
      const answer = await fetch(`${running.url}/rest/v1.0/me`);
      assert.equal(answer.headers.get('date'), 'Tue, 01 Jan 2030 00:00:00 GMT');
    });
  });

  it('rejects with EADDRINUSE where the port is taken', async () => {
    await serve({}, async ({ url }) => {
      const port = Number(new URL(url).port);
      await assert.rejects(
        serve({ port }, async () => {}),
        { code: 'EADDRINUSE' },
      );
    });
  });

  it('refuses an unknown fault', async () => {
    await assert.rejects(
      serve({ faults: ['nonsense'] }, async () => {}),
      /There is no fault "nonsense"\./,
    );
  });

  it('drops the connection before the first byte', async () => {
    await serve({ faults: ['reset'] }, async running => {
      await assert.rejects(callMe(running), failsWith(/ECONNRESET|other side closed/));
    });
  });

  it('drops the connection halfway through the body', async () => {
    await serve({ faults: ['truncated'] }, async running => {
      const answer = await callMe(running);
      assert.equal(answer.status, 404);
      await assert.rejects(answer.text(), failsWith(/terminated|other side closed/));
    });
  });

  it('sends more bytes than Content-Length says', async () => {
    await serve({ faults: ['wrong-content-length'] }, async running => {
      const answer = await callMe(running);
      const [text, length] = [await answer.text(), Number(answer.headers.get('content-length'))];
      assert.equal(Buffer.byteLength(text), length);
      assert.doesNotMatch(text, /<\/html>/);
    });
  });

  it('loses the answer to a token request', async () => {
    await serve({ faults: ['lost-token-response'] }, async running => {
      await assert.rejects(callMe(running), failsWith(/ECONNRESET|other side closed/));
    });
  });

  it('drips a slow answer whole', async () => {
    await serve({ faults: ['slow'], sleep: async () => {} }, async running => {
      assert.match(await (await callMe(running)).text(), /<\/html>\n$/);
    });
  });

  it('logs one line for each request, with the nearest operations', async () => {
    const lines: string[] = [];
    await serve({ log: line => lines.push(line) }, async running => {
      await callMe(running, '/rest/v1.0/projects/310481/rfi');
      const foreign = await fetch(`${running.url}/favicon.ico`);
      assert.equal(foreign.status, 404);
    });
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^200 POST \/oauth\/token /);
    assert.match(
      lines[1] ?? '',
      /^404 GET \/rest\/v1\.0\/projects\/310481\/rfi {2}no such operation; nearest: GET \/rest/,
    );
  });
});

describe('the simulator in a worker', () => {
  function start(options: object): Worker {
    return new Worker(new URL('../../src/simulator/worker.ts', import.meta.url), { workerData: options });
  }

  it('reports its address once and ends on close', async () => {
    const worker = start({ environment: 'sandbox' });
    const report = await new Promise<RunningSimulator>(resolve => worker.once('message', resolve));
    assert.deepEqual(
      { ...report, url: '' },
      {
        url: '',
        clientId: 'sandbox-client-id',
        clientSecret: 'sandbox-client-secret',
        environment: 'sandbox',
      },
    );
    const health = await fetch(`${report.url}/_simulator/health`);
    assert.deepEqual(await health.json(), {
      simulator: true,
      environment: 'sandbox',
      clientId: 'sandbox-client-id',
      clientSecret: 'sandbox-client-secret',
    });
    const ended = new Promise(resolve => worker.once('exit', resolve));
    worker.postMessage('close');
    assert.equal(await ended, 0);
  });

  it('reports a busy port and ends', async () => {
    await serve({}, async ({ url }) => {
      const worker = start({ port: Number(new URL(url).port) });
      const ended = new Promise(resolve => worker.once('exit', resolve));
      const report = await new Promise<{ error: { code: string } }>(resolve =>
        worker.once('message', resolve),
      );
      assert.equal(report.error.code, 'EADDRINUSE');
      assert.equal(await ended, 0);
    });
  });
});

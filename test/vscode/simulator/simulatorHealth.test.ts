import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { askPort, type PortAnswer } from '../../../src/vscode/simulator/simulatorHealth.ts';

const healthy = { simulator: true, environment: 'simulator', clientId: 'id', clientSecret: 'secret' };

async function ask(
  answer: (response: ServerResponse) => void,
  timeoutMs = 15_000,
  signal = new AbortController().signal,
): Promise<PortAnswer> {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  try {
    return await askPort(address.port, { timeoutMs, signal });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('A port of this machine', () => {
  it('has one of our simulators', async () => {
    const answer = await ask(response => response.end(JSON.stringify(healthy)));
    assert.equal(answer.kind, 'simulator');
    if (answer.kind === 'simulator') assert.match(answer.address.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  for (const [what, body] of [
    ['a page', '<html></html>'],
    ['other JSON', '{"ok":true}'],
    ['a simulator without credentials', JSON.stringify({ ...healthy, clientSecret: '' })],
    ['something that only claims to be one', JSON.stringify({ ...healthy, simulator: 'yes' })],
    ['no end of text', 'x'.repeat(70_000)],
  ] as const)
    it(`has another program that answers with ${what}`, async () =>
      assert.equal((await ask(response => response.end(body))).kind, 'other'));

  it('has another program that never answers', async () =>
    assert.equal((await ask(() => {}, 50)).kind, 'other'));

  it('has another program that sends a little now and then, and never ends', async () => {
    const drip = (response: ServerResponse) => {
      const timer = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(timer));
    };
    assert.equal((await ask(drip, 50)).kind, 'other');
  });

  it('is asked no longer where nobody wants to know', async () => {
    const stop = new AbortController();
    const reason = new Error('not wanted');
    let givenUp = Promise.resolve();
    const asking = ask(
      response => {
        givenUp = new Promise(resolve => response.on('close', resolve));
        stop.abort(reason);
      },
      undefined,
      stop.signal,
    );
    await assert.rejects(asking, reason);
    await givenUp;
  });

  it('is free', async () => {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    await new Promise(resolve => server.close(resolve));
    assert.equal((await askPort(address.port)).kind, 'free');
  });
});

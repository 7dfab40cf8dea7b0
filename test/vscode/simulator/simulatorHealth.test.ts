import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { askPort, type PortAnswer } from '../../../src/vscode/simulator/simulatorHealth.ts';

const healthy = { simulator: true, environment: 'simulator', clientId: 'id', clientSecret: 'secret' };

async function ask(answer: (response: ServerResponse) => void, timeoutMs?: number): Promise<PortAnswer> {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  try {
    return await askPort(address.port, timeoutMs);
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

  it('is free', async () => {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    await new Promise(resolve => server.close(resolve));
    assert.equal((await askPort(address.port)).kind, 'free');
  });
});

import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { namedHook } from '../../../src/vscode/webhooks/namedHook.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

const row = { id: '7', destination_url: 'https://a.example', status: 'disabled', namespace: 'my-app' };
const scope = { companyId: '1', projectId: '2' };

function answered(status: number, body: unknown): Exchange {
  const text = JSON.stringify(body);
  const response = { status, statusText: '', headers: {}, bodyBytes: text.length, body: text };
  return { ...sampleExchange(), response, error: null };
}

describe('A hook that a diagnosis names', () => {
  async function read(version: 'v1.0' | 'v2.0', exchange: Exchange) {
    const asked: string[] = [];
    const place = { environment: 'sandbox', hookId: '7', version, scope };
    const send = async ({ method, path }: { method: string; path: string }) => {
      asked.push(`${method} ${path}`);
      return exchange;
    };
    return { hook: await namedHook({ send }, place), asked };
  }

  it('is shown with where it points, by v2.0', async () => {
    const { hook, asked } = await read('v2.0', answered(200, { data: row }));
    assert.deepEqual([hook?.id, hook?.destinationUrl, hook?.status], ['7', 'https://a.example', 'disabled']);
    assert.deepEqual(asked, ['GET /rest/v2.0/companies/1/projects/2/webhooks/hooks/7']);
  });

  it('is looked for among all hooks by v1.0, which shows no single one', async () => {
    const { hook, asked } = await read(
      'v1.0',
      answered(200, [
        { ...row, id: 8 },
        { ...row, id: 7 },
      ]),
    );
    assert.equal(hook?.destinationUrl, 'https://a.example');
    assert.equal(hook.id, '7');
    assert.deepEqual(asked, ['GET /rest/v1.0/webhooks/hooks?project_id=2']);
  });

  for (const [title, exchange] of [
    ['refuses', answered(403, { message: 'No' })],
    ['does not answer', { ...answered(200, row), response: null, error: { code: 'X', message: 'No' } }],
    ['tells of another one', answered(200, [{ ...row, id: '8' }])],
    ['tells nothing', answered(200, 'nothing')],
  ] as const)
    it(`has its id where the API ${title}`, async () => {
      const { hook } = await read('v2.0', exchange);
      assert.deepEqual([hook?.id, hook?.destinationUrl], ['7', undefined]);
    });
});

import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { WebhooksView } from '../../../src/vscode/webhooks/webhooksView.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';
import '../../support/editorDouble/hook.ts';

const place = { scope: { companyId: '1' }, environment: 'sandbox' };
const call = { method: 'POST', path: '/rest/v2.0/companies/1/webhooks/hooks', body: {} } as const;

function answered(status: number): Exchange {
  const sample = sampleExchange();
  const response = { status, statusText: 'Said', headers: {}, bodyBytes: 0, body: '' };
  return { ...sample, response, error: null, diagnoses: [], attempts: 1 };
}
const failed = (code: string, attempts: number): Exchange => ({
  ...answered(0),
  response: null,
  error: { code, message: 'It broke.' },
  attempts,
});

describe('A write of the Webhooks view', () => {
  /** What came of a write, and how often the rows were read again after it. */
  async function outcome(exchange: Exchange): Promise<{ said: string; changes: number }> {
    const { CancellationError } = await import('vscode');
    const { createRowCommands } = await import('../../../src/vscode/webhooks/rowCommands.ts');
    const view = { tree: {}, send: async () => exchange } as unknown as WebhooksView;
    const rows = createRowCommands(view, {} as LogOutputChannel);
    let changes = 0;
    const said = await rows
      .write(call, place, () => {
        changes += 1;
      })
      .then(
        done => (done === undefined ? 'nothing' : 'done'),
        error => (error instanceof CancellationError ? 'cancelled' : String(error.message)),
      );
    return { said, changes };
  }

  for (const [title, exchange, expected] of [
    ['that went through', answered(201), { said: 'done', changes: 1 }],
    ['that went through in part', answered(207), { said: 'done', changes: 1 }],
    ['that nobody confirmed', failed('not-confirmed', 0), { said: 'nothing', changes: 0 }],
    ['that was cancelled before it left', failed('cancelled', 0), { said: 'cancelled', changes: 0 }],
    [
      'that was cancelled under way',
      failed('cancelled', 1),
      { said: 'Create Webhook: It broke. The view reads again what is there now.', changes: 1 },
    ],
    ['that was refused', answered(403), { said: '403 Said', changes: 0 }],
    ['that was never sent', failed('ENOTFOUND', 0), { said: 'It broke.', changes: 0 }],
    ['of which no answer came', failed('UND_ERR_SOCKET', 1), { said: 'It broke.', changes: 1 }],
    ['that the server failed at', answered(502), { said: '502 Said', changes: 1 }],
  ] as const)
    it(`${title}: ${expected.changes === 1 ? 'the rows are read again' : 'the rows stay'}`, async () =>
      assert.deepEqual(await outcome(exchange), expected));
});

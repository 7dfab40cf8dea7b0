import assert from 'node:assert/strict';
import { simulatorEnvironment } from '../../../src/procore/environments.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { Sending } from '../../../src/vscode/requests/sender.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

const environment = simulatorEnvironment('http://127.0.0.1:1', 'staging');

describe('The name of a company whose id was entered', () => {
  /** What was found, with the titles of progress and what became of it. */
  async function look(run: (sending: Sending) => Promise<Exchange>, cancelled = false) {
    const { nameOfCompany } = await import('../../../src/vscode/environments/nameOfCompany.ts');
    const seen: string[] = [];
    const name = await nameOfCompany({ run }, environment, '7', (title, cancel) => {
      seen.push(title);
      return {
        report: () => {
          if (cancelled) setImmediate(cancel);
        },
        end: () => seen.push('ended'),
      };
    });
    return { name, seen };
  }
  const page = (rows: readonly object[]): Exchange => {
    const body = JSON.stringify(rows);
    const response = { status: 200, statusText: 'OK', headers: {}, bodyBytes: body.length, body };
    return { ...sampleExchange(), response, error: null, pagination: null };
  };
  const shown = ['Looking for the name of company 7', 'ended'];

  it('is that of the account, asked for under that id, of nobody who would have to sign in', async () => {
    const asked: unknown[] = [];
    const { name, seen } = await look(async ({ asks, choices }) => {
      asked.push([asks, choices?.company?.id]);
      return page([
        { id: 6, name: 'Other' },
        { id: 7, name: 'Harbor' },
      ]);
    });
    assert.equal(name, 'Harbor');
    assert.deepEqual(asked, [[false, '7']]);
    assert.deepEqual(seen, shown);
  });

  it('is left out where nobody wants to wait', async () => {
    const { name, seen } = await look(
      ({ signal }) =>
        new Promise(resolve =>
          signal.addEventListener('abort', () =>
            resolve({ ...page([]), response: null, error: { code: 'cancelled', message: 'Cancelled.' } }),
          ),
        ),
      true,
    );
    assert.equal(name, undefined);
    assert.deepEqual(seen, shown);
  });

  it('is left out where the list is refused', async () => {
    const refused = { ...page([]), response: null, error: { code: 'ENOTFOUND', message: 'No.' } };
    assert.deepEqual(await look(async () => refused), { name: undefined, seen: shown });
  });
});

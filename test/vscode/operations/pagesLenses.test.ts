import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import '../../support/editorDouble/hook.ts';
import { sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const file = parseHttpFile('GET /rest/v1.0/projects/1/rfis\n');
const pagination = { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };

async function lensesOf(exchange: Exchange | undefined): Promise<readonly string[]> {
  const { pagesLenses } = await import('../../../src/vscode/operations/pagesLenses.ts');
  const [request] = file.requests;
  assert.ok(request);
  return pagesLenses(request, sampleSent({ exchange })).map(({ title, command }) => `${title} | ${command}`);
}

describe('Above the answer of a list that is in no file', () => {
  it('all its pages are offered, with their number', async () =>
    assert.deepEqual(await lensesOf(sampleExchange({ pagination })), [
      'Get All 5 Pages | procore.sendAllPages',
    ]));

  it('reading on is offered where it was stopped', async () => {
    const error = { code: 'cancelled', message: 'Cancelled.' };
    const stopped = { ...pagination, page: 3, pagesRead: 3, rowsRead: 300 };
    assert.deepEqual(await lensesOf(sampleExchange({ pagination: stopped, error })), [
      'Get All 5 Pages | procore.sendAllPages',
      'Resume at Page 4 | procore.resumePages',
    ]);
  });

  it('nothing is offered where it is whole, is no list, or is not there yet', async () => {
    const whole = { ...pagination, total: 40, hasNext: false, rowsRead: 40 };
    assert.deepEqual(await lensesOf(sampleExchange({ pagination: whole })), []);
    assert.deepEqual(await lensesOf(sampleExchange()), []);
    assert.deepEqual(await lensesOf(undefined), []);
  });
});

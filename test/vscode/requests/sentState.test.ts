import assert from 'node:assert/strict';
import { outcomeOf } from '../../../src/vscode/requests/sentState.ts';
import { sampleExchange } from '../../support/sampleExchange.ts';

describe('What the log tells of an answer', () => {
  const pagination = { page: 3, perPage: 100, total: 450, hasNext: true, pagesRead: 3, rowsRead: 300 };
  const error = { code: 'cancelled', message: 'Cancelled.' };

  it('is its status and how long it took', () => assert.equal(outcomeOf(sampleExchange()), '200 in 38 ms'));

  it('says nothing of pages that nobody asked for', () =>
    assert.equal(outcomeOf(sampleExchange({ pagination })), '200 in 38 ms'));

  it('says how far a list was read that was stopped', () => {
    assert.equal(
      outcomeOf(sampleExchange({ pagination, error })),
      '200 in 38 ms, stopped after 300 of 450 rows',
    );
    assert.equal(
      outcomeOf(sampleExchange({ pagination: { ...pagination, total: null }, error })),
      '200 in 38 ms, stopped after 300 rows',
    );
  });
});

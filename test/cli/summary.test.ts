import { equal } from 'node:assert/strict';
import { interruption, summary } from '../../src/cli/summary.ts';
import { counted, emptyTally } from '../../src/cli/tally.ts';
import { diagnose } from '../../src/procore/diagnosis/diagnose.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { sampleExchange } from '../support/sampleExchange.ts';

/** As a sync action is answered: 200, whatever became of its entries. */
function synced(refused: number) {
  const errors = Array.from({ length: refused }, (_, id) => ({ origin_id: id, errors: { name: ['bad'] } }));
  const url = 'https://api.procore.com/rest/v1.0/vendors/sync';
  const diagnoses = diagnose({
    request: { method: 'PATCH', url, headers: {}, body: '{}' },
    response: { status: 200, headers: {}, body: JSON.stringify({ entities: [], errors }) },
    error: null,
    context: {},
  });
  return sampleExchange({ diagnoses });
}

function tallyOf(exchanges: readonly Exchange[]) {
  return exchanges.reduce(counted, emptyTally);
}

describe('The closing line of a run', () => {
  it('says how many requests went well, and no more where there is no more', () =>
    equal(summary(tallyOf([sampleExchange(), synced(0)])), '2 of 2 requests went well\n'));

  it('says of an interrupted run what was not sent, and counts nothing where nothing was', () => {
    equal(
      summary(tallyOf([sampleExchange()]), 3),
      '1 of 1 requests went well, interrupted: 3 were not sent\n',
    );
    equal(summary(tallyOf([]), 2), 'Interrupted: nothing was sent\n');
    equal(interruption(tallyOf([]), 2), 'Interrupted: nothing was sent\n');
    equal(interruption(tallyOf([sampleExchange()]), 1), 'Interrupted: 1 was not sent\n');
    equal(interruption(tallyOf([sampleExchange()]), 0), undefined);
  });

  it('counts redirects that were not followed, unless their status is what was asserted', () => {
    const response = { status: 307, statusText: '', headers: { location: '/x' }, bodyBytes: 0 };
    const redirected = sampleExchange({ response });
    equal(summary(tallyOf([redirected])), '1 of 1 requests went well, but 1 redirect was not followed\n');
    equal(
      summary(tallyOf([redirected, redirected, synced(1)])),
      '3 of 3 requests went well, but 2 redirects were not followed and 1 entry in them was refused\n',
    );
    const asserts = [{ text: 'status == 307', line: 2, passed: true, actual: '307' }];
    equal(
      summary(tallyOf([sampleExchange({ response, asserts })])),
      '1 of 1 requests went well, 1 of 1 assertions held\n',
    );
  });

  it('counts the entries that were refused inside of answers that went well', () => {
    equal(summary(tallyOf([synced(1)])), '1 of 1 requests went well, but 1 entry in them was refused\n');
    equal(
      summary(tallyOf([synced(1200), synced(3), sampleExchange()])),
      '3 of 3 requests went well, but 1,203 entries in them were refused\n',
    );
  });
});

import { equal } from 'node:assert/strict';
import { counted, emptyTally } from '../../src/cli/tally.ts';
import { runStatus } from '../../src/cli/verdict.ts';
import { sampleExchange } from '../support/sampleExchange.ts';

const good = sampleExchange();
const failed = sampleExchange({ error: { code: 'ECONNRESET', message: 'Closed.' } });
const unsent = (code: string) =>
  sampleExchange({ attempts: 0, response: null, error: { code, message: 'Nothing was sent.' } });

describe('The exit status of a run', () => {
  for (const [what, exchanges, status, of] of [
    ['all went well', [good, good], 0, {}],
    ['one of several failed', [good, failed, good], 1, {}],
    [
      'nothing was sent, because the text is wrong',
      [unsent('variable-unknown'), unsent('target-invalid')],
      2,
      {},
    ],
    [
      'the text of the first is wrong, and that of the last would have been confirmed',
      [unsent('target-invalid'), unsent('not-confirmed')],
      2,
      {},
    ],
    ['nothing was confirmed', [unsent('not-confirmed')], 1, {}],
    ['some text is wrong, but the first was sent', [good, unsent('variable-unknown')], 1, {}],
    ['nobody could sign in', [unsent('not-signed-in')], 3, { signInCodes: new Set(['not-signed-in']) }],
    ['it was interrupted', [good], 130, { interrupted: true }],
    ['what was asked for is not saved', [good], 1, { saved: false }],
    ['nothing was to be run', [], 0, {}],
  ] as const)
    it(`is ${status} where ${what}`, () => {
      const tally = exchanges.reduce(counted, emptyTally);
      equal(
        runStatus(tally, { interrupted: false, signInCodes: new Set<string>(), saved: true, ...of }),
        status,
      );
    });
});

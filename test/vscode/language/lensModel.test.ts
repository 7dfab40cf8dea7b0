import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { lensesOf } from '../../../src/vscode/language/lensModel.ts';
import type { SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import { refused, sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const file = parseHttpFile('# @name me\nGET /rest/v1.0/me\n');
const titles = (sent: SentRequest | undefined) =>
  lensesOf(
    file,
    () => sent,
    () => undefined,
  ).map(({ title }) => title);
const pagination = { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };

describe('The lenses of a request', () => {
  it('offer to send it', () => assert.deepEqual(titles(undefined), ['Send']));

  it('say where it goes when that is not where the others go', () => {
    const [lens] = lensesOf(
      file,
      () => undefined,
      () => 'Simulator',
    );
    assert.equal(lens?.title, 'Send to Simulator');
  });

  it('stand on the request line', () => {
    assert.deepEqual(
      lensesOf(
        file,
        () => undefined,
        () => undefined,
      ).map(({ offset }) => file.text.slice(offset, offset + 3)),
      ['GET'],
    );
  });

  it('offer to cancel while it runs', () =>
    assert.deepEqual(titles(sampleSent({ exchange: undefined })), ['Cancel', 'Running…']));

  it('say what the last sending came to', () =>
    assert.deepEqual(titles(sampleSent({ exchange: refused() })), ['Send', '403 Forbidden · 38 ms · 2 B']));

  it('offer all pages where more follow', () =>
    assert.deepEqual(titles(sampleSent({ exchange: sampleExchange({ pagination }) })), [
      'Send',
      'All Pages',
      '200 OK · 38 ms · 12 B',
    ]));
});

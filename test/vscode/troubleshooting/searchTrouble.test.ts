import { deepEqual, equal, ok } from 'node:assert/strict';
import { troubleRows } from '../../../src/procore/troubleshooting/rows.ts';
import { foundRows } from '../../../src/vscode/troubleshooting/searchTrouble.ts';

const titles = (typed: string) => foundRows(troubleRows, typed).map(({ title }) => title);
const textOf = ({ title, symptom, cause, remedies, diagnosisIds }: (typeof troubleRows)[number]) =>
  [title, symptom, cause, ...remedies, ...diagnosisIds].join(' ').toLowerCase();

describe('The search of the troubleshooting list', () => {
  it('gives all rows in their order while nothing is typed', () => {
    for (const typed of ['', '  ', '?']) deepEqual(foundRows(troubleRows, typed), troubleRows);
  });

  it('gives rows that have every word, never scattered letters', () => {
    for (const typed of [
      '403',
      'invalid_grant',
      'cors',
      'sandbox refresh',
      'rate lim',
      'pages',
      'header company',
    ]) {
      const found = foundRows(troubleRows, typed);
      ok(found.length > 0, typed);
      for (const row of found)
        for (const word of typed.split(' ')) ok(textOf(row).includes(word), `${typed}: ${row.title}`);
    }
  });

  it('puts rows first that have the words in their title', () => {
    const [first] = titles('cors');
    ok(/cors/i.test(first ?? ''), first);
  });

  it('gives those that have most of the words where none has all', () => {
    deepEqual(titles('cors xyzzy'), titles('cors'));
    equal(titles('xyzzy').length, 0);
  });
});

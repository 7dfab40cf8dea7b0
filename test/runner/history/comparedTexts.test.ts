import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { comparedTexts } from '../../../src/runner/history/comparedTexts.ts';
import { sortedJson } from '../../../src/runner/history/sortedJson.ts';
import { runs } from '../../support/runs.ts';

const wording = { sameLines: '… {0} the same …', moreChanges: '{0} more' };

const rows = (change: (row: { id: number; status: string; title: string }) => object | undefined) =>
  `200 OK\n\n${sortedJson(
    JSON.stringify(
      Array.from({ length: 1000 }, (_, id) => change({ id, status: 'open', title: `Door ${id}` })).filter(
        Boolean,
      ),
    ),
  )}\n`;
const older = rows(row => row);

describe('Two texts beside each other', () => {
  it('are shown whole where they are short', () => {
    deepEqual(comparedTexts('a\nb', 'a\nc', wording), { older: 'a\nb', newer: 'a\nc', same: false });
  });

  it('are shown where they differ where they are long, with the row around it', () => {
    const newer = rows(row => (row.id === 500 ? { ...row, status: 'shut' } : row));
    const compared = comparedTexts(older, newer, wording, 5000);
    equal(
      compared.newer,
      [
        '200 OK',
        '',
        '[',
        '… 2,500 the same …',
        '  {',
        '    "id": 500,',
        '    "status": "shut",',
        '    "title": "Door 500"',
        '  },',
        '… 2,496 the same …',
        '',
      ].join('\n'),
    );
    equal(compared.older, compared.newer.replace('shut', 'open'));
    equal(compared.same, false);
  });

  it('keep each row that is new, gone or changed, and leave out what lies between them', () => {
    const newer = rows(row => (row.id === 10 ? undefined : row.id === 700 ? { ...row, x: 1 } : row));
    const compared = comparedTexts(older, newer, wording, 5000);
    match(compared.older, /"id": 10,/);
    ok(!/"id": 10,/.test(compared.newer));
    match(
      compared.newer,
      /"id": 700,\n {4}"status": "open",\n {4}"title": "Door 700",\n {4}"x": 1\n {2}\},\n…/,
    );
    equal(compared.newer.match(/the same/g)?.length, 3);
  });

  it('say that they are the same where nothing differs', () => {
    deepEqual(comparedTexts(older, older, wording, 5000), {
      older: '200 OK\n\n[\n… 5,001 the same …\n',
      newer: '200 OK\n\n[\n… 5,001 the same …\n',
      same: true,
    });
  });

  it('say how many differences have no room', () => {
    const compared = comparedTexts(
      older,
      rows(row => ({ ...row, status: 'shut' })),
      wording,
      5000,
    );
    const [, left] = /\n\n(\d+) more$/.exec(compared.newer) ?? [];
    ok(Number(left) > 900 && Number(left) < 1000);
    ok(compared.newer.length < 6000);
  });

  it('are cut to where they differ in a line without end', () => {
    const line = (end: string) => `${'x'.repeat(50_000)}${end}${'y'.repeat(50_000)}`;
    const compared = comparedTexts(line('1'), line('2'), wording, 5000);
    match(compared.older, /^…x{200}1y+…\n\n1 more$/);
    match(compared.newer, /^…x{200}2y+…\n\n1 more$/);
  });

  it('never throw, and never leave out a difference that has room', () => {
    const text = fc
      .array(fc.constantFrom('{', '  {', '    "a": 1', '    "b": 2', '  },', '}', ''), { maxLength: 30 })
      .map(lines => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const compared = comparedTexts(
          `${one}\n${'-'.repeat(300)}`,
          `${other}\n${'-'.repeat(300)}`,
          wording,
          299,
        );
        equal(compared.same, one === other);
        equal(compared.older === compared.newer, one === other);
      }),
      { numRuns: runs(500) },
    );
  });
});

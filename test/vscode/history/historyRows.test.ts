import { deepEqual, equal, match } from 'node:assert/strict';
import { type HistoryWording, historyRows } from '../../../src/vscode/history/historyRows.ts';
import { historyText, requestText } from '../../../src/vscode/history/historyText.ts';
import { sampleEntry } from '../../runner/history/sampleRecord.ts';
import { exchange } from '../../support/exchange.ts';

const wording: HistoryWording = {
  timeOf: at => new Date(at).toISOString().slice(11, 19),
  dayOf: at => new Date(at).toISOString().slice(0, 10),
  requestCount: count => (count === 1 ? '1 request' : `${count} requests`),
};

const listed = (at: string, name: string, about: Parameters<typeof sampleEntry>[2] = {}) => ({
  id: `0000000000000000/${at}`,
  head: sampleEntry(`# @name ${name}\nGET /x\n`, exchange(), { at: Date.parse(at), ...about }).head,
});
const list = {
  entries: [
    listed('2026-11-22T10:00:00Z', 'today'),
    listed('2026-11-21T10:00:00Z', 'late', { result: 'failed', outcome: '403 Forbidden' }),
    listed('2026-11-21T09:00:00Z', 'early', { result: 'cancelled' }),
  ],
  newer: 0,
  damaged: 0,
};

describe('the rows of the history', () => {
  it('are days, the latest open, with their requests', () => {
    deepEqual(
      historyRows(list, '', wording).map(({ label, description, expanded, children }) => [
        label,
        description,
        expanded,
        children.map(row => row.label),
      ]),
      [
        ['2026-11-22', '1 request', true, ['today']],
        ['2026-11-21', '2 requests', false, ['late', 'early']],
      ],
    );
  });

  it('that are searched for are shown, days without any are not', () => {
    const days = historyRows(list, '403', wording);
    deepEqual(
      days.map(({ label, expanded, children }) => [label, expanded, children.map(row => row.label)]),
      [['2026-11-21', true, ['late']]],
    );
  });

  it('say to those who hear them what the icon shows', () => {
    const [, day] = historyRows(list, '', wording);
    const [late, early] = day?.children ?? [];
    equal(late?.spoken, 'late, 403 Forbidden, Sandbox, 2026-11-21 10:00:00');
    deepEqual([late?.icon, early?.icon], ['error', 'circle-slash']);
    match(late?.tooltip ?? '', /\na\.http$/);
  });

  it('show a hostile name as text of one line', () => {
    const hostile = {
      ...list,
      entries: [
        { id: 'x', head: { ...listed('2026-11-22T10:00:00Z', 'a').head, label: 'a\n\u202Eb\u0000' } },
      ],
    };
    const [day] = historyRows(hostile, '', wording);
    const label = day?.children[0]?.label ?? '';
    for (const character of ['\n', '\u202E', '\u0000']) equal(label.includes(character), false);
  });
});

describe('an entry that is opened', () => {
  const words = { timeOf: (iso: string) => iso };

  it('is the answer as it was, with its day', () => {
    const text = historyText(
      sampleEntry('GET /x\n', exchange({ response: { body: '{"id":1}', bodyBytes: 8 } })),
      words,
    );
    match(text, /^200 OK · 15 ms · 8 B\n/);
    match(text, /Sandbox, sent at 2026-11-21T14:03:00\.000Z\n/);
    match(text, /\n\{\n {2}"id": 1\n\}\n$/);
  });

  it('says what of the answer is missing, and which setting says so', () => {
    const large = exchange({ response: { body: 'x'.repeat(2000), bodyBytes: 2000 } });
    match(
      historyText(sampleEntry('GET /x\n', large), words),
      /beginning is kept of 2\.0 kB.*maxBodyKilobytes/,
    );
    match(
      historyText(sampleEntry('GET /x\n', large, {}, { bodies: false }), words),
      /not kept.*history\.keep/,
    );
  });

  it('shows the request as it was written, with the variables that stood elsewhere', () => {
    equal(requestText(sampleEntry('@a = 1\n\n### X\nGET /x?{{a}}\n')), '@a = 1\n\n### X\nGET /x?{{a}}\n');
    equal(requestText(sampleEntry('GET /x\n\n###\n@a = 1\n')), 'GET /x\n\n');
  });
});

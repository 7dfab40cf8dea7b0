import { deepEqual, equal, match } from 'node:assert/strict';
import { capped, cappedBody, mostCharacters } from '../../../src/vscode/languageModelTools/capped.ts';

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id, text: 'x'.repeat(90) }));

describe('What a tool gives back', () => {
  it('is whole where it is short', () => {
    equal(capped('short'), 'short');
    deepEqual(cappedBody('{"id":7}'), { body: { id: 7 }, cut: undefined });
    deepEqual(cappedBody('<html>'), { body: '<html>', cut: undefined });
  });

  it('is cut at 20,000 characters, and says so', () => {
    const text = capped('y'.repeat(30_000));
    match(text, /\n\[Cut: the first 20000 of 30000 characters\.\]$/);
    equal(text.indexOf('\n'), mostCharacters);
  });

  it('has whole rows of a list that is longer', () => {
    const { body, cut } = cappedBody(JSON.stringify(rows(1000)), 1000);
    deepEqual(body, rows(9));
    match(cut ?? '', /^Only the first 9 of 1000 rows/);
  });

  it('has whole rows under data, too', () => {
    const { body } = cappedBody(JSON.stringify({ data: rows(50) }), 1000);
    deepEqual(body, { data: rows(9) });
  });

  it('is the beginning of what has no rows, or rows that are too long', () => {
    const [long] = [JSON.stringify(['z'.repeat(2000)])];
    equal(cappedBody(long ?? '', 100).body, (long ?? '').slice(0, 100));
    equal(cappedBody('w'.repeat(200), 100).body, 'w'.repeat(100));
  });

  it('loses no digit of a long number', () => {
    equal(cappedBody('{"id":12345678901234567890}').body, '{"id":12345678901234567890}');
  });

  it('ends in no half of a character', () => {
    equal(cappedBody(`${'a'.repeat(99)}😀${'b'.repeat(99)}`, 100).body, 'a'.repeat(99));
  });
});

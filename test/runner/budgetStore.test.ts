import { deepEqual, equal } from 'node:assert/strict';
import { decodeBook, encodeBook } from '../../src/runner/budgetStore.ts';

const window = { kind: 'spike', limit: 25, left: 3, turn: 1_466_182_247_000, resetsAt: 5 } as const;
const book = { at: 1, underWay: 2, windows: [window] };

describe('what processes tell each other of a budget', () => {
  it('comes back as it was', () => deepEqual(decodeBook(encodeBook(book)), book));

  for (const [claim, text] of [
    ['nothing', ''],
    ['half a text', encodeBook(book).slice(0, 30)],
    ['another kind of value', '[]'],
    ['a newer version', JSON.stringify({ v: 2, ...book })],
    ['a count that is none', JSON.stringify({ v: 1, ...book, underWay: 'two' })],
    ['a window that is none', JSON.stringify({ v: 1, ...book, windows: [{ ...window, kind: 'daily' }] })],
    ['a debt beyond the limit', JSON.stringify({ v: 1, ...book, windows: [{ ...window, left: -1000 }] })],
  ] as const) {
    it(`is not believed where it is ${claim}`, () => equal(decodeBook(text), undefined));
  }
});

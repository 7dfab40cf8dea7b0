import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { growingRows } from '../../../src/vscode/environments/growingRows.ts';

describe('The rows of a list that is open', () => {
  it('begin with those that are there at once, whatever arrives', () => {
    const rows = growingRows(['current']);
    rows.add([['a', 'A']]);
    rows.add([
      ['b', 'B'],
      ['a', 'A'],
    ]);
    deepEqual(rows.all(), ['current', 'A', 'B']);
  });

  it('keep their numbers', () => {
    const pages = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '1', '2')));
    fc.assert(
      fc.property(pages, found => {
        const rows = growingRows(['none']);
        for (const page of found) {
          const before = rows.all();
          rows.add(page.map(key => [key, key]));
          for (const [number, row] of before.entries()) equal(rows.all()[number], row);
        }
      }),
    );
  });
});

import { equal } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { countRowsIn, createRowCounter } from '../../src/runner/countRows.ts';
import { runs } from '../support/runs.ts';

function count(text: string, size = text.length): number | undefined {
  const counter = createRowCounter();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) counter.push(bytes.subarray(at, at + size));
  return counter.count();
}

describe('The rows of a long list', () => {
  it('are counted wherever the text is cut, at the top or under data', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(2),
        (rows, size, blanks) => {
          const list = JSON.stringify(rows, null, blanks);
          equal(count(list, size), rows.length);
          equal(count(`{"meta":[1,2],"text":"data","data" : ${list},"errors":[3]}`, size), rows.length);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  for (const text of [
    '{"id":1}',
    '{"rows":[1]}',
    '[1,2',
    '{"data":[1',
    '"[1]"',
    '7',
    '',
    '{"data":{"data":[1]}}',
  ]) {
    it(`are not known of ${text}`, () => equal(count(text), undefined));
  }

  it('are counted in a file, and not known where it is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pw-rows-'));
    const path = join(folder, 'list.json');
    await writeFile(path, '\ufeff[{"id":1},{"id":2}]');
    equal(await countRowsIn({ path, bytes: 24 }), 2);
    equal(await countRowsIn({ path, bytes: 1e9 }), undefined);
    await rm(folder, { recursive: true });
    equal(await countRowsIn({ path, bytes: 24 }), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lastingNamesOf, namesOf } from '../../../src/httpFile/features/fileNames.ts';
import { findRequest } from '../../../src/httpFile/names.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';

describe('The names of a file', () => {
  const spellings = ['get user', 'get-user', 'getUser', 'GetUser', 'other', 'get  user'];

  it('mean the requests that references mean, however names and titles are spelt', () => {
    const block = fc.record({ spelling: fc.constantFrom(...spellings), isTitle: fc.boolean() });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), blocks => {
        const text = blocks
          .map(({ spelling, isTitle }, at) =>
            isTitle ? `### ${spelling}\nGET /rest/${at}\n` : `###\n# @name ${spelling}\nGET /rest/${at}\n`,
          )
          .join('\n');
        const file = parseHttpFile(text);
        for (const name of [...spellings, 'nobody']) {
          const meant = findRequest(file, name)?.target;
          assert.equal(namesOf(file).request(name)?.target, meant, name);
          assert.equal(lastingNamesOf(file).request(name)?.target, meant, name);
        }
      }),
      { numRuns: 300 },
    );
  });
});

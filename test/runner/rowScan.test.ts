import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { scanRows as scan } from '../../src/runner/rowScan.ts';

const scanRows = (text: string) => scan(Buffer.from(text));

describe('Rows in a text', () => {
  it('are found in an array and under data, wherever that stands', () => {
    for (const text of [' [{"id":1},2 ]\n', '{"a":[9],"data" : [{"id":1},2 ],"b":{"data":[3]}}']) {
      const rows = scanRows(text);
      deepEqual([rows?.count, rows?.ids, rows?.first, rows?.last], [2, ['1'], '{"id":1}', '2']);
      equal(Buffer.from(text).toString('utf8', rows?.start, rows?.end), '[{"id":1},2 ]');
    }
  });

  it('are known by ids of their own, not of what they hold', () =>
    deepEqual(
      scanRows('[{"in":{"id":1},"id":"a\\u0062"},{"id":{"id":2}},{"id":9007199254740993},[{"id":3}]]')?.ids,
      ['ab', '9007199254740993'],
    ));

  it('are none in an object without data, or with data that is no list', () => {
    for (const text of ['{}', '{"data":{"id":1}}', '{"rows":[1]}', '7', '"a"', 'null'])
      equal(scanRows(text), undefined);
  });

  it('are counted as JSON.parse counts them', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1), (values, indent) => {
        const rows = scanRows(JSON.stringify(values, null, indent));
        equal(rows?.count, values.length);
        if (values.length > 0)
          equal(JSON.stringify(JSON.parse(rows?.last ?? '')), JSON.stringify(values.at(-1)));
      }),
    );
  });

  it('are refused in what JSON.parse refuses', () => {
    const pieces = [
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"a"',
      '"data"',
      '1',
      '-',
      '0',
      '.5',
      'e1',
      'true',
      'nul',
      '"',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), parts => {
        const text = parts.join('');
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        if (isJson) scanRows(text);
        else throws(() => scanRows(text), SyntaxError, text);
      }),
      { numRuns: 5000 },
    );
  });
});

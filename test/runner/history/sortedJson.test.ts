import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { compareText } from '../../../src/runner/history/compareText.ts';
import { sortedJson } from '../../../src/runner/history/sortedJson.ts';
import { exchange } from '../../support/exchange.ts';
import { runs } from '../../support/runs.ts';
import { sampleEntry } from './sampleRecord.ts';

describe('JSON with its members by name', () => {
  it('is laid out one member a line', () => {
    equal(
      sortedJson('{"b":[1,{"d":2,"c":[]}],"a":{},"c":"x"}'),
      '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": [],\n      "d": 2\n    }\n  ],\n  "c": "x"\n}',
    );
  });

  it('keeps every digit of an id, and numbers as they were written', () => {
    equal(
      sortedJson('[562949953443325123456789,1.50,1e5,-0]'),
      '[\n  562949953443325123456789,\n  1.50,\n  1e5,\n  -0\n]',
    );
  });

  it('is the same whatever the order of the members was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const sorted = sortedJson(JSON.stringify(value));
        equal(sortedJson(JSON.stringify(reversed(value))), sorted);
        deepEqual(JSON.parse(sorted ?? ''), JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: runs(300) },
    );
  });

  it('is nothing where the text is no JSON, or too deep to be read', () => {
    equal(sortedJson('<html>'), undefined);
    equal(sortedJson(`${'['.repeat(5000)}${']'.repeat(5000)}`), undefined);
  });

  it('sorts a megabyte without hanging', () => {
    const rows = Array.from({ length: 8000 }, (_, id) => ({
      name: `Row ${id}`,
      id,
      status: 'open',
      nested: { b: 1, a: [1, 2] },
    }));
    equal(sortedJson(JSON.stringify(rows))?.startsWith('[\n  {\n    "id": 0,'), true);
  });
});

describe('one side of a comparison', () => {
  const side = (parts: Parameters<typeof exchange>[0]) =>
    compareText(sampleEntry('GET /x\n', exchange(parts)));

  it('has a line for each member, too, where only the beginning of the body was kept', () => {
    const body = '[{"b":562949953443325123456,"a":2},{"b":3}]';
    const answered = exchange({ response: { body, bodyBytes: body.length } });
    equal(
      compareText(sampleEntry('GET /x\n', answered, {}, { longest: 38 })),
      '200 OK\n\n[\n  {\n    "b": 562949953443325123456,\n    "a": 2\n  },\n  {\n    "b\n',
    );
  });

  it('is status and body, without headers', () => {
    equal(
      side({ response: { body: '{"b":1,"a":2}', bodyBytes: 13, headers: { 'x-request-id': '1' } } }),
      '200 OK\n\n{\n  "a": 2,\n  "b": 1\n}\n',
    );
  });

  it('is the text that came where that is no JSON, and the reason where nothing came', () => {
    equal(side({ response: { body: 'plain', bodyBytes: 5 } }), '200 OK\n\nplain\n');
    equal(side({ response: null, error: { code: 'x', message: 'Nobody answered.' } }), 'Nobody answered.\n');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

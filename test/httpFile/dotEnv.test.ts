import assert from 'node:assert/strict';
import { parse } from 'dotenv';
import { readDotEnv } from '../../src/httpFile/dotEnv.ts';

describe('A .env file', () => {
  const texts: readonly string[] = [
    'A=1\nB = two words \nC=',
    'export A=1\r\nB: 2\r\n',
    "# comment\n\nA='x # y'\nB=\"a\\nb\"\nC=`it's`",
    'A=x # comment\nB=x#y',
    'KEY="-----BEGIN\nline\n-----END"\nB=2',
    "A='one\ntwo'\nB=3",
    'A=1\nA=2',
    'A="with \\" inside"',
    'A="open\nB=2',
    'no variable\nA.b-c=1\n=x\n',
    'A=$B\nB={"json":true}',
    '  A =  spaced  ',
    'A="x" # comment\nB=\'y\'#c',
    '\ufeffA=1',
  ];
  for (const text of texts) {
    it(`is read as dotenv reads it: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(record(text), parse(text.replace(/^\ufeff/, '')));
    });
  }

  it('gives each value its line', () => {
    const { values } = readDotEnv('# c\nA="x\ny"\nB=1', '.env');
    assert.deepEqual(
      [...values].map(([name, { line }]) => [name, line]),
      [
        ['A', 2],
        ['B', 4],
      ],
    );
  });

  it('says which lines cannot be meant so', () => {
    const { problems } = readDotEnv('A=x#y\nwhat\nB="open', '.env');
    assert.deepEqual(
      problems.map(({ line, message }) => [line, message.slice(0, 40)]),
      [
        [1, 'The value of A ends at the #. Put the va'],
        [2, 'This line is no variable and is passed o'],
        [3, 'The value of B has no closing ". Add it,'],
      ],
    );
  });

  it('with quotes that never close stays quick', () => {
    const started = process.cpuUsage();
    readDotEnv('A="x\n'.repeat(20_000), '.env');
    assert.ok(process.cpuUsage(started).user < 5_000_000);
  });
});

function record(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...readDotEnv(text, '.env').values].map(([name, { text: value }]) => [name, value]),
  );
}

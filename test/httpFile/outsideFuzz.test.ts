import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDotEnv } from '../../src/httpFile/dotEnv.ts';
import { readEnvironmentJson } from '../../src/httpFile/environmentJson.ts';
import { readJsonWithComments } from '../../src/httpFile/jsonWithComments.ts';
import { outsideValues } from '../../src/httpFile/outsideValues.ts';
import { resolveName, substitute } from '../../src/httpFile/variables.ts';
import { anyString } from '../support/anyString.ts';
import { answerWith, scopeOf } from './parsing.ts';

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '`',
  ',',
  ':',
  '=',
  '#',
  '//',
  '/*',
  '*/',
  '\n',
  '\r',
  '\\',
  '\0',
  '\ufeff',
  'a',
  '1',
  '-',
  '.',
  'null',
  'export ',
  '$shared',
  '{{',
  '}}',
  '😀',
  '\ud800',
];
const noise = fc.oneof(
  anyString(),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map(parts => parts.join('')),
);
const words = [
  '$input',
  '$pick',
  '$value:',
  '$datetime',
  '$timestamp',
  '$randomInt',
  '$random.',
  '$dotenv',
  '$processEnv',
  '$env.',
  '$shared',
  '$procore.',
  '%',
  'a',
  'aResponse',
  '.response.body',
  '.headers',
  '.$.',
  '[',
  ']',
  '"',
  ' ',
  '1',
  '(',
  ')',
  'y',
  'YYYY',
  'yyyy',
  'b',
  'c',
];
const names = fc.oneof(
  fc.string(),
  fc.array(fc.constantFrom(...words), { maxLength: 8 }).map(parts => parts.join('')),
);

describe('Whatever stands in files outside', () => {
  it('is read without an exception, with a line for each mistake', () => {
    fc.assert(
      fc.property(noise, text => {
        const lines = text.split('\n').length;
        for (const { problems } of [
          readEnvironmentJson(text, 'f'),
          readDotEnv(text.replaceAll('\r', ''), 'f'),
        ]) {
          for (const { line } of problems) assert.ok(line >= 1 && line <= lines);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('any JSON is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const read = readJsonWithComments(text);
        assert.ok('value' in read, text);
      }),
      { numRuns: 500 },
    );
  });

  it('and whatever names refer to it: a value or a reason', () => {
    const answers = { a: answerWith('{"a":1}') };
    fc.assert(
      fc.property(names, noise, (name, value) => {
        const texts = {
          environment: [{ source: 'f', text: JSON.stringify({ s: { b: value, c: `{{${name}}}` } }) }],
          privateEnvironment: [],
          dotEnv: [{ source: '.env', text: value }],
          settings: undefined,
        };
        const scope = scopeOf('@x = {{b}}\n# @name a\n# @prompt c d\nGET /', {
          answers,
          ...outsideValues(texts, 's'),
        });
        const found = resolveName(name, scope);
        assert.ok(found.found || found.message.length > 0);
        substitute(value, scope);
      }),
      { numRuns: 3000 },
    );
  });
});

import assert from 'node:assert/strict';
import { semanticTokens, tokenModifiers, tokenTypes } from '../../../src/httpFile/features/tokens.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';

describe('Semantic tokens', () => {
  it('say what each name is', () => {
    assert.deepEqual(
      shown(
        '@a = {{$randomInt 1 10}}\n### one\n# @name one\nGET /{{a}}\n\n###\n# @prompt p\nPOST /{{one.id}}/{{p}}\nX: {{env}}\n\n{"a": {{ a }}}\n',
      ),
      [
        'a variable declaration',
        '$randomInt macro',
        'one function declaration',
        'a variable',
        'p parameter declaration',
        'one function',
        'p parameter',
        'env variable readonly',
        'a variable',
      ],
    );
  });

  it('of a stretch are those of its blocks', () => {
    const text = '@a = 1\n###\nGET /{{a}}\n###\nGET /{{a}}?{{b}}\n###\nGET /{{c}}\n';
    const at = text.indexOf('{{b}}');
    assert.deepEqual(shown(text, at, at + 1), ['a variable', 'b variable readonly']);
  });

  it('are none for a file without names', () => {
    assert.deepEqual(shown(''), []);
    assert.deepEqual(shown('GET /\n\n###\n'), []);
  });
});

/** Each token's text with its type and modifiers, read back from the numbers. */
function shown(text: string, from?: number, to?: number): readonly string[] {
  const data = semanticTokens(parseHttpFile(text), from, to);
  const lines = text.split('\n');
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [lineStep = 0, step = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = lineStep === 0 ? character + step : step;
    line += lineStep;
    const said = lines[line]?.slice(character, character + length) ?? '';
    const marks = tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
    found.push([said, tokenTypes[type], ...marks].join(' '));
  }
  return found;
}

import assert from 'node:assert/strict';
import { folds } from '../../../src/httpFile/features/folding.ts';
import { selectionsAt } from '../../../src/httpFile/features/selection.ts';
import { type OutlineSymbol, outline } from '../../../src/httpFile/features/symbols.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { positionAt } from '../../../src/httpFile/syntax.ts';
import { withCursor } from '../../support/cursor.ts';

describe('The outline', () => {
  it('calls requests by name, title, or method and target', () => {
    const file = parseHttpFile('@a = 1\n### T\n# @name n\nGET /x\n### Title\nPOST /y\n###\nDELETE /z\n');
    assert.deepEqual(
      outline(file).map(({ kind, name, detail }) => [kind, name, detail]),
      [
        ['variable', '@a', '1'],
        ['request', 'n', 'GET /x'],
        ['request', 'Title', 'POST /y'],
        ['request', 'DELETE /z', ''],
      ],
    );
  });

  it('shows headers, body and variables of a block under its request', () => {
    const text =
      '@a = 1\n### one\n@b = 2\nPOST /x\nAccept: */*\n\n{}\n### two\nPOST /y\n\n< ./a.json\n###\n@c = 3\n';
    assert.deepEqual(tree(outline(parseHttpFile(text))), [
      '@a 1',
      'one POST /x',
      '  @b 2',
      '  Accept */*',
      '  body',
      'two POST /y',
      '  body ./a.json',
      '@c 3',
    ]);
  });

  it('leaves the leaves out of a file that nobody could read as a tree', () => {
    const file = parseHttpFile('### Title\nGET /\nA: 1\n'.repeat(2001));
    assert.ok(outline(file).every(({ children, detail }) => children.length === 0 && detail === ''));
  });

  it('holds what is selected within its range, and children within their parent', () => {
    const check = ({ range, selection, children }: OutlineSymbol): void => {
      assert.ok(range.start <= selection.start && selection.end <= range.end);
      for (const child of children) {
        assert.ok(range.start <= child.range.start && child.range.end <= range.end);
        check(child);
      }
    };
    outline(parseHttpFile('@a = 1\n### Title\n@b = 1\nPOST /y\nX:\n\nbody\n')).forEach(check);
  });
});

describe('Folding', () => {
  it('folds whole requests alone where there are more than the editor takes', () => {
    const one = '### Title\nPOST /\n\n{\n}\n';
    assert.deepEqual(
      new Set(folds(parseHttpFile(one.repeat(2001))).map(({ kind }) => kind)),
      new Set(['request']),
    );
    assert.ok(folds(parseHttpFile(one)).some(({ kind }) => kind === 'body'));
  });

  it('folds requests, heads and bodies of several lines', () => {
    assert.deepEqual(
      folded('### one\nPOST /a\nA: 1\nB: 2\nC: 3\n\n{\n}\n\n### two\nGET /b\n\n\n###\nGET /c'),
      ['request 1-8', 'headers 3-5', 'body 7-8', 'request 10-11', 'request 14-15'],
    );
  });

  it('folds objects and lists within a body', () => {
    assert.deepEqual(folded('POST /a\n\n{\n  "a": [\n    {{b}}\n  ],\n  "c": "{",\n  "d": {}\n}\n'), [
      'request 1-9',
      'body 3-9',
      'value 4-6',
    ]);
  });

  it('folds comments, but neither flags nor what stands in a body', () => {
    const text =
      '# one\n# two\n\n// a\n// b\n# @name x\n# @env y\nPOST /a\n\nx\n# c\n# d\nx\n###\n/*\nz\n*/\nGET /';
    assert.deepEqual(folded(text), [
      'request 1-13',
      'body 10-13',
      'comment 1-2',
      'comment 4-5',
      'request 14-18',
      'comment 15-17',
    ]);
  });

  it('folds long targets and scripts', () => {
    assert.deepEqual(folded('GET /a\n  ?b=1\n  &c=2\n\n> {%\n  test()\n%}\n'), [
      'request 1-7',
      'target 1-3',
      'script 5-7',
    ]);
  });
});

describe('Expanding the selection', () => {
  it('goes from a name by its value and header to the request', () => {
    assert.deepEqual(selected('### t\nGET /\nX: a{{n|m}}\n###\nGET /b'), [
      'nm',
      '{{nm}}',
      'a{{nm}}',
      'X: a{{nm}}',
      'GET /\nX: a{{nm}}',
      '### t\nGET /\nX: a{{nm}}\n',
      '### t\nGET /\nX: a{{nm}}\n###\nGET /b',
    ]);
  });

  it('goes through the objects of a body', () => {
    assert.deepEqual(selected('POST /\n\n{"a": [|1], "b": 2}'), [
      '1',
      '[1]',
      '"a": [1], "b": 2',
      '{"a": [1], "b": 2}',
      'POST /\n\n{"a": [1], "b": 2}',
    ]);
  });

  it('is the file where there is nothing smaller', () => {
    assert.deepEqual(selected('|'), ['']);
  });
});

function tree(symbols: readonly OutlineSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name} ${detail}`.trimEnd(),
    ...tree(children, `${indent}  `),
  ]);
}

function folded(text: string): readonly string[] {
  const file = parseHttpFile(text);
  return folds(file).map(
    ({ kind, range }) => `${kind} ${positionAt(file, range.start).line}-${positionAt(file, range.end).line}`,
  );
}

function selected(marked: string): readonly string[] {
  const { text, offset } = withCursor(marked);
  return selectionsAt(parseHttpFile(text), offset).map(({ start, end }) => text.slice(start, end));
}

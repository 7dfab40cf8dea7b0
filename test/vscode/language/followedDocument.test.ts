import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { afterChanges, type TextChange } from '../../../src/vscode/language/followedDocument.ts';

const file = parseHttpFile('@a = 1\n###\nGET /a\n###\nGET /b\n');

function textAfter(...changes: readonly (readonly [offset: number, length: number, text: string])[]) {
  const told = changes.map(
    ([rangeOffset, rangeLength, text]): TextChange => ({ rangeOffset, rangeLength, text }),
  );
  return afterChanges(file, told)?.text;
}

describe('A document that changes', () => {
  it('takes the changes of several cursors', () => {
    assert.equal(
      textAfter([27, 1, 'bb'], [16, 1, 'aa'], [5, 1, '11']),
      '@a = 11\n###\nGET /aa\n###\nGET /bb\n',
    );
  });

  it('takes changes of which one builds on the other', () => {
    assert.equal(textAfter([0, 0, '# x\n'], [2, 1, 'y']), `# y\n${file.text}`);
    assert.equal(textAfter([4, 0, 'bc'], [0, 6, '@b']), '@b 1\n###\nGET /a\n###\nGET /b\n');
  });

  it('keeps the order of insertions at one place', () => {
    assert.equal(textAfter([0, 0, 'B'], [0, 0, 'A']), `AB${file.text}`);
  });

  it('is read anew where no change is told, or one that does not fit', () => {
    assert.equal(textAfter(), undefined);
    assert.equal(textAfter([100, 0, 'x']), undefined);
  });
});

import assert from 'node:assert/strict';
import path from 'node:path';
import { isInside, refusedBodyPath } from '../../src/vscode/bodyFilePath.ts';

describe('The path of a body file', () => {
  for (const refused of [
    '/etc/passwd',
    'C:\\secret',
    'c:secret',
    '\\\\server\\share',
    'file:///etc/passwd',
    'a\0b',
  ])
    it(`is refused as ${JSON.stringify(refused)}`, () =>
      assert.notEqual(refusedBodyPath(refused), undefined));

  for (const plain of ['body.json', './data/body.json', '../shared/body.json'])
    it(`may be ${plain}`, () => assert.equal(refusedBodyPath(plain), undefined));

  for (const [file, inside] of [
    ['/work/space/a.json', true],
    ['/work/space/deep/a.json', true],
    ['/work/space-other/a.json', false],
    ['/work/a.json', false],
    ['/work/space', false],
    ['/work/space/..hidden', true],
  ] as const)
    it(`lies ${inside ? 'inside' : 'outside'} the folder for ${file}`, () =>
      assert.equal(isInside(file, ['/work/space'], path.posix), inside));
});

import assert from 'node:assert/strict';
import path from 'node:path';
import { isInside, refusedBodyPath } from '../../../src/vscode/requests/bodyFilePath.ts';

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

  for (const plain of ['body.json', './data/body.json', '../bodies/rfi.json'])
    it(`may be ${plain}`, () => assert.equal(refusedBodyPath(plain), undefined));

  for (const [file, inside] of [
    ['/home/ana/space/a.json', true],
    ['/home/ana/space/deep/a.json', true],
    ['/home/ana/space-other/a.json', false],
    ['/home/ana/a.json', false],
    ['/home/ana/space', false],
    ['/home/ana/space/..hidden', true],
  ] as const)
    it(`lies ${inside ? 'inside' : 'outside'} the folder for ${file}`, () =>
      assert.equal(isInside(file, ['/home/ana/space'], path.posix), inside));
});

import assert from 'node:assert/strict';
import { isAboutProcore } from '../../src/httpFile/features/aboutProcore.ts';
import { anchorAt } from '../../src/httpFile/features/hover.ts';
import { findRequest, requestAt } from '../../src/httpFile/names.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { withCursor } from '../support/cursor.ts';

describe('A file is about Procore', () => {
  const about = [
    'GET /rest/v1.0/me',
    'GET /vapid/x',
    'GET https://api.procore.com/rest/v1.0/me',
    'GET https://API.procore.com?x',
    '@host = https://sandbox.procore.com\nGET {{host}}/x',
    '@company = {{$procore.companyId}}\nGET https://example.com',
    'GET https://example.com\nX-A: {{$procore.environment}}',
    'GET https://example.com\n###\nGET /rest/v1.0/me',
  ];
  for (const text of about)
    it(JSON.stringify(text), () => assert.equal(isAboutProcore(parseHttpFile(text)), true));

  const others = [
    '',
    'GET https://example.com/rest/v1.0/me',
    'GET /api/x',
    'GET https://api.procore.com.evil.example/rest/v1.0/me',
    'GET https://evil.example/?https://api.procore.com/',
    'GET https://api.procore.com@evil.example/',
    '# /rest/v1.0/me at https://api.procore.com\nGET https://example.com',
  ];
  for (const text of others)
    it(`not ${JSON.stringify(text)}`, () => assert.equal(isAboutProcore(parseHttpFile(text)), false));

  it('hosts of added environments count', () => {
    const file = parseHttpFile('GET http://localhost:4000/x');
    assert.equal(isAboutProcore(file, [simulatorEnvironment('http://localhost:4000')]), true);
  });
});

describe('Under the cursor', () => {
  it('stands a reference, in targets, headers, bodies and variables', () => {
    for (const text of ['GET /{{a|}}', 'GET /\nX: |{{a}}', 'GET /\n\n{{a}}|', '@b = {{|a}}\nGET /']) {
      assert.equal(kindAt(text), 'reference', text);
    }
  });

  it('stands a variable or a flag', () => {
    assert.equal(kindAt('@a|b = 1\nGET /'), 'variable');
    assert.equal(kindAt('# @all|Pages\nGET /'), 'flag');
    assert.equal(kindAt('GET /x|'), 'target');
    assert.equal(kindAt('GET /\nA|b: 1'), 'header');
    assert.equal(kindAt('GET /\nAb: |1'), undefined);
  });

  it('the request is that of the block', () => {
    const { text, offset } = withCursor('### a\nGET /a\n\n|###\nGET /b\n');
    assert.equal(requestAt(parseHttpFile(text), offset)?.target, '/b');
    assert.equal(requestAt(parseHttpFile('GET /a\n'), 7)?.target, '/a');
    assert.equal(requestAt(parseHttpFile('# none\n'), 2), undefined);
  });
});

describe('A request found by name', () => {
  const file = parseHttpFile(
    '# @name list things\nGET /1\n### Show One\nGET /2\n### Twice\nGET /3\n### Twice\nGET /4\n###\n# @name same\nGET /5\n###\n# @name same\nGET /6\n',
  );
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['list things', '/1'],
    ['listThings', '/1'],
    ['list-things', '/1'],
    ['ShowOne', '/2'],
    ['Show One', '/2'],
    ['Twice', undefined],
    ['same', '/6'],
    ['nothing', undefined],
  ];
  for (const [name, target] of cases) {
    it(`${name} is ${target ?? 'nobody'}`, () => assert.equal(findRequest(file, name)?.target, target));
  }
});

function kindAt(marked: string): string | undefined {
  const { text, offset } = withCursor(marked);
  return anchorAt(parseHttpFile(text), offset)?.kind;
}

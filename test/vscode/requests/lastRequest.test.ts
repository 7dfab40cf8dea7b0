import { doesNotMatch, equal } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { createLastRequest, findAgain } from '../../../src/vscode/requests/lastRequest.ts';
import { requestKeys } from '../../../src/vscode/requests/requestKeys.ts';

const text = '### A\n# @name first\nGET /a?token=s3cret\n\n### B\nGET /b\n\n### C\nGET /c\n';

function remembered(key: string) {
  const kept = new Map<string, unknown>();
  const last = createLastRequest({
    get: <T>(name: string) => kept.get(name) as T | undefined,
    update: async (name, value) => {
      kept.set(name, value);
    },
  });
  const file = parseHttpFile(text);
  const request = requestKeys(file).get(key);
  if (request === undefined) throw new Error(`there is no ${key}`);
  last.remember(
    { document: { uri: { toString: () => 'file:///a.http' } }, file, request, key },
    { name: 'sandbox' },
    false,
  );
  const recalled = last.recall();
  if (recalled === undefined) throw new Error('nothing was remembered');
  return recalled;
}

describe('the request that was sent last', () => {
  it('is found in the file as it was', () => {
    const found = findAgain(parseHttpFile(text), remembered('GET /b'));
    equal(found?.key, 'GET /b');
    equal(found.changed, false);
  });

  it('is found by its name, wherever it stands now and whatever it says', () => {
    const found = findAgain(
      parseHttpFile(`GET /new\n\n###\n# @name first\nGET /other\n`),
      remembered('first'),
    );
    equal(found?.request.target, '/other');
    equal(found.changed, true);
  });

  it('is found where others came before it', () => {
    const found = findAgain(parseHttpFile(`GET /new\n\n${text}`), remembered('GET /b'));
    equal(found?.key, 'GET /b');
    equal(found.changed, false);
  });

  it('is the one in its line where its text is another one', () => {
    const found = findAgain(parseHttpFile(text.replace('GET /b', 'POST /b/new')), remembered('GET /b'));
    equal(found?.key, 'POST /b/new');
    equal(found.changed, true);
  });

  it('is nowhere in a file that has no request there', () => {
    equal(findAgain(parseHttpFile('GET /x\n'), remembered('GET /b')), undefined);
  });

  it('is remembered without a word of its text but its name', () => {
    doesNotMatch(JSON.stringify(remembered('first')), /s3cret|\/a\?/);
    doesNotMatch(JSON.stringify(remembered('GET /b')), /\/b/);
  });
});

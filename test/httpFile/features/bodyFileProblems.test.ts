import assert from 'node:assert/strict';
import {
  bodyFileLinks,
  bodyFileProblem,
  fillingEdit,
  type LookedFor,
} from '../../../src/httpFile/features/bodyFileProblems.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { applied } from '../../support/applyEdits.ts';

describe('What is said of a body file', () => {
  const codeOf = (text: string, looked: LookedFor): string | undefined => {
    const file = parseHttpFile(text);
    const [link] = bodyFileLinks(file);
    assert.ok(link !== undefined, 'no file is named');
    return bodyFileProblem(file, link, looked)?.code;
  };
  const once = { found: 'once', holdsReferences: false } as const;

  it('that it is missing', () => {
    assert.equal(codeOf('POST /a\n\n< ./b.json\n', { ...once, found: 'nowhere' }), 'body-file-missing');
  });

  it('that there are two', () => {
    assert.equal(codeOf('POST /a\n\n<@ ./b.json\n', { ...once, found: 'twice' }), 'body-file-ambiguous');
  });

  it('that its variables stay as they are', () => {
    const template = { ...once, holdsReferences: true };
    assert.equal(codeOf('POST /a\n\n< ./b.json\n', template), 'body-file-not-filled');
    assert.equal(codeOf('POST /a\n\n<@ ./b.json\n', template), undefined);
    assert.equal(codeOf('POST /a\n\n<@latin1 ./b.json\n', template), undefined);
  });

  it('nothing where it is simply there', () => {
    assert.equal(codeOf('POST /a\n\n< ./b.json\n', once), undefined);
  });

  it('nothing where its name is not known before sending', () => {
    assert.deepEqual(bodyFileLinks(parseHttpFile('POST /a\n\n< ./{{b}}.json\n')), []);
  });

  for (const [text, filled] of [
    ['POST /a\n\n< ./b.json\n', 'POST /a\n\n<@ ./b.json\n'],
    ['POST /a\n\n<\t./b c.json\n', 'POST /a\n\n<@\t./b c.json\n'],
  ] as const) {
    it(`${JSON.stringify(text)} is filled in with one character`, () => {
      const file = parseHttpFile(text);
      const edit = fillingEdit(file, bodyFileLinks(file)[0]?.range.start ?? 0);
      assert.ok(edit !== undefined);
      assert.equal(applied(text, [edit]), filled);
    });
  }
});

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selectRequests, unreadableNotices } from '../../src/cli/selectRequests.ts';

describe('Requests marked # @disabled', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'procore-http-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const select = (text: string, name?: string) => {
    writeFileSync(join(folder, 'a.http'), text);
    return selectRequests({ files: ['a.http'], name, line: undefined }, folder);
  };

  it('are left out where all are run', async () => {
    const selected = await select('GET /a\n\n###\n# @disabled\nDELETE /b\n\n###\nGET /c\n');
    ok(!('problem' in selected));
    deepEqual(
      selected.map(({ request }) => request.target),
      ['/a', '/c'],
    );
  });

  it('are run where one is chosen', async () => {
    const selected = await select('# @name b\n# @disabled\nDELETE /b\n', 'b');
    ok(!('problem' in selected));
    deepEqual(
      selected.map(({ request }) => request.target),
      ['/b'],
    );
  });

  it('are named as the reason where there is no other', async () => {
    const selected = await select('# @disabled\nDELETE /b\n');
    ok('problem' in selected && selected.problem.includes('@disabled'), JSON.stringify(selected));
  });
});

describe('A file that is not UTF-8', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'procore-http-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is told once, with the place of the first character that could not be read', async () => {
    const latin1 = Buffer.from('# Gr\u{fc}n\nPOST /a\n\n{"a": "gr\u{fc}n"}\n\n###\nGET /b\n', 'latin1');
    writeFileSync(join(folder, 'a.http'), latin1);
    const selected = await selectRequests({ files: ['a.http'], name: undefined, line: undefined }, folder);
    ok(!('problem' in selected));
    equal(selected.length, 2);
    const [notice = '', ...more] = unreadableNotices(selected);
    match(notice, /^a\.http:1:5: .*Latin-1/);
    deepEqual(more, []);
  });
});

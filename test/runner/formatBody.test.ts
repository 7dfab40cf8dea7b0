import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { formatFile, formatHead } from '../../src/runner/formatBody.ts';
import { indentJson } from '../../src/runner/indentJson.ts';
import { prettyJson } from '../../src/runner/jsonText.ts';
import { runs } from '../support/runs.ts';
import { utf16 } from '../support/utf16.ts';

describe('JSON that is indented in pieces', () => {
  it('is what JSON indented whole would be, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 12 }), fc.nat(3), (json, size, blanks) => {
        const text = json.replaceAll(',', `,${' '.repeat(blanks)}`);
        if (prettyJson(text) === undefined) return;
        const indenter = indentJson();
        let out = '';
        for (let at = 0; at < text.length; at += size) out += indenter.push(text.slice(at, at + size));
        equal(out, prettyJson(text));
        ok(indenter.closed);
      }),
      { numRuns: runs(400) },
    );
  });

  it('keeps every digit, and quotes and backslashes in strings', () => {
    const text = '[9007199254740993,1.10,{"a\\\\":"\\"]},","b":{},"c":[ ]}]';
    equal(
      indentJson().push(text),
      '[\n  9007199254740993,\n  1.10,\n  {\n    "a\\\\": "\\"]},",\n    "b": {},\n    "c": []\n  }\n]',
    );
  });

  it('knows brackets that do not match, and an end that is missing', () => {
    for (const [text, balanced, closed] of [
      ['[1]', true, true],
      ['[1', true, false],
      ['["1]', true, false],
      ['[1}', false, false],
      [']', false, false],
    ] as const) {
      const indenter = indentJson();
      indenter.push(text);
      deepEqual([indenter.balanced, indenter.closed], [balanced, closed], text);
    }
  });
});

describe('A body that is formatted', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pw-format-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function file(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  it('is shown whole where it is short', async () => {
    const path = await file('short.json', '{"id":9007199254740993}');
    deepEqual(await formatHead({ path, charset: undefined }, true, 1000), {
      text: '{\n  "id": 9007199254740993\n}',
      cutAfter: undefined,
    });
  });

  it('is cut at the end of a line where it is long', async () => {
    const path = await file('long.json', '[{"id":1,"ü":"ä"},{"id":2,"ü":"ä"}]');
    deepEqual(await formatHead({ path, charset: undefined }, true, 24), {
      text: '[\n  {\n    "id": 1,\n    "ü": "ä"\n  },\n  {',
      cutAfter: 24,
    });
    deepEqual(await formatHead({ text: 'one\ntwo\nthree' }, false, 9), { text: 'one\ntwo', cutAfter: 9 });
  });

  it('is read by its charset, and as UTF-8 where nobody knows that', async () => {
    const path = await file('latin.txt', Buffer.from('na\xefve', 'latin1'));
    equal((await formatHead({ path, charset: 'latin1' }, false, 100)).text, 'naïve');
    equal((await formatHead({ path, charset: 'x-unheard-of' }, false, 100)).text, 'na\ufffdve');
  });

  for (const charset of ['utf-16le', 'utf-16be'] as const) {
    it(`that is JSON in ${charset} is shown as it is, and goes to another file in UTF-8`, async () => {
      const path = await file(`${charset}.json`, utf16('[{"name":"Tür"}]', charset));
      equal(
        (await formatHead({ path, charset: undefined }, true, 100)).text,
        '[\n  {\n    "name": "Tür"\n  }\n]',
      );
      const target = join(folder, `${charset}-formatted.json`);
      ok(await formatFile(path, target, () => {}));
      equal(await readFile(target, 'utf8'), '[\n  {\n    "name": "Tür"\n  }\n]');
    });
  }

  it('shows what nobody would see', async () => {
    equal((await formatHead({ text: 'a\u001b[2Jb\u202e' }, false, 100)).text, 'a\\u001b[2Jb\\u202e');
  });

  it('that is no JSON after all stays as it came', async () => {
    equal((await formatHead({ text: '{"a": 1' }, true, 100)).text, '{"a": 1');
  });

  it('goes whole to another file, which nobody changes by mistake', async () => {
    const path = await file('whole.json', '[{"name":"Tür","id":9007199254740993},[]]');
    const target = join(folder, 'whole-formatted.json');
    const read: number[] = [];
    ok(await formatFile(path, target, bytes => read.push(bytes)));
    equal(
      await readFile(target, 'utf8'),
      '[\n  {\n    "name": "Tür",\n    "id": 9007199254740993\n  },\n  []\n]',
    );
    equal((await stat(target)).mode & 0o222, 0);
    deepEqual(read, [(await stat(path)).size]);
  });

  it('that is no JSON makes no other file', async () => {
    const path = await file('page.json', '<html>]');
    const target = join(folder, 'page-formatted.json');
    equal(await formatFile(path, target, () => {}), false);
    equal(await stat(target).catch(() => undefined), undefined);
  });
});

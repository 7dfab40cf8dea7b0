import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { type RunWish, requestsToRun } from '../../../src/vscode/requests/runPlan.ts';

const file = parseHttpFile(
  '@x = 1\n\n### a\nGET /a\n\n### b\n# @disabled\nGET /b\n\n### c\nGET /c\n\n### d\nGET /d\n',
);
const at = (text: string) => file.text.indexOf(text);
const run = (wish: RunWish) => requestsToRun(file, wish).map(({ target }) => target);

describe('What is run', () => {
  it('of a whole file is every request in order, but for disabled ones', () =>
    assert.deepEqual(run({ kind: 'file' }), ['/a', '/c', '/d']));

  it('to here ends with the request at the cursor', () =>
    assert.deepEqual(run({ kind: 'toHere', offset: at('GET /c') + 2 }), ['/a', '/c']));

  it('to here is nothing above the first request', () =>
    assert.deepEqual(requestsToRun(parseHttpFile('@x = 1\n'), { kind: 'toHere', offset: 2 }), []));

  it('of a selection is each request that it touches, in the order of the file', () => {
    const ranges = [
      { start: at('GET /d'), end: at('GET /d') + 3 },
      { start: at('GET /a'), end: at('### b') },
    ];
    assert.deepEqual(run({ kind: 'selection', ranges }), ['/a', '/d']);
  });

  it('of whole selected lines does not take in the next request', () =>
    assert.deepEqual(run({ kind: 'selection', ranges: [{ start: at('### a'), end: at('### b') }] }), ['/a']));

  it('of a bare cursor is the request under it', () =>
    assert.deepEqual(run({ kind: 'selection', ranges: [{ start: at('GET /c'), end: at('GET /c') }] }), [
      '/c',
    ]));
});

import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { AssertResult } from '../../../src/runner/exchange.ts';
import { assertMarks } from '../../../src/vscode/language/assertMarks.ts';

const result = (text: string, passed: boolean, actual = ''): AssertResult => ({
  text,
  line: 1,
  passed,
  actual,
});

function marks(asserts: readonly string[], results: readonly AssertResult[]) {
  const file = parseHttpFile(`GET /rest/v1.0/me\n\n${asserts.map(text => `?? ${text}`).join('\n')}\n`);
  const [request] = file.requests;
  assert.ok(request);
  return assertMarks(request, results).map(({ text, range }) => [
    file.text.slice(range.start, range.end),
    text,
  ]);
}

describe('The marks behind assertions', () => {
  it('say that one held, and what was found where one did not', () => {
    assert.deepEqual(
      marks(
        ['status == 200', 'body $.id == 7'],
        [result('status == 200', true, '200'), result('body $.id == 7', false, '8')],
      ),
      [
        ['?? status == 200', '✓'],
        ['?? body $.id == 7', '✗ found: 8'],
      ],
    );
  });

  it('are gone from a line that was edited, and stay behind the others', () => {
    assert.deepEqual(
      marks(
        ['status == 201', 'body includes x'],
        [result('status == 200', true), result('body includes x', true)],
      ).map(([, mark]) => mark),
      ['✓'],
    );
  });

  it('stay where they belong when a line is put before them', () => {
    const shown = marks(['status < 500', 'status == 200'], [result('status == 200', false, '404')]);
    assert.equal(shown.length, 1);
    assert.match(shown[0]?.[0] ?? '', /status == 200$/);
  });

  it('give each of two equal lines its own result', () => {
    assert.deepEqual(
      marks(
        ['status == 200', 'status == 200'],
        [result('status == 200', true), result('status == 200', false, '1')],
      ).map(([, mark]) => mark),
      ['✓', '✗ found: 1'],
    );
  });

  it('show what an answer says as one short line of plain text', () => {
    const hostile = `a\n\u001b[31mb\u202e${'c'.repeat(500)}`;
    const [[, mark = ''] = []] = marks(['body == x'], [result('body == x', false, hostile)]);
    assert.doesNotMatch(mark, /[\p{Cc}\u202e]/u);
    assert.ok(mark.length < 100);
    assert.match(mark, /…$/);
  });
});

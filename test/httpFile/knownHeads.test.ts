import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { HttpFile } from '../../src/httpFile/syntax.ts';
import { runs } from '../support/runs.ts';

/** What stands at the ranges of every request's headers and references. */
function saidByHeaders({ text, requests }: HttpFile): readonly (readonly string[])[] {
  return requests.map(({ headers, references }) => [
    ...headers
      .flatMap(({ name, value }) => [name, value])
      .map(({ range }) => text.slice(range.start, range.end)),
    ...references.map(({ range }) => text.slice(range.start, range.end)),
  ]);
}

/** `head` below two request lines, the second of which stands further in its block. */
function twice(head: string): HttpFile {
  return parseHttpFile(`GET /a\n${head}\n\n### again\n# @name again\nGET /again\n${head}\n`);
}

describe('A header line that comes again', () => {
  it('stands at its own place, with its own references', () => {
    const said = ['X-Key', 'a {{b}} {{ c }}', 'Accept', 'application/json', '{{b}}', '{{ c }}'];
    assert.deepEqual(saidByHeaders(twice('X-Key:  a {{b}} {{ c }} \nAccept: application/json')), [
      said,
      said,
    ]);
  });

  it('may be indented otherwise', () => {
    const file = parseHttpFile('GET /a\nX-Key: {{b}}\n###\nGET /a\n  X-Key: {{b}}\n');
    assert.deepEqual(saidByHeaders(file), [
      ['X-Key', '{{b}}', '{{b}}'],
      ['X-Key', '{{b}}', '{{b}}'],
    ]);
  });

  it('shows its mistake each time', () => {
    for (const mistaken of ['X-Key: {{b', 'X-Key: {{}}', 'X-REQUEST-TYPE: GraphQL']) {
      const places = twice(mistaken).problems.map(({ range }) => range.start);
      assert.equal(new Set(places).size, 2, mistaken);
    }
  });

  it('tells each time how the body is read', () => {
    const bodies = twice('Content-Type: text/plain\n\n# kept').requests.map(({ body }) => body?.text);
    assert.deepEqual(bodies, ['# kept', '# kept']);
  });

  it('is continued in one request and not in another', () => {
    const file = parseHttpFile(
      'GET /a\nX-Key: a,\n  b\n###\nGET /a\nX-Key: a,\n###\nGET /a\nX-Key: a,\n  c\n',
    );
    assert.deepEqual(
      file.requests.map(({ headers }) => headers.map(({ value }) => value.text)),
      [['a, b'], ['a,'], ['a, c']],
    );
  });
});

describe('Headers that come again and again', () => {
  const line = fc.constantFrom(
    ...[
      'A: {{b}}',
      'A: {{b',
      'A: b,',
      '  c: d',
      '  e',
      'A:',
      '# @x',
      '// y',
      '@v = 1',
      'no header',
      '{',
      '/p',
    ],
    ...[
      'Content-Type: text/plain',
      'Content-Type: application/json',
      'X-Request-Type: GraphQL',
      '?? status == 200',
    ],
  );
  const lineEnd = fc.constantFrom('\n', '\n', '\n', ' \n', '\r\n', '\r');
  const head = fc.array(fc.tuple(line, lineEnd), { maxLength: 4 }).map(pairs => pairs.flat().join(''));
  const request = fc.constantFrom('GET /{{a}}\n', '  GET /\n', 'GET /\r\n');
  const body = fc.constantFrom('', '\n', '\n{{a}}\n# b\nc\n', ' \n\n{}\n', '\r\n# {{c}}\r\nd\r\n');

  it('say in each request what they say where it stands alone', () => {
    const text = fc
      .array(head, { minLength: 1, maxLength: 3 })
      .chain(heads => fc.array(fc.tuple(request, fc.constantFrom(...heads), body), { maxLength: 8 }))
      .map(requests => requests.map(parts => `${parts.join('')}\n###\n`).join(''));
    fc.assert(
      fc.property(text, said => {
        const { segments, segmentStarts } = parseHttpFile(said);
        segments.forEach((segment, at) => {
          const alone = parseHttpFile('\n'.repeat(segmentStarts[at] ?? 0) + segment.text);
          assert.equal(JSON.stringify(segment.requests), JSON.stringify(alone.requests));
          assert.equal(JSON.stringify(segment.problems), JSON.stringify(alone.problems));
        });
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('A text and a reference of the tree', () => {
  it('are printed as JSON with their ranges', () => {
    const [request] = parseHttpFile('GET /{{a}}\n').requests;
    assert.deepEqual(JSON.parse(JSON.stringify([request?.targetParts, request?.references])), [
      [{ text: '/{{a}}', range: { start: 4, end: 10 } }],
      [{ name: 'a', range: { start: 5, end: 10 } }],
    ]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseReport } from '../../src/cli/parse.ts';
import { bodyPieces } from '../../src/httpFile/bodyPieces.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { HttpFile, Range, TextNode } from '../../src/httpFile/syntax.ts';
import { runs } from '../support/runs.ts';
import { anyText } from './anyText.ts';

describe('Any text', () => {
  it('gives a tree whose ranges lie in it, in order', () => {
    fc.assert(
      fc.property(anyText, said => checkRanges(parseHttpFile(said))),
      { numRuns: runs(1000, 2000) },
    );
  });

  it('gives nodes that say what the text says at their place', () => {
    fc.assert(
      fc.property(anyText, said => {
        for (const { text: words, range } of plainNodes(parseHttpFile(said))) {
          assert.equal(words, said.slice(range.start, range.end));
        }
      }),
      { numRuns: runs(1000, 2000) },
    );
  });

  it('keeps its requests when a separator and a request are put before or after it', () => {
    fc.assert(
      fc.property(anyText, said => {
        const targets = parseHttpFile(said).requests.map(({ target }) => target);
        const after = parseHttpFile(`GET /before\n\n###\n${said}`).requests.map(({ target }) => target);
        assert.deepEqual(after.at(0), '/before');
        if (!said.startsWith('\u{feff}')) assert.deepEqual(after.slice(1), targets);
        const before = parseHttpFile(`${said}\n###\nGET /after\n`).requests.map(({ target }) => target);
        if (!said.includes('/*')) assert.deepEqual(before, [...targets, '/after']);
      }),
      { numRuns: runs(1000, 2000) },
    );
  });

  it('reads the same when every line ends with CRLF', () => {
    const unixText = anyText.map(said => said.replaceAll(/\r\n?/g, '\n'));
    fc.assert(
      fc.property(unixText, said => {
        assert.deepEqual(gist(parseHttpFile(said.replaceAll('\n', '\r\n'))), gist(parseHttpFile(said)));
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('What is told of any text', () => {
  it('counts lines and columns from 1, ends behind starts', () => {
    fc.assert(
      fc.property(anyText, said => {
        const { requests, variables, problems } = parseReport('a.http', parseHttpFile(said));
        for (const { line, endLine } of requests) assert.ok(line >= 1 && endLine >= line);
        for (const { line } of variables) assert.ok(line >= 1);
        for (const { line, column, endLine, endColumn, message } of problems) {
          assert.ok(line >= 1 && column >= 1 && message !== '');
          assert.ok(endLine > line || (endLine === line && endColumn >= column));
        }
      }),
      { numRuns: runs(1000, 2000) },
    );
  });

  it('has references in their braces', () => {
    fc.assert(
      fc.property(anyText, said => {
        const { requests, variables } = parseHttpFile(said);
        for (const { name, range } of [...requests, ...variables].flatMap(({ references }) => references)) {
          const written = said.slice(range.start, range.end);
          assert.ok(written.startsWith('{{') && written.endsWith('}}'), written);
          assert.equal(written.slice(2, -2).trim(), name);
        }
      }),
      { numRuns: runs(1000, 2000) },
    );
  });

  it('sends all of a body, files in the place of their lines', () => {
    fc.assert(
      fc.property(anyText, said => {
        for (const { body, headers } of parseHttpFile(said).requests) {
          const text = body?.text ?? '';
          let at = 0;
          for (const piece of bodyPieces(text, headers[0]?.value.text)) {
            if (piece.kind === 'file') {
              assert.ok(text.startsWith('<', at), 'no file stands there');
              const end = text.indexOf('\n', at);
              at = end < 0 ? text.length : end;
            } else {
              assert.ok(text.startsWith(piece.text, at), 'text is lost');
              at += piece.text.length;
            }
          }
          assert.equal(at, text.length);
        }
      }),
      { numRuns: runs(1000, 2000) },
    );
  });
});

describe('Long texts', () => {
  const cases: Readonly<Record<string, string>> = {
    'a line of 1,000,000 characters': `GET /${'a'.repeat(1_000_000)}`,
    'braces that never close': `POST /\n\n${'{{'.repeat(300_000)}`,
    'scripts that never close': '< {%\n'.repeat(100_000),
    'script blocks that never close': `POST /\n\n${'{{\n'.repeat(100_000)}`,
    'comments that never close': '/*\n'.repeat(100_000),
    'lines that are nothing': 'foo bar\n'.repeat(100_000),
    'comments that never close, each below a separator': '###\n/*\nGET /\n'.repeat(20_000),
    'comments that close in the next block': '*/\n###\n/*\n'.repeat(50_000),
    'commands whose quotes never close': "curl 'a\n".repeat(100_000),
    'references in the name of a header': `GET /\n${'{{a}}'.repeat(100_000)}: x`,
    'NUL characters': `GET /\n${'\0\n'.repeat(100_000)}`,
    'halves of characters': `GET /${'\ud83d'.repeat(100_000)}\n${'\udcd0\n'.repeat(100_000)}`,
    'requests without separators': 'GET /a\n'.repeat(50_000),
    'comments in a body': `POST /\n\n{\n${'# c\n\n'.repeat(100_000)}}`,
    'a header over many lines': `GET /\nA: b\n${' c\n'.repeat(100_000)}`,
    'a target over many lines': `GET /\n${'&c=1\n'.repeat(100_000)}`,
    'remarks that never close': '/* a\n'.repeat(100_000),
    'remarks that close far below': `${'/* a\n'.repeat(100_000)} */`,
    'curl commands': 'curl a\n'.repeat(100_000),
    'queries outside of requests': 'query a {\n'.repeat(100_000),
    'queries in a body': `POST /\n\n${'query a {\n'.repeat(100_000)}`,
    'files in a body': `POST /\n\n${'< a\n'.repeat(100_000)}`,
    'answers to files': `GET /\n\n${'>> a\n'.repeat(100_000)}`,
    'flags that are not followed': `${'# @loop 3\n'.repeat(100_000)}GET /`,
    'a target over indented lines': `GET /\n${'  {{a}}/b\n'.repeat(100_000)}`,
    'an indented line of references': `GET /\n  ${'{{a}}'.repeat(100_000)} b`,
    'a line of closing braces': `GET /{{${'}'.repeat(300_000)}`,
    responses: 'GET /\n\nHTTP/1.1 200\n\n'.repeat(50_000),
    'one name for all': '# @name x\nGET /\n###\n'.repeat(50_000),
    'an assert of comparisons': `GET /\n?? body $${'[=='.repeat(100_000)}`,
  };
  for (const [name, said] of Object.entries(cases)) {
    it(`${name} take no more than linear time`, () => {
      checkRanges(parseHttpFile(said));
    });
  }
});

function checkRanges(file: HttpFile): void {
  const within = ({ start, end }: Range, outer: Range): void => {
    assert.ok(
      outer.start <= start && start <= end && end <= outer.end,
      `${start}..${end} leaves ${outer.start}..${outer.end}`,
    );
  };
  const whole = { start: 0, end: file.text.length };
  let last = 0;
  for (const request of file.requests) {
    within(request.range, whole);
    assert.ok(request.range.start >= last, 'requests overlap');
    last = request.range.end;
    within(request.sent, request.range);
    within(request.requestLine, request.sent);
    for (const node of [...request.targetParts, ...request.references]) within(node.range, request.sent);
    for (const { name, value } of request.headers) {
      within(name.range, request.sent);
      within(value.range, request.sent);
    }
    if (request.body) within(request.body.range, request.sent);
    for (const node of [...request.flags, ...request.asserts]) within(node.range, request.range);
    ordered(request.headers.map(({ name }) => name.range));
    ordered(request.references.map(({ range }) => range));
  }
  for (const variable of file.variables) {
    within(variable.range, whole);
    within(variable.name.range, variable.range);
    within(variable.value.range, variable.range);
  }
  ordered(file.variables.map(({ range }) => range));
  for (const problem of file.problems) within(problem.range, whole);
  assert.ok(
    file.problems.every((problem, at) => problem.range.start >= (file.problems[at - 1]?.range.start ?? 0)),
  );
}

function ordered(ranges: readonly Range[]): void {
  ranges.forEach((range, at) => {
    const before = ranges[at - 1];
    if (before) assert.ok(before.end <= range.start, 'out of order');
  });
}

/** Nodes whose text is one piece of the file; a continued header is joined from several. */
function plainNodes(file: HttpFile): readonly TextNode[] {
  return [
    ...file.variables.flatMap(({ name, value }) => [name, value]),
    ...file.requests.flatMap(request => [
      ...[request.name, request.title, request.httpVersion, request.body?.file?.path].filter(
        node => node !== undefined,
      ),
      ...request.targetParts,
      ...request.headers.flatMap(({ name, value }) => [
        name,
        ...(/[\r\n]/.test(slice(file, value.range)) ? [] : [value]),
      ]),
    ]),
  ];
}

function slice({ text: said }: HttpFile, { start, end }: Range): string {
  return said.slice(start, end);
}

function gist(file: HttpFile): unknown {
  return {
    requests: file.requests.map(({ name, title, method, target, headers, body, flags, asserts }) => [
      [name?.text, title?.text, method, target, body?.text, body?.file?.path.text],
      headers.map(header => [header.name.text, header.value.text]),
      flags.map(flag => [flag.name, flag.value]),
      asserts.map(each => each.text),
    ]),
    variables: file.variables.map(variable => [variable.name.text, variable.value.text]),
    problems: file.problems.map(({ code }) => code),
  };
}

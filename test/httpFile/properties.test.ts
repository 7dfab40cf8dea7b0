import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { HttpFile, Range, TextNode } from '../../src/httpFile/syntax.ts';
import { anyText } from './anyText.ts';

describe('Any text', () => {
  it('gives a tree whose ranges lie in it, in order', () => {
    fc.assert(
      fc.property(anyText, said => checkRanges(parseHttpFile(said))),
      { numRuns: 2000 },
    );
  });

  it('gives nodes that say what the text says at their place', () => {
    fc.assert(
      fc.property(anyText, said => {
        for (const { text: words, range } of plainNodes(parseHttpFile(said))) {
          assert.equal(words, said.slice(range.start, range.end));
        }
      }),
      { numRuns: 2000 },
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
      { numRuns: 2000 },
    );
  });

  it('reads the same when every line ends with CRLF', () => {
    const unixText = anyText.map(said => said.replaceAll(/\r\n?/g, '\n'));
    fc.assert(
      fc.property(unixText, said => {
        assert.deepEqual(gist(parseHttpFile(said.replaceAll('\n', '\r\n'))), gist(parseHttpFile(said)));
      }),
      { numRuns: 1000 },
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
    'comments in a body': `POST /\n\n{\n${'# c\n\n'.repeat(100_000)}}`,
    'a header over many lines': `GET /\nA: b\n${' c\n'.repeat(100_000)}`,
    'a target over many lines': `GET /\n${'&c=1\n'.repeat(100_000)}`,
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

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommand } from '../../src/cli/parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'parse-'));

describe('procore-http parse', () => {
  after(() => rmSync(folder, { recursive: true }));

  before(() => {
    writeFileSync(
      join(folder, 'a.http'),
      '\u{feff}@id = 7\n# @name show\n# @all-pages\nPOST /a/{{id}}\nA: b\n\n{}\n\n?? status == 201\n',
    );
    writeFileSync(join(folder, 'b.http'), 'GET /b\nnonsense\n');
  });

  it('prints one line of JSON a file, as given, with every key', async () => {
    const { status, stdout, stderr } = await parse('a.http', 'b.http', '--json');
    assert.deepEqual([status, stderr], [0, '']);
    const [a, b, ...rest] = stdout.split('\n');
    assert.deepEqual(rest, ['']);
    assert.deepEqual(JSON.parse(a ?? ''), {
      file: 'a.http',
      requests: [
        {
          name: 'show',
          line: 4,
          endLine: 7,
          method: 'POST',
          target: '/a/{{id}}',
          headers: [['A', 'b']],
          body: '{}',
          bodyFile: null,
          flags: { allPages: true },
          asserts: ['status == 201'],
        },
      ],
      variables: [{ name: 'id', value: '7', line: 1 }],
      problems: [],
    });
    const [{ message, ...problem }] = JSON.parse(b ?? '').problems;
    assert.deepEqual(problem, {
      code: 'header-without-colon',
      severity: 'error',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 9,
    });
    assert.match(message, /nonsense/);
  });

  it('reads the other files where one is missing, and ends with 2', async () => {
    const { status, stdout, stderr } = await parse('missing.http', '.', 'b.http', '--json');
    assert.equal(status, 2);
    assert.equal(JSON.parse(stdout).file, 'b.http');
    assert.equal(
      stderr,
      'procore-http parse: missing.http cannot be read: there is no such file. Check the name and the folder.\n' +
        'procore-http parse: . cannot be read: it is a folder. Name the files in it.\n',
    );
  });

  it('prints the same for people', async () => {
    const { status, stdout } = await parse('a.http', 'b.http');
    assert.equal(status, 0);
    assert.equal(
      stdout,
      [
        'a.http: 1 request, 1 variable, 0 problems',
        '  1: @id = 7',
        '  4: POST /a/{{id}}  (show)',
        'b.http: 1 request, 0 variables, 1 problem',
        '  1: GET /b',
        '  2:1 error "nonsense" is not a header: there is no colon. Write Name: value, or leave a blank line before the body. (header-without-colon)',
        '',
      ].join('\n'),
    );
  });

  it('lets no control character of a file reach the terminal', async () => {
    writeFileSync(
      join(folder, 'escapes.http'),
      '@a\u001b[2J = \u001b[2J\n\n### \u001b]0;x\u0007\nGET /\u001b[2J\nno \u001b[31mheader\n',
    );
    const { stdout } = await parse('escapes.http');
    assert.match(stdout, /no \\x1b\[31mheader/);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
  });

  it('refuses a wrong option and an empty list in one line', async () => {
    for (const argv of [['--jsno', 'a.http'], [], ['--json=yes', 'a.http']]) {
      const { status, stdout, stderr } = await parse(...argv);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^procore-http parse: .+ See procore-http parse --help\.\n$/);
    }
  });

  it('explains itself', async () => {
    const { status, stdout } = await parse('--help');
    assert.equal(status, 0);
    assert.match(stdout, /Usage: procore-http parse FILE…/);
  });
});

async function parse(
  ...argv: readonly string[]
): Promise<{ status: number; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const status = await parseCommand(argv, {
    stdout: text => {
      said.stdout += text;
    },
    stderr: text => {
      said.stderr += text;
    },
    stdin: async () => '',
    env: {},
    cwd: folder,
    signal: new AbortController().signal,
    interactive: false,
  });
  return { status, ...said };
}

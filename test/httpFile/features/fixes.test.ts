import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findingsOf } from '../../../src/httpFile/features/diagnostics/findings.ts';
import type { Fix } from '../../../src/httpFile/features/fixes/fix.ts';
import { fixesFor, safeEdits } from '../../../src/httpFile/features/fixes/fixesFor.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { applied } from '../../support/applyEdits.ts';
import { withCursor } from '../../support/cursor.ts';
import { runs } from '../../support/runs.ts';
import { inSandbox, withoutCompany } from './findings.ts';

const rfis = '/rest/v1.0/projects/310512/rfis';
const json = 'Content-Type: application/json\n\n';

function fixesAt(marked: string, context = inSandbox): { text: string; fixes: readonly Fix[] } {
  const { text, offset } = withCursor(marked);
  const file = parseHttpFile(text);
  const findings = findingsOf(file, context).within({ start: offset, end: offset });
  return { text, fixes: findings.flatMap(finding => fixesFor(file, finding, context)) };
}

/** The text after the first fix of that title, or after the only one that is preferred. */
function mended(marked: string, title?: string, context = inSandbox): string {
  const { text, fixes } = fixesAt(marked, context);
  const found = fixes.filter(fix => (title === undefined ? fix.preferred : fix.title === title));
  const [first] = found;
  assert.ok(
    first !== undefined && (title !== undefined || found.length === 1),
    `fixes: ${fixes.map(fix => fix.title).join(' | ')}`,
  );
  return applied(text, first.edits);
}

describe('A mistake of form is mended', () => {
  const cases: readonly (readonly [what: string, marked: string, after: string])[] = [
    ['a separator that is missing', 'GET /a\n\n|GET /b\n', 'GET /a\n\n###\nGET /b\n'],
    ['with the line ends of the file', 'GET /a\r\n\r\n|GET /b\r\n', 'GET /a\r\n\r\n###\r\nGET /b\r\n'],
    ['a header without a colon', 'GET /a\nAccept| text/plain\n', 'GET /a\nAccept: text/plain\n'],
    ['a header written like a variable', 'GET /a\nX-A |= 1\n', 'GET /a\nX-A: 1\n'],
    ['a query below a header', 'GET /a\nA: b\n?c=|d\n', 'GET /a\n    ?c=d\nA: b\n'],
    ['a body without a blank line', 'POST /a\nA: b\n|{}\n', 'POST /a\nA: b\n\n{}\n'],
    ['a header behind a blank line', 'POST /a\n\nAccept|: b\n', 'POST /a\nAccept: b\n'],
    ['a reference that is not closed', 'GET /{{|a\n@a = 1', 'GET /{{a}}\n@a = 1'],
    ['a reference closed by half', 'GET /{{|a}/b\n@a = 1', 'GET /{{a}}/b\n@a = 1'],
    ['a variable without a =', '@a| 1\nGET /{{a}}', '@a = 1\nGET /{{a}}'],
    [
      'a name that is there twice',
      '# @name a\nGET /\n###\n# @name a|\nGET /b',
      '# @name a\nGET /\n###\n# @name a2\nGET /b',
    ],
    [
      'a name that is missing',
      '# @name|\nGET /rest/v1.0/companies',
      '# @name getCompanies\nGET /rest/v1.0/companies',
    ],
    [
      'a form whose fields nothing parts',
      'POST /a\nContent-Type: application/x-www-form-urlencoded\n\na=1\n|b=2\n# c\n  d=3\n',
      'POST /a\nContent-Type: application/x-www-form-urlencoded\n\na=1\n&b=2\n# c\n  &d=3\n',
    ],
    ['a method that is misspelt', 'GTE| https://example.com', 'GET https://example.com'],
  ];
  for (const [what, marked, after] of cases) it(what, () => assert.equal(mended(marked), after));

  it('a line that says nothing becomes a comment', () => {
    assert.equal(mended('hello |there\n\n###\nGET /', 'Make it a comment'), '# hello there\n\n###\nGET /');
  });

  it('a header without a colon may be where the body starts', () => {
    const title = 'Insert a blank line: the body starts here';
    assert.equal(mended('POST /a\nA: b\nhel|lo world\n', title), 'POST /a\nA: b\n\nhello world\n');
  });
});

describe('A curl command in the file is turned into a request', () => {
  it('in its place, with what stands above and below it', () => {
    assert.equal(
      mended(
        '### Make one\n# @name one\ncurl| -X PUT https://a.example/x \\\n  -H "X-A: b" \\\n  -d "c=d"\n\n###\nGET /e\n',
      ),
      '### Make one\n# @name one\nPUT https://a.example/x\nX-A: b\nContent-Type: application/x-www-form-urlencoded\n\nc=d\n\n###\nGET /e\n',
    );
    assert.equal(mended('cu|rl https://a.example\r\n'), 'GET https://a.example\r\n');
  });

  it('not where that would send something else, which a comment can say', () => {
    const cut = "curl https://a.example -d 'b\n### c'\n";
    assert.equal(
      mended(cut.replace('cu', 'cu|'), 'Say why it cannot become a request'),
      `# No request can stand for this command. A ' is not closed: the command is not all there, or a line with ### cuts it off.\n${cut}`,
    );
  });

  it('not where it names no address', () => {
    assert.deepEqual(fixesAt('cu|rl --version\n').fixes, []);
  });
});

describe('A quote inside of a text in JSON is mended', () => {
  it('with a backslash, and others of the same text, too', () => {
    const before = `POST https://example.com\n${json}{ "a": "he said "hi|" to", "b": 2 }`;
    assert.equal(mended(before), `POST https://example.com\n${json}{ "a": "he said \\"hi\\" to", "b": 2 }`);
  });
});

describe('A name is mended', () => {
  it('by the near one, in a path into an answer, too', () => {
    assert.equal(mended('@token = 1\nGET /{{ tokne| }}'), '@token = 1\nGET /{{ token }}');
    const after = '# @name login\nGET /x\n###\nGET /{{login.response.body.$.id}}';
    assert.equal(mended(after.replace('/{{login', '/{{lo|gni')), after);
  });

  it('by a definition above the others, below what heads the file', () => {
    const define = 'Define @xyz in this file';
    assert.equal(mended('GET /{{xyz|}}', define), '@xyz = \nGET /{{xyz}}');
    assert.equal(
      mended('# About\n\n@a = 1\n\nGET /{{a}}/{{xyz|}}', define),
      '# About\n\n@a = 1\n@xyz = \n\nGET /{{a}}/{{xyz}}',
    );
    assert.equal(
      mended('# About\n\n### One\nGET /{{xyz|}}', define),
      '# About\n@xyz = \n\n### One\nGET /{{xyz}}',
    );
    assert.equal(
      mended('### One\nGET /1\n### Two\nGET /{{xyz|}}', define),
      '@xyz = \n### One\nGET /1\n### Two\nGET /{{xyz}}',
    );
  });

  it('by taking away what nothing uses', () => {
    assert.equal(mended('@a = 1\n@b| = 2\nGET /{{a}}'), '@a = 1\nGET /{{a}}');
  });

  it('by choosing a company or a project', () => {
    const { fixes } = fixesAt('GET https://example.com/{{$procore.|projectId}}');
    assert.deepEqual(
      fixes.map(({ step }) => step),
      [{ kind: 'chooseProject' }],
    );
  });
});

describe('An address is mended', () => {
  it('by leaving the host out, or by naming the environment', () => {
    const marked = '# @company 1\nGET https://api.procore|.com/rest/v1.0/me';
    assert.equal(
      mended(marked, 'Leave the host out: goes to Developer Sandbox'),
      '# @company 1\nGET /rest/v1.0/me',
    );
    assert.equal(
      mended(marked, 'Write # @env production'),
      '# @company 1\n# @env production\nGET https://api.procore.com/rest/v1.0/me',
    );
  });

  it('by removing a Host that is not sent beside it', () =>
    assert.equal(
      mended('GET https://a.example/x\nHo|st: b.example\nAccept: */*', 'Remove the header'),
      'GET https://a.example/x\nAccept: */*',
    ));

  it('by changing an @env that contradicts the host', () => {
    const marked = '# @env sandbox\nGET https://api.procore|.com/rest/v1.0/me';
    assert.equal(
      mended(marked, 'Write # @env production'),
      '# @env production\nGET https://api.procore.com/rest/v1.0/me',
    );
  });

  it('by another environment', () => {
    assert.equal(mended('# @env san|dbx\nGET /x'), '# @env sandbox\nGET /x');
  });

  it('by the version that exists, and nothing else changed', () => {
    assert.equal(
      mended('@p = 1\nGET /rest/v1|.1/projects/{{p}}/rfis?page=1'),
      '@p = 1\nGET /rest/v1.0/projects/{{p}}/rfis?page=1',
    );
  });

  it('by a method that exists, by the newer prefix', () => {
    assert.equal(mended(`PU|T ${rfis}`, 'Change to GET'), `GET ${rfis}`);
    assert.equal(mended('GET /vap|id/me'), 'GET /rest/v1.0/me');
  });

  it('by the nearest path, with its ids kept', () => {
    const { text, fixes } = fixesAt('@p = 1\nGET /rest/v1.0/projects/{{p}}/rf|iss');
    assert.equal(applied(text, fixes[0]?.edits ?? []), '@p = 1\nGET /rest/v1.0/projects/{{p}}/rfis');
  });

  it('by a variable where a placeholder stands', () => {
    assert.equal(
      mended('GET /rest/v1.0/projects/{proj|ect_id}/rfis', 'Write {{projectId}}'),
      'GET /rest/v1.0/projects/{{projectId}}/rfis',
    );
    assert.equal(
      mended('GET /rest/v1.0/projects/:proj|ect_id/rfis'),
      'GET /rest/v1.0/projects/{{$procore.projectId}}/rfis',
    );
  });

  it('by the parameter that is missing, as the query is written', () => {
    assert.equal(
      mended('GET /rest/v1.1/pro|jects'),
      'GET /rest/v1.1/projects?company_id={{$procore.companyId}}',
    );
    assert.equal(
      mended('GET /rest/v1.1/pro|jects?page=1 HTTP/1.1'),
      'GET /rest/v1.1/projects?page=1&company_id={{$procore.companyId}} HTTP/1.1',
    );
    assert.equal(
      mended('@company_id = 1\nGET /rest/v1.1/pro|jects\n  ?page=1\n  &per_page=2\nA: b'),
      '@company_id = 1\nGET /rest/v1.1/projects\n  ?page=1\n  &per_page=2\n  &company_id={{company_id}}\nA: b',
    );
  });

  it('by the parameter that was meant', () => {
    assert.equal(mended(`GET ${rfis}?se|rach=x`), `GET ${rfis}?search=x`);
  });

  it('by saying the company', () => {
    const marked = `@companyId = 1\nGET| ${rfis}?a={{companyId}}`;
    const after = `@companyId = 1\n# @company {{companyId}}\nGET ${rfis}?a={{companyId}}`;
    assert.equal(mended(marked, 'Add # @company {{companyId}}', withoutCompany), after);
    const { fixes } = fixesAt(`GET| ${rfis}`, withoutCompany);
    assert.deepEqual(
      fixes.map(({ step }) => step),
      [{ kind: 'chooseCompany' }],
    );
  });

  it('letter by letter in flags and headers', () => {
    assert.equal(mended('# @comp|ny 1\nGET /x'), '# @company 1\nGET /x');
    assert.equal(
      mended('GET /rest/v1.0/me\nProcore-Company|Id: 1'),
      'GET /rest/v1.0/me\nProcore-Company-Id: 1',
    );
  });
});

describe('A body is mended', () => {
  const cases: readonly (readonly [before: string, after: string])[] = [
    ['{ "a": 1|, }', '{ "a": 1 }'],
    ['{ "a": |1 "b": 2 }', '{ "a": 1, "b": 2 }'],
    ["{ 'a|': 'it\\'s \"b\"' }", `{ "a": 'it\\'s "b"' }`],
    [`{ "a": 'it|\\'s "b"' }`, '{ "a": "it\'s \\"b\\"" }'],
    ['{ a|: 1 }', '{ "a": 1 }'],
    ['{ "a": Tru|e }', '{ "a": true }'],
    ['{ "a": wo|rd }', '{ "a": "word" }'],
    ['{ "a"|: }', '{ "a": null }'],
    ['{ "a": 1 // wh|y\n}', '{ "a": 1 \n}'],
    ['{ "a": "x|\n}', '{ "a": "x"\n}'],
  ];
  for (const [before, after] of cases)
    it(`${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, () => {
      const { text, fixes } = fixesAt(`POST https://example.com\n${json}${before}`);
      assert.equal(applied(text, fixes[0]?.edits ?? []), `POST https://example.com\n${json}${after}`);
    });

  it('by its content type', () => {
    const body = '{ "rfi": { "subject": "a", "rfi_manager_id": 1, "question": { "body": "b" } } }';
    assert.equal(
      mended(`POST| ${rfis}\n\n${body}`),
      `POST ${rfis}\nContent-Type: application/json\n\n${body}`,
    );
    assert.equal(
      mended(`POST| ${rfis}\nA: b\n\n${body}`),
      `POST ${rfis}\nA: b\nContent-Type: application/json\n\n${body}`,
    );
  });

  it('by the fields that it lacks, one or all', () => {
    const lacking = (fields: string) =>
      `POST ${rfis}\n${json}{\n  "rfi": {${fields}\n    "subject": "a"\n  }\n}\n`;
    const marked = lacking('').replace('"rfi": {', '"rfi": |{');
    assert.equal(mended(marked, 'Add rfi.rfi_manager_id'), lacking('\n    "rfi_manager_id": 0,'));
    assert.equal(mended(marked).includes('"question": {'), true);
    assert.equal(
      mended(
        `@rfiManagerId = 1\nPOST ${rfis}?x={{rfiManagerId}}\n${json}{ "rfi": |{ "subject": "a", "question": { "body": "" } } }`,
      ),
      `@rfiManagerId = 1\nPOST ${rfis}?x={{rfiManagerId}}\n${json}{ "rfi": { "rfi_manager_id": {{rfiManagerId}}, "subject": "a", "question": { "body": "" } } }`,
    );
  });

  it('by a whole one where it is missing', () => {
    const text = mended(`POST| ${rfis}\nA: b\n\n### Next\nGET /x`, 'Add a body with the required fields');
    const after = parseHttpFile(text);
    assert.match(text, /A: b\nContent-Type: application\/json\n\n\{\n {2}"rfi": \{\n {4}"subject": "",/);
    assert.equal(after.requests.length, 2);
    const left = findingsOf(after, inSandbox)
      .first(10)
      .map(({ code }) => code);
    assert.deepEqual(left, []);
  });
});

describe('A secret is taken out of the file', () => {
  it('with its header, where sign-in supplies it', () => {
    const marked = 'GET /rest/v1.0/me\nA: b\nAuthorization: Bearer q8Zr4f|X2kP0sLw9TbN\n';
    assert.equal(mended(marked), 'GET /rest/v1.0/me\nA: b\n');
  });

  it('into the private environment file, with a name that is free', () => {
    const { text, fixes } = fixesAt(
      '@token = 1\nGET https://example.com/{{token}}\nAuthorization: Bearer q8Zr4f|X2kP0sLw9TbN\n',
    );
    const [fix] = fixes;
    assert.deepEqual(fix?.step, { kind: 'keepSecret', name: 'token2', value: 'q8Zr4fX2kP0sLw9TbN' });
    assert.equal(
      applied(text, fix?.edits ?? []),
      '@token = 1\nGET https://example.com/{{token}}\nAuthorization: Bearer {{token2}}\n',
    );
  });

  it('out of a curl command that the file keeps, also one that becomes a request', () => {
    const curl = "curl https://example.com/a -H 'X-Api-Key: q8Zr4f|X2kP0sLw9TbN'";
    const { text, fixes } = fixesAt(`GET /a\n\n###\n${curl}\n`);
    const fix = fixes.find(({ step }) => step?.kind === 'keepSecret');
    assert.deepEqual(fix?.step, { kind: 'keepSecret', name: 'xApiKey', value: 'q8Zr4fX2kP0sLw9TbN' });
    const after = applied(text, fix?.edits ?? []);
    assert.equal(after, "GET /a\n\n###\ncurl https://example.com/a -H 'X-Api-Key: {{xApiKey}}'\n");
    assert.match(
      mended(after.replace('curl', 'cu|rl'), 'Turn into a request'),
      /\nx-api-key: \{\{xApiKey\}\}\n/i,
    );
  });

  it('with its definition, which would beat the environment', () => {
    const { text, fixes } = fixesAt('@password = hun|ter2\nGET https://example.com/{{password}}');
    assert.deepEqual(fixes[0]?.step, { kind: 'keepSecret', name: 'password', value: 'hunter2' });
    assert.equal(applied(text, fixes[0]?.edits ?? []), 'GET https://example.com/{{password}}');
  });
});

describe('A file is mended at once', () => {
  it('where it is only a matter of form', () => {
    const text = `GET /vapid/me\n\nPOST https://example.com\n${json}{ a: 1, 'b': 2, }\n`;
    const edits = safeEdits(parseHttpFile(text), inSandbox);
    assert.equal(
      applied(text, edits),
      `GET /rest/v1.0/me\n\n###\nPOST https://example.com\n${json}{ "a": 1, "b": 2 }\n`,
    );
  });

  it('where one mistake stands right beside another', () => {
    const text = `POST https://example.com\n${json}{ 'a': 'x', }\n`;
    const edits = safeEdits(parseHttpFile(text), inSandbox);
    assert.equal(applied(text, edits), `POST https://example.com\n${json}{ "a": "x" }\n`);
  });

  it('and not where somebody must decide', () => {
    const text = '@unused = 1\nGET /rest/v1.1/projects/{id}/rfis\n';
    assert.deepEqual(safeEdits(parseHttpFile(text), inSandbox), []);
  });

  it('whatever the text, without an error and within it', () => {
    const pieces = fc.constantFrom(
      ...[
        'GET ',
        'POST ',
        '/rest/v1.0/projects',
        '/vapid/me',
        '{{',
        'a',
        '}}',
        '{',
        '}',
        "'",
        '"',
        ',',
        ':',
        '1',
        '\\',
      ],
      ...[
        '\n',
        '\r\n',
        '\n\n',
        '###',
        '@a',
        ' = ',
        '?x=1',
        '# @env x',
        '# @name a',
        'Authorization: Bearer q8Zr4fX2kP0sLw9TbN',
      ],
      ...['Content-Type: application/json\n\n', 'Accept text', '# @name', 'https://api.procore.com', '{id}'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), said => {
        const text = said.join('');
        const file = parseHttpFile(text);
        for (const finding of findingsOf(file, withoutCompany).first(1000))
          for (const { edits, title } of fixesFor(file, finding, withoutCompany)) {
            const ordered = edits.toSorted((a, b) => a.start - b.start);
            let from = 0;
            for (const { start, end } of ordered) {
              assert.ok(start >= from && start <= end && end <= text.length, title);
              from = end;
            }
          }
        applied(text, safeEdits(file, withoutCompany));
      }),
      { numRuns: runs(200, 400) },
    );
  });
});

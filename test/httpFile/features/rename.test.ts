import assert from 'node:assert/strict';
import { type FeatureContext, featureContext } from '../../../src/httpFile/features/context.ts';
import { definitionAt, outsideDefinitionAt } from '../../../src/httpFile/features/definition.ts';
import { occurrenceAt, occurrencesAt } from '../../../src/httpFile/features/references.ts';
import { prepareRename, renameAt } from '../../../src/httpFile/features/rename.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { positionAt } from '../../../src/httpFile/syntax.ts';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import { applied } from '../../support/applyEdits.ts';
import { withCursor } from '../../support/cursor.ts';

const context = featureContext({
  hostValues: { '$procore.companyId': '7' },
  layers: [
    {
      origin: 'environment',
      source: 'http-client.env.json',
      section: 'dev',
      secret: false,
      values: new Map([['host', { text: 'x', line: 3 }]]),
    },
  ],
});

describe('References', () => {
  it('of a variable stand in targets, headers, bodies, values, asserts and flags', () => {
    assert.equal(
      marked(
        '@a| = 1\n@b = x{{a}}\n### one\n# @company {{ a }}\nPOST /{{a}}?{{ab}}\nX: {{a}}\n\n{"q": "{{a}}"}\n\n?? status == {{a}}\n',
      ),
      '@[a] = 1\n@b = x{{[a]}}\n### one\n# @company {{ [a] }}\nPOST /{{[a]}}?{{ab}}\nX: {{[a]}}\n\n{"q": "{{[a]}}"}\n\n?? status == {{[a]}}\n',
    );
  });

  it('of a variable are the same from each of its places', () => {
    for (const text of ['@a = 1\nGET /{{|a}}\n###\nGET /{{a}}', '@a = 1\nGET /{{a}}\n###\nGET /{{a|}}'])
      assert.equal(marked(text), '@[a] = 1\nGET /{{[a]}}\n###\nGET /{{[a]}}');
  });

  it('of a request stand in long, short and camel-case forms', () => {
    assert.equal(
      marked(
        '# @name |list things\nGET /\n###\n# @ref listThings\nGET /{{list things.response.body.$.a}}/{{listThings.b}}/{{listThingsResponse.headers.x}}\n',
      ),
      '# @name [list things]\nGET /\n###\n# @ref [listThings]\nGET /{{[list things].response.body.$.a}}/{{[listThings].b}}/{{[listThings]Response.headers.x}}\n',
    );
  });

  it('of a title that is a name are found, too', () => {
    assert.equal(
      marked('### Show One|\nGET /\n###\nGET /{{ShowOne.response.body}}'),
      '### [Show One]\nGET /\n###\nGET /{{[ShowOne].response.body}}',
    );
  });

  it('of what a request prompts for are its own', () => {
    assert.equal(
      marked('@a = 1\n# @prompt a Which?\nGET /{{a|}}\n###\nGET /{{a}}'),
      '@a = 1\n# @prompt [a] Which?\nGET /{{[a]}}\n###\nGET /{{a}}',
    );
  });

  it('of a value from outside are its places in this file', () => {
    assert.equal(marked('GET {{ho|st}}/a\n###\nGET {{host}}/b'), 'GET {{[host]}}/a\n###\nGET {{[host]}}/b');
  });

  it('of a name inside a dynamic value count', () => {
    assert.equal(marked('@a| = X\nGET /{{$processEnv %a}}'), '@[a] = X\nGET /{{$processEnv %[a]}}');
  });

  it('are none between names', () => {
    for (const text of ['GET /a|bc', '# just| a comment\nGET /', '@a = 1|2\nGET /']) {
      const { text: plain, offset } = withCursor(text);
      assert.equal(occurrenceAt(parseHttpFile(plain), offset), undefined);
    }
  });
});

describe('A reference leads to its definition', () => {
  it('in the file, as the request sees it', () => {
    assert.equal(definitionLine('@a = 1\nGET /{{|a}}'), '1: a');
    assert.equal(definitionLine('@a = 1\nGET /\n###\n@a = 2\n###\nGET /{{|a}}'), '4: a');
    assert.equal(definitionLine('# @prompt a\nGET /{{|a}}'), '1: a');
    assert.equal(definitionLine('GET /{{|a}}'), undefined);
  });

  it('or to the request that is read', () => {
    assert.equal(definitionLine('# @name n\nGET /\n###\nGET /{{|n.response.body}}'), '1: n');
    assert.equal(definitionLine('### title\nGET /x\n###\nGET /{{title|.response.body}}'), '1: title');
    assert.equal(definitionLine('# @name n\nGET /\n###\n# @ref |n\nGET /'), '1: n');
    assert.equal(definitionLine('# @name n\nGET /\n###\nGET /{{n[0].i|d}}'), '1: n');
  });

  it('in the environment file that gives its value', () => {
    const layers = [
      layer('environment', '../http-client.env.json', { host: 3 }),
      layer('dotEnv', '.env', { host: 5, KEY: 7 }),
      layer('settings', 'rest-client.environmentVariables', { fromSettings: undefined }),
    ];
    const found = (text: string) => {
      const { text: plain, offset } = withCursor(text);
      const line = outsideDefinitionAt(parseHttpFile(plain), offset, featureContext({ layers }));
      return line && `${line.source}: ${line.line}`;
    };
    assert.equal(found('GET /{{h|ost}}'), '../http-client.env.json: 3');
    assert.equal(found('GET /{{KEY|}}'), '.env: 7');
    assert.equal(found('GET /{{$dotenv ho|st}}'), '.env: 5');
    assert.equal(found('GET /{{from|Settings}}'), undefined);
    assert.equal(found('GET /{{no|where}}'), undefined);
    assert.equal(found('@host = 1\nGET /{{ho|st}}'), undefined);
  });
});

describe('Rename', () => {
  it('changes a variable everywhere', () => {
    assert.equal(
      renamed('@id| = 1\n@url = /x/{{id}}\nGET {{url}}?{{ id }}\n\n{"id": {{id}}}', 'projectId'),
      '@projectId = 1\n@url = /x/{{projectId}}\nGET {{url}}?{{ projectId }}\n\n{"id": {{projectId}}}',
    );
  });

  it('changes every definition of a variable that is set twice', () => {
    assert.equal(
      renamed('@a = 1\nGET /{{a}}\n###\n@a| = 2\nGET /{{a}}', 'b'),
      '@b = 1\nGET /{{b}}\n###\n@b = 2\nGET /{{b}}',
    );
  });

  it('keeps what makes a variable global', () => {
    assert.equal(renamed('@global.a = 1\nGET /{{a|}}', 'b'), '@global.b = 1\nGET /{{b}}');
  });

  it('changes a request with its paths left as they are', () => {
    assert.equal(
      renamed(
        '# @name login|\nPOST /\n###\nGET /{{login.response.body.$.login}}\nX: {{login.token}}',
        'enter',
      ),
      '# @name enter\nPOST /\n###\nGET /{{enter.response.body.$.login}}\nX: {{enter.token}}',
    );
  });

  it('keeps camel case where a reference says it so', () => {
    assert.equal(
      renamed('# @name list-all\nGET /\n###\nGET /{{list|-all.response.body}}{{listAll.id}}', 'get-all'),
      '# @name get-all\nGET /\n###\nGET /{{get-all.response.body}}{{getAll.id}}',
    );
    assert.equal(
      renamed('# @name list\nGET /\n###\nGET /{{li|st.id}}{{listResponse.headers.a}}', 'get all'),
      '# @name get all\nGET /\n###\nGET /{{getAll.id}}{{getAllResponse.headers.a}}',
    );
  });

  it('gives the spot and the name first', () => {
    const { text, offset } = withCursor('@abc = 1\nGET /{{ a|bc }}');
    assert.deepEqual(prepareRename(parseHttpFile(text), offset, context), {
      range: { start: 17, end: 20 },
      name: 'abc',
    });
  });

  it('may give a name to what was unknown so far', () => {
    assert.equal(renamed('@a| = 1\nGET /{{projectId}}', 'projectId'), '@projectId = 1\nGET /{{projectId}}');
  });

  const refusals: readonly (readonly [text: string, name: string, reason: RegExp])[] = [
    ['GET {{ho|st}}/x', 'other', /http-client\.env\.json, dev\. Rename it there/],
    ['GET /{{$procore.com|panyId}}', 'other', /given by the extension/],
    ['GET /{{$uu|id}}', 'other', /dynamic value/],
    ['GET /{{un|known}}', 'other', /Nothing in this file sets/],
    ['GET /x|y', 'other', /nothing to rename/],
    ['@a| = 1\n@b = 2\nGET /{{a}}', 'b', /already set/],
    ['@a| = 1\nGET {{host}}/{{a}}', 'host', /with its value from http-client/],
    ['@a| = 1\nGET /{{a}}', 'a b', /cannot be the name/],
    ['@a| = 1\nGET /{{a}}', '', /cannot be the name/],
    ['@a| = 1\nGET /{{a}}', '$uuid', /cannot be the name/],
    ['@a| = 1\nGET /{{a}}', 'x}}', /cannot be the name/],
    ['# @name n\nGET /\n###\n@a| = 1\nGET /{{a}}', 'n.id', /would read the answer of the request n/],
    ['# @name a|\nGET /\n###\n# @name b\nGET /{{a.id}}', 'b', /Another request is named b/],
    ['# @name a|\nGET /', 'a.b', /cannot be the name/],
    ['# @name a|\nGET /', '# x', /cannot be the name/],
    ['# @name a|\nGET /', 'bad name!', /cannot be the name/],
    ['@a| = 1\nGET /{{a}}', 'bad!', /cannot be the name/],
  ];
  for (const [text, name, reason] of refusals)
    it(`refuses ${JSON.stringify(text)} as ${JSON.stringify(name)}`, () => {
      const { text: plain, offset } = withCursor(text);
      const outcome = renameAt(parseHttpFile(plain), offset, name, context);
      assert.ok('refusal' in outcome);
      assert.match(outcome.refusal, reason);
    });
});

function marked(text: string): string {
  const { text: plain, offset } = withCursor(text);
  const edits = occurrencesAt(parseHttpFile(plain), offset).map(({ range }) => ({
    ...range,
    text: `[${plain.slice(range.start, range.end)}]`,
  }));
  return applied(plain, edits);
}

function renamed(text: string, name: string, around: FeatureContext = context): string {
  const { text: plain, offset } = withCursor(text);
  const outcome = renameAt(parseHttpFile(plain), offset, name, around);
  assert.ok(!('refusal' in outcome), 'refusal' in outcome ? outcome.refusal : '');
  return applied(plain, outcome);
}

function layer(
  origin: ValueLayer['origin'],
  source: string,
  lines: Readonly<Record<string, number | undefined>>,
): ValueLayer {
  const values = new Map(Object.entries(lines).map(([name, line]) => [name, { text: 'x', line }]));
  return { origin, source, section: undefined, secret: false, values };
}

function definitionLine(text: string): string | undefined {
  const { text: plain, offset } = withCursor(text);
  const file = parseHttpFile(plain);
  const range = definitionAt(file, offset);
  return range && `${positionAt(file, range.start).line}: ${plain.slice(range.start, range.end)}`;
}

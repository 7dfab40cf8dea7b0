import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colour } from '../support/colours.ts';

const media = join(import.meta.dirname, '../../media');

describe('The colouring grammar', () => {
  const text = readFileSync(join(media, 'http.tmLanguage.json'), 'utf8');
  const grammar: { readonly scopeName: string; readonly repository: Readonly<Record<string, unknown>> } =
    JSON.parse(text);

  it('colours source.http', () => assert.equal(grammar.scopeName, 'source.http'));

  it('includes only rules that it has, and every one of them', () => {
    const included = new Set([...text.matchAll(/"include": "#([^"]+)"/g)].map(([, name]) => name));
    assert.deepEqual([...included].sort(), Object.keys(grammar.repository).sort());
  });

  it('colours no pairs of brackets, so the editor need not look for them after each piece it colours', () => {
    const read = (path: string) => JSON.parse(readFileSync(join(media, path), 'utf8'));
    assert.deepEqual(read('http.language-configuration.json').colorizedBracketPairs, []);
    const defaults = read('../package.json').contributes.configurationDefaults['[http]'];
    assert.equal(defaults['editor.bracketPairColorization.enabled'], false);
  });

  it('marks JSON bodies, so that the editor treats them as JSON', () => {
    assert.match(JSON.stringify(grammar.repository['json']), /"meta\.embedded\.block\.json\.http"/);
  });
});

/** Each with a piece of its last line and the scope that the piece must have. */
const forms: Readonly<Record<string, readonly [said: string, piece: string, scope: string]>> = {
  'a separator': ['### List projects', 'List projects', 'entity.name.section.http'],
  'an indented separator': ['  ### List', '###', 'punctuation.separator.request.http'],
  'a comment': ['# plain', 'plain', 'comment.line.http'],
  'a comment with slashes': ['// plain', 'plain', 'comment.line.http'],
  'two hashes': ['## plain', 'plain', 'comment.line.http'],
  'a flag': ['# @no-redirect', '@no-redirect', 'keyword.other.flag.http'],
  'a flag without a blank': ['#@name x', '@name', 'keyword.other.flag.http'],
  'a block comment': ['/*\n inside', ' inside', 'comment.block.http'],
  'a block comment of one line': ['/* inside */', ' inside ', 'comment.block.http'],
  'what follows a block comment': ['/* inside */\nGET /a', 'GET', 'keyword.control.method.http'],
  'a variable': ['@a.b-c = 1', 'a.b-c', 'variable.other.definition.http'],
  'a lazy variable': ['@a := 1', ':=', 'keyword.operator.assignment.http'],
  'a request': ['GET https://example.com/a HTTP/1.1', 'GET', 'keyword.control.method.http'],
  'an address': ['GET https://example.com/a', 'https://example.com/a', 'string.unquoted.url.http'],
  'a version': ['GET /a HTTP/2', 'HTTP/2', 'keyword.other.version.http'],
  'a version with a remark': [
    'GET /a HTTP/2 (Prior Knowledge)',
    'HTTP/2 (Prior Knowledge)',
    'keyword.other.version.http',
  ],
  'a method of any case': ['Delete api/users', 'Delete', 'keyword.control.method.http'],
  'an unknown method': ['FOO https://example.com', 'FOO', 'keyword.control.method.http'],
  'an address alone': ['example.com/a', 'example.com/a', 'string.unquoted.url.http'],
  'another protocol': ['wss://example.com/a', 'wss://example.com/a', 'string.unquoted.url.http'],
  'a query': ['GET /a?b=c', 'b', 'entity.other.attribute-name.query.http'],
  'a query line': ['GET /a\n  &b=c', 'b', 'entity.other.attribute-name.query.http'],
  'a path line': ['GET https://example.com\n  /rest', '  /rest', 'string.unquoted.url.http'],
  'a header': ['GET /a\nAccept: text/plain', 'Accept', 'entity.other.attribute-name.header.http'],
  'the value of a header': ['GET /a\nAccept: text/plain', ' text/plain', 'string.unquoted.header.http'],
  'headers of a variable': ['GET /a\n...common', 'common', 'variable.other.reference.http'],
  'a reference': ['GET /{{ a.response.body.$.b }}', ' a.response.body.$.b ', 'variable.other.reference.http'],
  'a dynamic value': ['GET /{{$randomInt 1 2}}', '$randomInt', 'support.function.dynamic.http'],
  JSON: ['POST /a\n\n{ "b": 1 }', '"b"', 'support.type.property-name.json'],
  'a reference in JSON': ['POST /a\n\n{ "b": "{{c}}" }', 'c', 'variable.other.reference.http'],
  'a comment in JSON': ['POST /a\n\n{\n# plain', 'plain', 'comment.line.http'],
  XML: ['POST /a\n\n<a b="c">{{d}}</a>', '<a b="c">', 'meta.embedded.block.xml.http'],
  'a form': ['POST /a\n\nb=1&c=2', 'c', 'entity.other.attribute-name.form.http'],
  'a form over lines': ['POST /a\n\nb = 1 &\nc = 2', 'c', 'entity.other.attribute-name.form.http'],
  'a file': ['POST /a\n\n< ./b.json', './b.json', 'string.unquoted.path.http'],
  'a file with its encoding': ['POST /a\n\n<@latin1 ./b.json', '<@latin1', 'keyword.control.file.http'],
  'a boundary': ['POST /a\n\n--frame', '--frame', 'punctuation.definition.boundary.http'],
  'a header of a part': [
    'POST /a\n\n--frame\nContent-Type: image/png',
    'Content-Type',
    'entity.other.attribute-name.header.http',
  ],
  'a GraphQL query': ['POST /a\n\nquery a($b: Int) {\n  c', '  c', 'meta.embedded.block.graphql.http'],
  'the variables of a GraphQL query': [
    'POST /a\n\nquery a {\n}\n\n{ "b": 1 }',
    '"b"',
    'support.type.property-name.json',
  ],
  'a GraphQL file': ['POST /a\n\ngql b < ./c.gql', 'gql', 'keyword.control.statement.http'],
  'an assertion': ['GET /a\n?? status == 200', 'status', 'support.function.assert.http'],
  'a comparison': ['GET /a\n?? body $.b isArray', 'isArray', 'keyword.operator.comparison.http'],
  "a script of JetBrains'": ['> {%\n  a();', '  a();', 'source.js'],
  'a script of one line': ['< {% a(); %}', '%}', 'punctuation.section.embedded.end.http'],
  'a script file': ['GET /a\n\n> ./a.js', './a.js', 'string.unquoted.path.http'],
  "a script of httpYac's": ['{{\n  a();', '  a();', 'source.js'],
  'a script with an event': ['{{@response\n  a();', '  a();', 'source.js'],
  'a script with a bare event': ['{{response\n  a();', '  a();', 'source.js'],
  'what follows a script': ['{{\n  a();\n}}\nGET /a', 'GET', 'keyword.control.method.http'],
  'an answer to a file': ['GET /a\n\n>>! ./a.json', '>>!', 'keyword.control.handler.http'],
  'an earlier answer': ['GET /a\n\n<> a.json', '<>', 'keyword.control.handler.http'],
  'a response': ['GET /a\n\nHTTP/1.1 200 OK', '200', 'constant.numeric.status.http'],
  'a request without a separator': ['GET /a\n\nPOST /b', 'POST', 'keyword.control.method.http'],
  'a request below JSON': ['POST /a\n\n{}\n\nPOST /b', 'POST', 'keyword.control.method.http'],
  'an import': ['import ./a.http', 'import', 'keyword.control.statement.http'],
  'a curl command': ['curl -X POST https://a.example', 'curl', 'keyword.control.statement.http'],
};

describe('The grammar colours', () => {
  for (const [name, [said, piece, scope]] of Object.entries(forms)) {
    it(name, async () => {
      const line = (await colour(said)).at(-1) ?? [];
      const found = line.find(([text]) => text === piece);
      assert.equal(found?.[1], scope, JSON.stringify(line));
    });
  }

  it('a long line without hanging', async () => {
    const began = process.cpuUsage();
    await colour(`POST /a\n\n{"a": "${'x{{y}}'.repeat(1000)}"}\nGET /${'a&b=c'.repeat(1000)}`);
    assert.ok(process.cpuUsage(began).user < 5_000_000);
  });
});

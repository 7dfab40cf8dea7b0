import { deepEqual } from 'node:assert/strict';
import { answerReaders } from '../../src/httpFile/answerReaders.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { ValueLayer } from '../../src/httpFile/values.ts';

describe('The answers that requests may read', () => {
  const requests = '# @name get-token\nGET /\n\n### List projects\nGET /\n\n### Other\nGET /\n\n###\n';

  function read(text: string, host = 'x'): readonly string[] {
    const file = parseHttpFile(`${requests}${text}`);
    const layer: ValueLayer = {
      origin: 'environment',
      source: 'http-client.env.json',
      section: 'sandbox',
      secret: false,
      values: new Map([['host', { text: host, line: 1 }]]),
    };
    const isRead = answerReaders(file, [layer]);
    return file.requests.filter(isRead).flatMap(({ name, title }) => name?.text ?? title?.text ?? []);
  }

  for (const [how, text, names] of [
    ['by a name', 'GET /{{get-token.response.body.id}}', ['get-token']],
    ['by a name in camel case', 'GET /{{getToken.id}}', ['get-token']],
    ['as httpYac has it', 'GET /{{getTokenResponse.statusCode}}', ['get-token']],
    ['by a title', '@id = {{ListProjects.response.body.$[0].id}}\nGET /{{id}}', ['List projects']],
    ['by @ref', '# @ref get-token\nGET /', ['get-token']],
    ['by @force-ref', '// @force-ref get-token\nGET /', ['get-token']],
    ['in the name of a file', 'GET /\n\n>> ./{{Other.response.body.id}}.json', ['Other']],
    [
      'in a body file with variables, perhaps',
      'POST /\n\n<@ ./a.json',
      ['get-token', 'List projects', 'Other'],
    ],
    ['not by another name', '@h = x\nGET /{{h}}/{{$uuid}}', []],
    ['not by plain text', 'POST /get-token\n\n< ./Other.json', []],
  ] as const)
    it(how, () => deepEqual(read(text), names));

  it('by a value from outside, though nothing names that', () =>
    deepEqual(read('GET /api/thing', '{{Other.response.body.base}}'), ['Other']));
});

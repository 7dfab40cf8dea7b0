import { equal } from 'node:assert/strict';
import { fileEnvironment } from '../../src/httpFile/fileEnvironment.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';

const environmentOf = (text: string) => fileEnvironment(parseHttpFile(text));

describe('the environment of a file', () => {
  it('is named above the first request', () =>
    equal(environmentOf('# @env sandbox\nGET /rest/v1.0/me'), 'sandbox'));
  it('may stand in a block of its own', () =>
    equal(environmentOf('// @env monthly\n@a = 1\n\n###\nGET /rest/v1.0/me'), 'monthly'));
  it('is not that of a later request', () =>
    equal(environmentOf('GET /rest/v1.0/me\n\n###\n# @env sandbox\nGET /rest/v1.0/me'), undefined));
  it('needs a name', () => equal(environmentOf('# @env\nGET /rest/v1.0/me'), undefined));
});

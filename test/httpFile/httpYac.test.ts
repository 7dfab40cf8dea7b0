import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { type ReadRequest, readByHttpYac } from '../support/httpYac.ts';

const corpus = join(import.meta.dirname, '../corpus/valid');

const choices = {
  anyMethod: 'a method is taken in any case, as REST Client does; httpYac takes the line for an address',
  anyVersion: 'a version is taken in any case, as REST Client does',
  commentsKept: 'comments in text, XML and YAML are data; httpYac leaves them out but in Markdown',
  continued: 'a header goes on on an indented line, as in JetBrains; httpYac begins the body',
  curl: 'commands of other tools are no requests; httpYac takes the line for an address',
  emptyValue: 'a variable may be empty, as in REST Client; httpYac takes the line for an address',
  encodingName: 'the name of an encoding may hold a hyphen; httpYac takes the line for text',
  formJoined: 'a form is joined when it is sent, httpYac joins it when it reads',
  graphQl: 'GraphQL is kept as it stands, httpYac makes a query of it',
  headGoesOn: 'a comment, an assertion or a variable may stand among headers; httpYac begins the body',
  handlersBelow: 'words behind > are a quote in text; httpYac reads any as a handler or a file',
  multipart: 'a line of multipart is no request; httpYac splits',
  nameOfHeader: 'the name of a header may hold a reference; httpYac begins the body',
  pathLines: 'JetBrains goes on with the target on any indented line; httpYac only after a slash',
  proseKept: 'a line of text is no request; httpYac splits',
  proseSeparator:
    '### at the start of a line ends a text too, as in REST Client; in httpYac it must stand alone',
  queryAlone: 'a query line needs no value, as in REST Client; httpYac begins the body',
  remark: 'a block comment may hold words beside its marks; httpYac takes the line for an address',
  response: 'a response alone is no request; httpYac takes the line for an address',
  wholeHeader: 'a variable may hold a header as a whole, as in REST Client; httpYac begins the body',
  unknownMethod: 'an unknown method before an address is sent; httpYac takes the line for an address',
} as const;

/** Where our reading of the corpus is not httpYac's, and why. */
const different: Readonly<Record<string, keyof typeof choices>> = {
  'asserts-in-head': 'headGoesOn',
  'block-comment': 'headGoesOn',
  'body-comment-by-type': 'formJoined',
  'body-comments-kept-in-text': 'proseKept',
  'body-comments-kept-in-xml': 'commentsKept',
  'body-comments-kept-in-yaml': 'commentsKept',
  'body-csv': 'commentsKept',
  'body-file-encodings': 'encodingName',
  'body-form-over-lines': 'formJoined',
  'body-form': 'formJoined',
  'body-multipart-mixed': 'commentsKept',
  'body-multipart': 'multipart',
  'body-text-with-marks': 'proseKept',
  'body-xml': 'commentsKept',
  'body-yaml': 'commentsKept',
  'comment-block-in-one-line': 'remark',
  'comment-block-of-docs': 'remark',
  'css-comment-in-text-body': 'commentsKept',
  'curl-commands': 'curl',
  'curl-over-blank-lines': 'curl',
  'file-variables': 'emptyValue',
  'graphql-body': 'graphQl',
  'header-continued': 'continued',
  'header-whole-in-variable': 'wholeHeader',
  'header-with-references': 'nameOfHeader',
  'header-with-variable-name': 'nameOfHeader',
  'http-versions': 'anyVersion',
  imports: 'curl',
  'markdown-fences-in-text': 'proseKept',
  'method-any-case': 'anyMethod',
  'method-unknown': 'unknownMethod',
  'methods-lower-case': 'anyMethod',
  'methods-webdav': 'unknownMethod',
  'multipart-comments': 'commentsKept',
  'response-alone': 'response',
  'separator-indented-in-prose': 'proseSeparator',
  'separator-left-out-before-port': 'proseKept',
  'statements-of-other-tools': 'curl',
  'tabs-for-blanks': 'continued',
  'target-lines-commented-out': 'pathLines',
  'target-marks-at-line-ends': 'pathLines',
  'target-path-lines-without-slash': 'pathLines',
  'target-query-unindented': 'queryAlone',
  'target-query-without-value': 'queryAlone',
  'text-body-then-handlers': 'handlersBelow',
  'two-hashes-are-a-comment': 'headGoesOn',
  'variables-in-head': 'headGoesOn',
  'variables-of-every-kind': 'emptyValue',
  'visual-studio-tour': 'anyMethod',
};

describe("httpYac's parser", () => {
  for (const name of readdirSync(corpus).filter(entry => entry.endsWith('.http'))) {
    const reason = different[name.replace(/\.http$/, '')];
    const text = readFileSync(join(corpus, name), 'utf8');
    if (reason === undefined) {
      it(`finds the same requests in ${name}`, async () => {
        assert.deepEqual(readByUs(text), await readByHttpYac(text));
      });
    } else {
      it(`reads ${name} otherwise: ${choices[reason]}`, async () => {
        assert.notDeepEqual(readByUs(text), await readByHttpYac(text));
      });
    }
  }
});

function readByUs(text: string): readonly ReadRequest[] {
  return parseHttpFile(text).requests.map(({ method, target, body }) => ({
    method,
    target,
    body:
      body === undefined
        ? null
        : (body.text ?? '<').replaceAll(/^<(?:@\S*)?(?:\s.*)?$/gm, '< file').trimEnd(),
  }));
}

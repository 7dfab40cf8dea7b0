import type { FormPart } from './curlRequest.ts';
import { stripComments } from './jsonComments.ts';
import { multipartOf } from './multipart.ts';
import type { PostmanBody, PostmanField, PostmanPair } from './postmanFormat.ts';
import type { BodyToWrite } from './requestText.ts';

/** What a body of Postman becomes in a request, and what of it has no place there. */
export interface BodyParts {
  readonly body: BodyToWrite | undefined;
  /** Of the body, where the request has no `Content-Type` of its own. */
  readonly type: string | undefined;
  /** Lines that are kept as a comment. */
  readonly comment: readonly string[];
  /** Fields that are off. */
  readonly off: readonly PostmanPair[];
  readonly notes: readonly string[];
}

const nothing: BodyParts = { body: undefined, type: undefined, comment: [], off: [], notes: [] };

/**
 * The body of a Postman request: text, form, parts or a file; GraphQL is kept as a comment. `contentType`: what
 * the request says itself.
 */
export function bodyParts(body: PostmanBody, contentType: string | undefined): BodyParts {
  switch (body.mode) {
    case 'raw': {
      const type = types[body.language ?? ''];
      const written: BodyToWrite = { kind: 'text', text: body.text };
      // Postman sends JSON without its comments, since its runtime of 2023.
      const withoutComments = /json/i.test(contentType ?? type ?? '') ? stripComments(body.text) : body.text;
      if (withoutComments === body.text) return { ...nothing, body: written, type };
      const notes = ['Comments in JSON bodies stay, and are not sent.'];
      return { ...nothing, body: { ...written, withoutComments }, type, notes };
    }
    case 'urlencoded': {
      const fields = body.fields.filter(({ disabled }) => !disabled);
      const text = fields.map(({ key, value }) => `${encoded(key)}=${encoded(value)}`).join('\n&');
      const off = body.fields.filter(({ disabled }) => disabled);
      return { ...nothing, body: { kind: 'text', text }, type: 'application/x-www-form-urlencoded', off };
    }
    case 'formdata': {
      const fields = body.fields.filter(({ disabled }) => !disabled);
      const { type, ...parts } = multipartOf(fields.flatMap(partsOf));
      const files = fields.flatMap(({ files: paths }) => paths ?? []);
      return {
        ...nothing,
        body: { kind: 'text', ...parts },
        type,
        off: body.fields
          .filter(({ disabled }) => disabled)
          .map(field => ({ ...field, value: field.files?.join(', ') ?? field.value })),
        notes: files.map(path => `Copy ${path} beside the request file: it is sent from there.`),
      };
    }
    case 'file':
      if (body.path === '') return { ...nothing, notes: ['The file of a body is not named in the export.'] };
      return {
        ...nothing,
        body: { kind: 'file', path: fileName(body.path) },
        notes: [`Copy ${body.path} beside the request file: it is sent from there.`],
      };
    case 'graphql':
      return {
        ...nothing,
        comment: [
          'GraphQL, which is not sent here:',
          ...body.query.split(/\r?\n/),
          ...body.variables.split(/\r?\n/),
        ],
        notes: ['GraphQL queries stand as comments.'],
      };
  }
}

const types: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
  text: 'text/plain',
};

function partsOf(field: PostmanField): readonly FormPart[] {
  const { key: name, value, files, type } = field;
  if (files === undefined) return [{ name, value: { kind: 'text', text: value }, type, fileName: undefined }];
  return files.map(path => ({
    name,
    value: { kind: 'file', path: fileName(path) },
    type,
    fileName: fileName(path),
  }));
}

/** Postman names files of one machine. */
function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** Percent-encoded but for `{{name}}`. */
function encoded(text: string): string {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .map(part => (part.startsWith('{{') ? part : encodeURIComponent(part)))
    .join('');
}

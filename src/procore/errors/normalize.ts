import { type HeaderMap, header, headerValue } from '../headers.ts';
import { cleanText } from './cleanText.ts';
import type { NormalizedError } from './normalizedError.ts';
import { readJson, readJsonEnd } from './readJson.ts';
import { joinFields, mostRows, type Shape, shapeOf } from './shapes.ts';

/**
 * One form for the many error bodies of Procore's API, its OAuth endpoints, object storage and gateways.
 * Never throws and never trusts: what fits no known shape gives `unknown` or `plain` with whatever text
 * there is. Of a large body its beginning and its end are read.
 */
export function normalizeError(status: number, headers: HeaderMap, body: string): NormalizedError {
  const found = read(body);
  const messages = [...new Set(found.messages.map(message => cleanText(message)))].filter(Boolean);
  const codes = [...new Set(found.codes.map(code => cleanText(code, 100)))].filter(Boolean);
  const fields = found.fields.map(({ field, message, code, at }) => ({
    field: cleanText(field, 100),
    message: cleanText(message),
    code: code === undefined ? undefined : cleanText(code, 100),
    at,
  }));
  return {
    status,
    kind: found.kind,
    code: codes[0],
    codes,
    message: messages[0] ?? cleaned(joinFields(fields)),
    messages,
    fields,
    requestId: cleaned(headerValue(headers, header.requestId), 100),
    raw: body,
  };
}

const errorMembers = ['errors', 'error', 'message'];

function read(body: string): Shape {
  const start = body.slice(0, 512).trimStart();
  if (start === '' && body.trim() === '') return { kind: 'empty', codes: [], messages: [], fields: [] };
  if (start.startsWith('<')) return readMarkup(body.slice(0, 8192));
  const json = readJson(body, undefined, { rows: mostRows });
  if (json === undefined) {
    // Cut-off or broken JSON is not worth showing as a message.
    const plain = !/^[[{"]/.test(start);
    return {
      kind: plain ? 'plain' : 'unknown',
      codes: [],
      messages: plain ? [body.slice(0, 2048)] : [],
      fields: [],
    };
  }
  // The error can also stand behind megabytes of something else.
  const found = shapeOf(json) ?? shapeOf(readJsonEnd(body, errorMembers));
  return found ?? { kind: 'unknown', codes: [], messages: [], fields: [] };
}

function readMarkup(head: string): Shape {
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(head)?.[1];
  if (code !== undefined && /<Error[\s>]/.test(head)) {
    const message = /<Message>([^<]{1,1000})<\/Message>/.exec(head)?.[1];
    return {
      kind: 'storage-xml',
      codes: [code],
      messages: message === undefined ? [] : [message],
      fields: [],
    };
  }
  const heading =
    /<title[^>]{0,200}>([^<]{1,300})<\/title>/i.exec(head)?.[1] ??
    /<h1[^>]{0,200}>([^<]{1,300})<\/h1>/i.exec(head)?.[1];
  return { kind: 'html', codes: [], messages: heading === undefined ? [] : [heading], fields: [] };
}

function cleaned(text: string | undefined, limit?: number): string | undefined {
  return text === undefined ? undefined : cleanText(text, limit);
}

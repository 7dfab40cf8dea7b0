import type { RequestNode } from '../httpFile/syntax.ts';
import type { NotSendable } from './notSendable.ts';
import type { HeaderField } from './prepare.ts';

/**
 * The headers of a request as they are written, filled in. A line that is only `{{name}}` stands for whole
 * headers, one a line: REST Client reads it so. What is no header there stops the sending.
 */
export function writtenHeaders(
  request: RequestNode,
  filled: (text: string) => string,
): readonly HeaderField[] | NotSendable {
  const headers: HeaderField[] = [];
  for (const { name, value } of request.headers) {
    const text = filled(name.text);
    // Without a colon between them the value begins where the name ends.
    if (value.range.start > name.range.end || text === name.text) {
      headers.push([text, filled(value.text)]);
      continue;
    }
    for (const line of text.split(/\r\n|[\r\n]/)) {
      const [, field, said = ''] = /^\s*([^\s:{}]+)\s*:(.*)$/.exec(line) ?? [];
      if (field !== undefined) headers.push([field, said.trim()]);
      else if (line.trim() !== '') return noHeader(name.text);
    }
  }
  return headers;
}

function noHeader(reference: string): NotSendable {
  return {
    code: 'header-invalid',
    message: `${reference} stands among the headers, but its value is no header. Let it hold Name: value, or put a blank line above it if it is the body.`,
  };
}

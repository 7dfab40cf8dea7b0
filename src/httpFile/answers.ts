import type { HeaderMap } from '../procore/headers.ts';
import { valueText } from './json.ts';
import { queryBody } from './jsonPath.ts';

/** A sent request with its answer, as `{{name.response...}}` and `{{name.request...}}` read it. */
export interface Answer {
  readonly request: { readonly headers: HeaderMap; readonly body: string };
  readonly response: { readonly headers: HeaderMap; readonly body: string };
}

/** `login.response.body.$.access_token`: whose answer, which half of it, and what in it. */
export interface AnswerPath {
  readonly request: string;
  readonly half: 'request' | 'response';
  readonly part: 'body' | 'headers';
  /** A JSONPath, the name of a header, or `*` for the whole body. */
  readonly path: string;
}

/** Reads the long form; `undefined` where the expression is none. */
export function parseAnswerPath(expression: string): AnswerPath | undefined {
  const match = /^([^.{}]+)\.(request|response)\.(body|headers)(?:\.(.+)|(\[.+))?$/s.exec(expression);
  if (match === null) return undefined;
  const [, request = '', half, part, dotted, bracketed] = match;
  return {
    request,
    half: half === 'request' ? 'request' : 'response',
    part: part === 'headers' ? 'headers' : 'body',
    path: dotted ?? bracketed ?? '*',
  };
}

/** The text found in the answer, or `problem`: why there is none. */
export type AnswerValue =
  | { readonly text: string }
  | { readonly problem: 'empty' | 'path-invalid' | 'not-json' };

/**
 * What `path` finds: the whole body for `*`; a header's value, repeats joined by `, `; else the first match
 * of the JSONPath (RFC 9535), strings bare and anything else as JSON, with every digit of long numbers.
 */
export function readAnswer(answer: Answer, path: AnswerPath): AnswerValue {
  const { headers, body } = answer[path.half];
  if (path.part === 'headers') {
    const found = headers[path.path.toLowerCase()];
    if (found === undefined) return { problem: 'empty' };
    return { text: typeof found === 'string' ? found : found.join(', ') };
  }
  if (path.path === '*') return { text: body };
  const found = queryBody(body, path.path);
  if ('problem' in found) return found;
  const [first] = found.values;
  return first === undefined || first === null ? { problem: 'empty' } : { text: valueText(first) };
}

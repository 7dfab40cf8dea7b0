import type { HeaderMap } from '../procore/headers.ts';
import type { AnswerPath } from './answerPaths.ts';
import { valueText } from './json.ts';
import { queryBody } from './jsonPath.ts';

/** A sent request with its answer, as `{{name.response...}}` and `{{name.request...}}` read it. */
export interface Answer {
  readonly request: { readonly headers: HeaderMap; readonly body: string };
  readonly response: { readonly headers: HeaderMap; readonly body: string; readonly status?: number };
  /** Values that went into the request and are masked wherever they are shown. */
  readonly secrets?: readonly string[];
}

/** The text found in the answer, or `problem`: why there is none. */
export type AnswerValue =
  | { readonly text: string }
  | { readonly problem: 'empty' | 'path-invalid' | 'not-json' | 'not-read' };

/**
 * What `path` finds: the whole body for `*`; a header's value, repeats joined by `, `; else the first match
 * of the JSONPath (RFC 9535), strings bare and anything else as JSON, with every digit of long numbers.
 * XPath is not read.
 */
export function readAnswer(answer: Answer, path: AnswerPath): AnswerValue {
  const { headers, body } = answer[path.half];
  if (path.part === 'status') {
    const { status } = answer.response;
    return status === undefined ? { problem: 'empty' } : { text: String(status) };
  }
  if (path.part === 'headers') {
    const name = path.path.toLowerCase();
    const found = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (found === undefined) return { problem: 'empty' };
    return { text: typeof found === 'string' ? found : found.join(', ') };
  }
  if (path.path === '*') return { text: body };
  if (isXPath(path.path)) return { problem: 'not-read' };
  const found = queryBody(body, path.path);
  if ('problem' in found) return found;
  const [first] = found.values;
  return first === undefined || first === null ? { problem: 'empty' } : { text: valueText(first) };
}

/** `//item/@id` and `asXml.…`, as other tools read them. */
function isXPath(path: string): boolean {
  return (
    path.startsWith('/') || /^asXml\b/.test(path) || /^(?:string|number|boolean|count)\(\s*\//.test(path)
  );
}

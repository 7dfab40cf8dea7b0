import { definitionsOf } from './definitions.ts';
import { findRequest } from './names.ts';
import type { HttpFile, RequestNode } from './syntax.ts';

/** `login.response.body.$.access_token`: whose answer, which half of it, and what in it. */
export interface AnswerPath {
  readonly request: string;
  readonly half: 'request' | 'response';
  readonly part: 'body' | 'headers' | 'status';
  /** A JSONPath, the name of a header, or `*` for the whole body. */
  readonly path: string;
}

/**
 * Reads the long form, that of REST Client and Visual Studio; `undefined` where the expression is none. The
 * request need not exist.
 */
export function parseAnswerPath(expression: string): AnswerPath | undefined {
  // Seen sooner than by the pattern, and few expressions have it.
  if (!expression.includes('.re')) return undefined;
  const match = /^([^.{}$][^.{}]*)\.(request|response)\.(body|headers)(?:\.(.+)|(\[.+))?$/s.exec(expression);
  if (match === null) return undefined;
  const [, request = '', half, part, dotted, bracketed] = match;
  return {
    request,
    half: half === 'request' ? 'request' : 'response',
    ...(part === 'headers'
      ? { part, path: headerName(dotted ?? bracketed ?? '*') }
      : { part: 'body', path: bodyPath(dotted ?? bracketed ?? '*') }),
  };
}

/**
 * The request of the file whose answer an expression reads, and what of it; `undefined` where it reads none.
 * Beside the long form: httpYac's `login.token` (a path in the body) and `loginResponse.headers.etag`, both
 * only where `login` is a request and no variable of the file has that name.
 */
export function answerReference(
  expression: string,
  file: HttpFile,
): { readonly path: AnswerPath; readonly request: RequestNode } | undefined {
  const long = parseAnswerPath(expression);
  const asked = long && findRequest(file, long.request);
  if (long !== undefined && asked !== undefined) return { path: long, request: asked };
  const dot = expression.search(/[.[]/);
  if (dot <= 0 || expression.startsWith('$')) return undefined;
  const name = expression.slice(0, dot);
  if (definitionsOf(file).has(name)) return undefined;
  const rest = expression.slice(expression.charAt(dot) === '.' ? dot + 1 : dot);
  const request = findRequest(file, name);
  if (request !== undefined) {
    return { path: { request: name, half: 'response', part: 'body', path: rest }, request };
  }
  const owner = name.endsWith('Response') ? name.slice(0, -'Response'.length) : '';
  const answered = owner === '' ? undefined : findRequest(file, owner);
  const path = answered && responsePath(owner, rest);
  return answered && path && { path, request: answered };
}

/** httpYac's response object: `statusCode`, `headers`, `body` (text) and `parsedBody`. */
function responsePath(request: string, rest: string): AnswerPath | undefined {
  const half = 'response' as const;
  if (/^status(?:Code)?$/.test(rest)) return { request, half, part: 'status', path: '' };
  const [, part, dotted, bracketed] =
    /^(headers|body|rawBody|parsedBody)(?:\.(.+)|(\[.+))?$/s.exec(rest) ?? [];
  const path = dotted ?? bracketed ?? '*';
  if (part === undefined) return undefined;
  return part === 'headers'
    ? { request, half, part, path: headerName(path) }
    : { request, half, part: 'body', path: bodyPath(path) };
}

/** `headers['X-Total']` is `headers.X-Total`. */
function headerName(path: string): string {
  return /^\[\s*(["'])(.*)\1\s*\]$/s.exec(path)?.[2] ?? path;
}

/** `asJson.` says what a JSONPath needs anyway. */
function bodyPath(path: string): string {
  const plain = path.replace(/^asJson(?=[.[]|$)\.?/, '');
  return plain === '' ? '*' : plain;
}

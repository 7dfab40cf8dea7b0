import { flagValue, type RequestNode } from '../httpFile/syntax.ts';
import { type Scope, substitute } from '../httpFile/variables.ts';
import type { HeaderField, NotSendable, ResolvedRequest } from './prepare.ts';

/** Bytes of a body file by its path as written; rejects where it may not be read. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/**
 * The request with every `{{name}}` replaced and its body file read. A mistake in the text, a name without
 * a value or an unreadable file stops it: half a request is never sent.
 */
export async function resolve(scope: Scope, readFile: ReadFile): Promise<ResolvedRequest | NotSendable> {
  const { file, request } = scope;
  const mistake = file.problems.find(
    ({ severity, range }) =>
      severity === 'error' && range.start >= request.range.start && range.start < request.range.end,
  );
  if (mistake !== undefined) return { code: mistake.code, message: mistake.message };

  const missing: NotSendable[] = [];
  const filled = (text: string): string => {
    if (!text.includes('{{')) return text;
    const substituted = substitute(text, scope);
    missing.push(...substituted.missing);
    return substituted.text;
  };
  const target = filled(request.target);
  const headers = request.headers.map(({ name, value }): HeaderField => [name.text, filled(value.text)]);
  const company = flagValue(request, 'company');
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const body = await bodyOf(request, contentType, filled, readFile);
  if (typeof body === 'object' && 'code' in body) return body;
  const resolved: ResolvedRequest = {
    method: request.method,
    target,
    headers,
    body,
    company: typeof company === 'string' ? filled(company) : undefined,
  };
  return missing[0] ?? resolved;
}

async function bodyOf(
  { body }: RequestNode,
  contentType: string,
  filled: (text: string) => string,
  readFile: ReadFile,
): Promise<string | Uint8Array | NotSendable | undefined> {
  if (body === undefined) return undefined;
  if (body.file === undefined)
    return body.text === undefined ? undefined : onTheWire(filled(body.text), contentType);
  const path = filled(body.file.path.text);
  try {
    const bytes = await readFile(path);
    return body.file.substitute ? filled(new TextDecoder(body.file.encoding).decode(bytes)) : bytes;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: 'body-file-unreadable', message: `The body file ${path} cannot be read: ${reason}` };
  }
}

/** Multipart wants CRLF; a form may be written with a field on each line. */
function onTheWire(text: string, contentType: string): string {
  if (/^multipart\//i.test(contentType)) return text.replace(/\r?\n/g, '\r\n');
  if (/^application\/x-www-form-urlencoded/i.test(contentType))
    return text.replace(/[ \t]*\r?\n[ \t]*(?=&|$)/g, '');
  return text;
}

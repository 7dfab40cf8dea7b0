import { parseHttpFile } from '../../httpFile/parser.ts';
import { type HttpFile, positionAt, type RequestNode } from '../../httpFile/syntax.ts';
import type { Entry } from '../../runner/history/entry.ts';
import { isMasked, maskWritten } from '../../runner/history/maskWritten.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import { separated } from './historyText.ts';

/** How an entry's request can be sent again. */
export type SendableAgain =
  /** It stands in its file as it was, with the secrets that the history does not keep. */
  | { readonly kind: 'in-file'; readonly file: HttpFile; readonly key: string; readonly request: RequestNode }
  /** Its file says something else by now, or is gone. */
  | { readonly kind: 'of-history'; readonly file: HttpFile; readonly request: RequestNode }
  /** A secret was typed into it, which is not kept. */
  | { readonly kind: 'masked' }
  | { readonly kind: 'too-long' };

/**
 * The request of an entry, as it was written when it was sent. The rest of its file counts as it is now: variables
 * and requests that it refers to. `file`: as it is now; `undefined` where it is gone.
 */
export function requestOfEntry({ head, detail }: Entry, file: HttpFile | undefined): SendableAgain {
  const { template, definitions, exchange } = detail;
  const found = file && findIn(file, head.key, exchange.request.line);
  if (file !== undefined && found !== undefined && template !== undefined) {
    const [key, request] = found;
    if (maskWritten(blockOf(file, request), []).trim() === template.trim())
      return { kind: 'in-file', file, key, request };
  }
  if (template === undefined) return { kind: 'too-long' };
  const before =
    file === undefined
      ? definitions
      : found === undefined
        ? `${file.text}\n`
        : file.text.slice(0, found[1].range.start);
  const after = file === undefined || found === undefined ? '' : file.text.slice(found[1].range.end);
  const own = before === '' ? template : separated(template);
  if (isMasked(own) || (file === undefined && isMasked(definitions))) return { kind: 'masked' };
  const text = before + own + (after === '' || own.endsWith('\n') ? after : `\n${after}`);
  const made = parseHttpFile(text);
  const request = made.requests.find(
    ({ requestLine }) => requestLine.start >= before.length && requestLine.start < before.length + own.length,
  );
  return request === undefined ? { kind: 'too-long' } : { kind: 'of-history', file: made, request };
}

/** By what it was known by, else the request whose line it is and that has the same method. */
function findIn(
  file: HttpFile,
  key: string,
  line: number | null,
): readonly [key: string, request: RequestNode] | undefined {
  const keys = [...requestKeys(file)];
  return (
    keys.find(([known]) => maskWritten(known, []) === key) ??
    keys.find(([, { requestLine }]) => positionAt(file, requestLine.start).line === line)
  );
}

function blockOf({ text }: HttpFile, { range }: RequestNode): string {
  return text.slice(range.start, range.end);
}

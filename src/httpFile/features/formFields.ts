import type { Range, RequestNode, Segment } from '../syntax.ts';
import { mediaTypeOf } from './diagnostics/requestHeaders.ts';

/**
 * The lines of a form that look like fields and are sent as part of the value above them, because no `&` parts
 * them: REST Client, httpYac and JetBrains all want one, at the end of a line or before the next. Ranges count
 * as the nodes'.
 */
export function unpartedFields({ text, base }: Segment, request: RequestNode): readonly Range[] {
  const { body } = request;
  if (body?.text === undefined || !body.text.includes('\n')) return [];
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded' || /&[ \t]*\n/.test(body.text)) return [];
  const sent = new Set(body.text.split('\n'));
  const found: Range[] = [];
  let fields = 0;
  const raw = text.slice(body.range.start - base, body.range.end - base);
  for (const { 0: line, index } of raw.matchAll(/[^\r\n]+/g)) {
    if (!sent.has(line) || !looksLikeField.test(line)) continue;
    fields++;
    const start = body.range.start + index + (line.length - line.trimStart().length);
    if (fields > 1) found.push({ start, end: start + line.trim().length });
  }
  return found;
}

const looksLikeField = /^[ \t]*[\w$.[\]-]+[ \t]*=/;

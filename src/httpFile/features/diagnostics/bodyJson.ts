import { foreignMethods } from '../../methods.ts';
import { blankBraceEscapes } from '../../references.ts';
import { perSegment } from '../../segments.ts';
import type { Range, RequestNode, Segment } from '../../syntax.ts';
import type { JsonReading } from './jsonNode.ts';
import { readJsonText } from './jsonText.ts';
import { mediaTypeOf } from './requestHeaders.ts';

/** A body that is, or should be, JSON. */
export interface BodyJson extends JsonReading {
  /** The request says that it is JSON; else it only looks so. */
  readonly declared: boolean;
  /** Where in the file a part of the text stands that is sent. */
  readonly rangeOf: (range: Range) => Range;
}

/** Reads the body of a request as JSON, once; `undefined` where it has none that should be JSON. */
export function bodyJson(segment: Segment, request: RequestNode): BodyJson | undefined {
  const { body } = request;
  if (body?.text === undefined) return undefined;
  const known = bodiesOf(segment);
  if (!known.has(request)) known.set(request, read(segment, request, body.text, body.range));
  return known.get(request);
}

const bodiesOf = perSegment(() => new Map<RequestNode, BodyJson | undefined>());

function read(segment: Segment, request: RequestNode, text: string, range: Range): BodyJson | undefined {
  if (foreignMethods.has(request.method) || isGraphQlDocument(segment, range)) return undefined;
  if (request.headers.some(({ name }) => name.text.toLowerCase() === 'x-request-type')) return undefined;
  const type = mediaTypeOf(request);
  const declared = type === 'application/json' || type.endsWith('+json');
  if (!declared && type !== '') return undefined;
  if (!/^\s*[{[]/.test(text)) {
    // Sent to be refused, or made of one value: only brackets are surely meant as JSON.
    if (!declared || /^\s*(?:\{\{|"|-?\d|true|false|null|$)/.test(text)) return undefined;
  }
  // Files put in among the lines may hold any part of it.
  if (/^[ \t]*<(?:@[\w-]*)?[ \t]+\S/m.test(text)) return undefined;
  const reading = readJsonText(blankBraceEscapes(text));
  // Lines of JSON, GraphQL and the like: not what it looked like at first.
  if (!declared && (reading.rest !== undefined || looksLikeGraphQl(text))) return undefined;
  return { ...reading, declared, rangeOf: places(segment, text, range) };
}

/** The parser has said of a line of the body that it begins a GraphQL document. */
function isGraphQlDocument({ problems }: Segment, { start, end }: Range): boolean {
  return problems.some(({ code, range }) => code === 'not-sent' && range.start >= start && range.end <= end);
}

function looksLikeGraphQl(text: string): boolean {
  return (
    /^\s*\{\s*[A-Za-z_]\w*\s*[({]/.test(text) ||
    /^\s*\{\s*[A-Za-z_]\w*\s*\n\s*[A-Za-z_]\w*\s*[\n({]/.test(text)
  );
}

/** The text that is sent lacks the lines that are comments or asserts; line by line the rest is the same. */
function places(segment: Segment, text: string, { start, end }: Range): (range: Range) => Range {
  const raw = segment.text.slice(start - segment.base, end - segment.base);
  if (raw === text) return range => ({ start: start + range.start, end: start + range.end });
  const sentLines = text.split('\n');
  /** Offset of each sent line in the sent text and in the file. */
  const lines: { readonly sent: number; readonly file: number }[] = [];
  let sent = 0;
  let at = start;
  for (const [, line = '', lineEnd = ''] of raw.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const next = sentLines[lines.length];
    if (line === next) {
      lines.push({ sent, file: at });
      sent += next.length + 1;
    }
    at += line.length + lineEnd.length;
  }
  const place = (offset: number): number => {
    const line = lines.findLast(known => known.sent <= offset);
    return line === undefined ? start : Math.min(end, line.file + (offset - line.sent));
  };
  return range => ({ start: place(range.start), end: Math.max(place(range.start), place(range.end)) });
}

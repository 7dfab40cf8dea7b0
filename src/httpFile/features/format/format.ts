import { spacedAssert } from '../../asserts.ts';
import { bodyReading } from '../../body.ts';
import { editHttpFile } from '../../edit.ts';
import { parseHttpFile } from '../../parser.ts';
import { shiftOf } from '../../segments.ts';
import type { HttpFile, Range, RequestNode, Segment, TextEdit } from '../../syntax.ts';
import { layOutJson } from './jsonLayout.ts';
import { layOutLines } from './lines.ts';
import { meaningOf } from './meaning.ts';

/** How the person likes files to be laid out. */
export interface FormatOptions {
  /** One step of indentation, of blanks or a tab. */
  readonly indent: string;
}

/**
 * Edits that lay the file out: three hashes, one blank line between requests, `Name: value`,
 * `@name = value`, continued targets and JSON bodies indented, no blanks at line ends. Bodies of other kinds,
 * scripts, recorded answers and comments keep what they say. With `within` only blocks that it touches. A
 * block in which an edit would change what is sent is left as it is.
 */
export function formatEdits(
  file: HttpFile,
  options: FormatOptions,
  within: Range = { start: 0, end: file.text.length },
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const lineEnd = file.text.includes('\r\n') ? '\r\n' : '\n';
  for (const [index, segment] of file.segments.entries()) {
    const start = file.segmentStarts[index] ?? 0;
    if (start > within.end || start + segment.text.length < within.start) continue;
    const isLast = index === file.segments.length - 1;
    const found = segmentEdits(segment, options, lineEnd, isLast);
    const shift = shiftOf(file, index);
    if (found.length > 0 && keepsMeaning(segment, found))
      edits.push(
        ...found.map(edit => ({ start: edit.start + shift, end: edit.end + shift, text: edit.text })),
      );
  }
  if (edits.length === 0) return [];
  return meaningOf(editHttpFile(file, edits)) === meaningOf(file) ? edits : [];
}

function keepsMeaning({ text, base }: Segment, edits: readonly TextEdit[]): boolean {
  const before = parseHttpFile(text);
  const own = edits.map(edit => ({ start: edit.start - base, end: edit.end - base, text: edit.text }));
  return meaningOf(editHttpFile(before, own)) === meaningOf(before);
}

function segmentEdits(
  segment: Segment,
  options: FormatOptions,
  lineEnd: string,
  isLast: boolean,
): readonly TextEdit[] {
  const { requests, variables, problems, base, text } = segment;
  const wanted: TextEdit[] = [
    ...variables.map(({ name, value }) => {
      const sign = text.slice(name.range.end - base, value.range.start - base).includes(':') ? ':=' : '=';
      return between(name.range.end, value.range.start, value.text === '' ? ` ${sign}` : ` ${sign} `);
    }),
    ...requests.flatMap(request => requestEdits(segment, request, options, lineEnd)),
  ];
  const kept = [
    ...requests.flatMap(({ body }) => (body === undefined ? [] : [body.range])),
    ...problems.flatMap(({ code, range }) => (code === 'not-run' ? [range] : [])),
  ];
  return [...wanted, ...layOutLines(segment, kept, lineEnd, isLast)]
    .filter(edit => text.slice(edit.start - base, edit.end - base) !== edit.text)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function requestEdits(
  { text, base }: Segment,
  request: RequestNode,
  { indent }: FormatOptions,
  lineEnd: string,
): readonly TextEdit[] {
  const { methodRange, targetParts, httpVersion, headers, body, method, requestLine } = request;
  const slice = (range: Range) => text.slice(range.start - base, range.end - base);
  const edits: TextEdit[] = [];
  const [target, ...continued] = targetParts;
  const isOnLine = target !== undefined && target.range.start <= requestLine.end;
  if (methodRange !== undefined) {
    edits.push({ ...methodRange, text: method });
    if (isOnLine) edits.push(between(methodRange.end, target.range.start, ' '));
  }
  const version = httpVersion?.range.start ?? 0;
  const before = targetParts.findLast(({ range }) => range.end <= version);
  if (before !== undefined) edits.push(between(before.range.end, version, ' '));
  const margin = marginOf(text, requestLine.start - base);
  for (const { range } of isOnLine ? continued : targetParts) {
    const own = marginOf(text, range.start - base);
    edits.push(between(range.start - own.length, range.start, margin + indent));
  }
  for (const { text: said, range } of request.asserts) {
    const spaced = spacedAssert(said);
    if (spaced !== undefined) edits.push({ ...range, text: `?? ${spaced}` });
  }
  for (const { name, value } of headers) {
    if (value.range.start <= name.range.end) continue;
    const empty = value.range.start >= value.range.end || /[\r\n]/.test(slice(value.range).charAt(0));
    edits.push(between(name.range.end, value.range.start, empty ? ':' : ': '));
  }
  if (body?.text !== undefined && isJson(request)) {
    // Where comment lines are left out of the body, it is not laid out without them.
    const whole = slice(body.range).replaceAll(/\r\n?/g, '\n') === body.text;
    const laidOut = whole ? layOutJson(body.text, indent) : undefined;
    if (laidOut !== undefined) edits.push({ ...body.range, text: laidOut.replaceAll('\n', lineEnd) });
  }
  return edits.filter(
    ({ start, end }) => !/[\r\n]/.test(slice({ start, end })) || start === body?.range.start,
  );
}

function isJson({ headers, body }: RequestNode): boolean {
  const type = headers.findLast(({ name }) => name.text.toLowerCase() === 'content-type')?.value.text;
  if (type === undefined) return /^\s*[{[]/.test(body?.text ?? '');
  return bodyReading(type) === 'data' && /json/i.test(type);
}

/** Blanks before the text at `at`, which stands first on its line. */
function marginOf(text: string, at: number): string {
  let start = at;
  while (start > 0 && ' \t'.includes(text.charAt(start - 1))) start--;
  return start === 0 || '\r\n\u{feff}'.includes(text.charAt(start - 1)) ? text.slice(start, at) : '';
}

function between(start: number, end: number, text: string): TextEdit {
  return { start, end: Math.max(start, end), text };
}

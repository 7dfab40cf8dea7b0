import { bodyReading } from '../body.ts';
import { perSegment, shiftOf, shiftRange } from '../segments.ts';
import type { HttpFile, Range, RequestNode, Segment } from '../syntax.ts';

/** A path to a file, as it is written. */
export interface FileLink {
  readonly path: string;
  readonly range: Range;
  /** `answer`: it may not exist yet. */
  readonly kind: 'body' | 'answer' | 'script' | 'requests';
}

/**
 * The files that a request file names: `< body`, `<@ body`, parts of a multipart body, `>> answer`, scripts
 * and `# @import`. Paths with `{{...}}` are not known before sending, and are left out. Addresses are left to
 * the editor, which links them everywhere.
 */
export function fileLinks(file: HttpFile): readonly FileLink[] {
  return file.segments.flatMap((segment, index) => {
    const shift = shiftOf(file, index);
    return linksIn(segment).map(link => ({ ...link, range: shiftRange(link.range, shift) }));
  });
}

/** Those of one segment, counted as its own ranges are. */
export const linksIn: (segment: Segment) => readonly FileLink[] = perSegment(segment => {
  const { text, base, requests } = segment;
  const found: FileLink[] = requests.flatMap(linksOfRequest);
  if (!mayNameFile.test(text)) return found;
  const parts = requests.filter(isMultipart).flatMap(({ body }) => (body === undefined ? [] : [body.range]));
  const bodies = requests.flatMap(({ body }) => (body === undefined ? [] : [body.range]));
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const at = index + base;
    const within = (ranges: readonly Range[]) => ranges.some(({ start, end }) => at >= start && at < end);
    for (const { pattern, kind, inParts } of lineForms) {
      const [, before = '', path] = pattern.exec(line) ?? [];
      if (path === undefined || (inParts ? !within(parts) : within(bodies))) continue;
      const start = at + before.length;
      found.push({ path, kind, range: { start, end: start + path.length } });
      break;
    }
  }
  return found.filter(({ path }) => !path.includes('{{')).sort((a, b) => a.range.start - b.range.start);
});

const mayNameFile = /^[ \t]*(?:[<>]|import\b|run\b)/m;

const lineForms: readonly {
  readonly pattern: RegExp;
  readonly kind: FileLink['kind'];
  /** A line of a multipart body; else a line outside of bodies. */
  readonly inParts: boolean;
}[] = [
  { pattern: /^(\s*<(?:@\S*)?[ \t]+)([^\s{][^\r\n]*?)\s*$/, kind: 'body', inParts: true },
  { pattern: /^(\s*>>!?[ \t]+)(\S[^\r\n]*?)\s*$/, kind: 'answer', inParts: false },
  { pattern: /^(\s*[<>][ \t]+)([^\s{][^\r\n]*\.[cm]?js)\s*$/, kind: 'script', inParts: false },
  {
    pattern: /^(\s*(?:import|run)[ \t]+)([^\s#][^\r\n]*\.(?:http|rest))\s*$/,
    kind: 'requests',
    inParts: false,
  },
];

function linksOfRequest({ body, flags }: RequestNode): readonly FileLink[] {
  const found: FileLink[] = [];
  for (const { name, value, valueRange } of flags)
    if (name === 'import' && value !== true && valueRange !== undefined)
      found.push({ path: value, range: valueRange, kind: 'requests' });
  const path = body?.file?.path;
  if (path !== undefined) found.push({ path: path.text, range: path.range, kind: 'body' });
  return found.filter(link => !link.path.includes('{{'));
}

function isMultipart({ headers }: RequestNode): boolean {
  const type = headers.findLast(({ name }) => name.text.toLowerCase() === 'content-type')?.value.text;
  return bodyReading(type) === 'multipart';
}

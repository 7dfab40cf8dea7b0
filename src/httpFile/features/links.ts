import { bodyReading } from '../body.ts';
import { isSurelyPath } from '../bodyPieces.ts';
import { scanBodyFile } from '../scanner.ts';
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
 * The files that a request file names: `< body`, `<@ body`, also between the lines of a body, `>> answer`,
 * scripts and `# @import`. Paths with `{{...}}` are not known before sending, and are left out. Addresses are left to
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
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const at = index + base;
    const request = requests.find(({ body }) => body && at >= body.range.start && at < body.range.end);
    const link = request === undefined ? linkBesideBodies(line) : linkInBody(line, request);
    if (link === undefined) continue;
    const start = at + link.start;
    found.push({ path: link.path, kind: link.kind, range: { start, end: start + link.path.length } });
  }
  return found.filter(({ path }) => !path.includes('{{')).sort((a, b) => a.range.start - b.range.start);
});

const mayNameFile = /^[ \t]*(?:[<>]|import\b|run\b)/m;

interface LinkInLine {
  readonly path: string;
  readonly kind: FileLink['kind'];
  /** Where in the line the path starts. */
  readonly start: number;
}

/** As sending reads it: a file wherever `<` begins a line, in prose only what can be nothing but a path. */
function linkInBody(line: string, { headers, body }: RequestNode): LinkInLine | undefined {
  if (!line.startsWith('<') || body?.text === undefined) return undefined;
  const file = scanBodyFile(line, 0, line.length);
  if (file === undefined || line.startsWith('{', file.path)) return undefined;
  const path = line.slice(file.path).trimEnd();
  const type = headers.findLast(({ name }) => name.text.toLowerCase() === 'content-type')?.value.text;
  if (bodyReading(type) === 'prose' && !isSurelyPath(path)) return undefined;
  return { path, kind: 'body', start: file.path };
}

const lineForms: readonly { readonly pattern: RegExp; readonly kind: FileLink['kind'] }[] = [
  { pattern: /^(\s*>>!?[ \t]+)(\S[^\r\n]*?)\s*$/, kind: 'answer' },
  { pattern: /^(\s*[<>][ \t]+)([^\s{][^\r\n]*\.[cm]?js)\s*$/, kind: 'script' },
  { pattern: /^(\s*(?:import|run)[ \t]+)([^\s#][^\r\n]*\.(?:http|rest))\s*$/, kind: 'requests' },
];

function linkBesideBodies(line: string): LinkInLine | undefined {
  for (const { pattern, kind } of lineForms) {
    const [, before = '', path] = pattern.exec(line) ?? [];
    if (path !== undefined) return { path, kind, start: before.length };
  }
  return undefined;
}

function linksOfRequest({ body, flags }: RequestNode): readonly FileLink[] {
  const found: FileLink[] = [];
  for (const { name, value, valueRange } of flags)
    if (name === 'import' && value !== true && valueRange !== undefined)
      found.push({ path: value, range: valueRange, kind: 'requests' });
  const path = body?.file?.path;
  if (path !== undefined) found.push({ path: path.text, range: path.range, kind: 'body' });
  return found.filter(link => !link.path.includes('{{'));
}

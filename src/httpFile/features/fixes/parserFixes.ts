import { nearestName } from '../../../procore/nearestName.ts';
import { httpMethods } from '../../methods.ts';
import type { RequestNode } from '../../syntax.ts';
import { edit, type Fix, type Fixer, insert, replace } from './fix.ts';
import { lineAt, lineEndOf, textOf, wholeLineAt } from './lines.ts';

/** A `###` above a request that follows another one without. */
export const insertSeparator: Fixer = ({ segment, finding }) => [
  edit('Insert ### above', [insert(lineAt(segment, finding.range.start).start, `###${lineEndOf(segment)}`)], {
    preferred: true,
    safe: true,
  }),
];

/** A blank line between the head of a request and its body. */
export const insertBlankLine: Fixer = ({ segment, finding }) => [
  edit(
    'Insert a blank line above',
    [insert(lineAt(segment, finding.range.start).start, lineEndOf(segment))],
    {
      preferred: true,
      safe: true,
    },
  ),
];

/** Lines that are no request become comments, each by a `# ` before it. */
export const makeComment: Fixer = ({ segment, finding: { range } }) => {
  const lines = [...textOf(segment, range).matchAll(/(^|[\r\n])(?=[^\r\n])/g)];
  const edits = lines.map(({ 0: before, index }) => insert(range.start + index + before.length, '# '));
  return [edit(edits.length > 1 ? 'Make them comments' : 'Make it a comment', edits)];
};

/** The known method that is nearest to an unknown one, where one is near. */
export const fixMethod: Fixer = ({ segment, finding: { range } }) => {
  const near = nearestName(textOf(segment, range), httpMethods);
  return near === undefined ? [] : [edit(`Change to ${near}`, [replace(range, near)], { preferred: true })];
};

/** `HTTP/1.1` in the place of a version that is not sent. */
export const dropVersion: Fixer = ({ finding: { range } }) => [
  edit('Write HTTP/1.1', [replace(range, 'HTTP/1.1')]),
];

/** A colon behind the name of a header, or a blank line above what was meant as the body. */
export const addColon: Fixer = ({ segment, finding: { range } }) => {
  const said = textOf(segment, range);
  const [, name, value = ''] = /^([\w-]+)(?:\s*[=]\s*|\s+|$)(.*)$/s.exec(said) ?? [];
  const fixes: Fix[] = [];
  if (name !== undefined)
    fixes.push(edit('Add a colon', [replace(range, `${name}: ${value}`.trimEnd())], { preferred: true }));
  fixes.push(bodyStartsHere(lineAt(segment, range.start).start, lineEndOf(segment)));
  return fixes;
};

/** The name of a header with `-` for what no name may hold, or a blank line above what was meant as the body. */
export const fixHeaderName: Fixer = ({ segment, finding: { range } }) => {
  const said = textOf(segment, range);
  const colon = said.indexOf(':');
  const name = said
    .slice(0, colon)
    .trim()
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const fixes: Fix[] = [];
  if (colon > 0 && name !== '')
    fixes.push(edit(`Change to ${name}`, [replace({ start: range.start, end: range.start + colon }, name)]));
  fixes.push(bodyStartsHere(lineAt(segment, range.start).start, lineEndOf(segment)));
  return fixes;
};

function bodyStartsHere(at: number, lineEnd: string): Fix {
  return edit('Insert a blank line: the body starts here', [insert(at, lineEnd)]);
}

/** A part of the URL that stands below a header goes up behind the rest of it. */
export const moveQueryUp: Fixer = ({ segment, finding: { range }, request }) => {
  const last = request?.targetParts.findLast(part => part.range.end < firstHeader(request));
  if (last === undefined) return [];
  const said = textOf(segment, range);
  const edits = [
    insert(last.range.end, `${lineEndOf(segment)}    ${said}`),
    replace(wholeLineAt(segment, range.start), ''),
  ];
  return [edit('Move it up to the URL', edits, { preferred: true })];
};

function firstHeader({ headers, requestLine }: RequestNode): number {
  return headers[0]?.name.range.start ?? requestLine.end + 1;
}

/** Takes out the blank lines above a header that would count as body. */
export const removeBlankLineAbove: Fixer = ({ segment, finding: { range } }) => {
  const { start } = lineAt(segment, range.start);
  const before = textOf(segment, { start: segment.base, end: start });
  const blank = /(?:[ \t]*(?:\r\n|\r|\n))+$/.exec(before)?.[0].length ?? 0;
  // The line end of the line above stays.
  const above = before.slice(0, before.length - blank);
  const kept =
    above === '' || /[\r\n]$/.test(above)
      ? 0
      : (/^[ \t]*(?:\r\n|\r|\n)/.exec(before.slice(-blank))?.[0].length ?? 0);
  const edits = [replace({ start: start - blank + kept, end: start }, '')];
  return blank - kept > 0 ? [edit('Remove the blank line above', edits, { preferred: true })] : [];
};

/** The `}}` behind the name that follows an open `{{`. */
export const closeReference: Fixer = ({ segment, finding: { range } }) => {
  const rest = textOf(segment, { start: range.end, end: lineAt(segment, range.end).end });
  const name = /^\s*[\p{L}\p{N}_$][\p{L}\p{N}_$.-]*/u.exec(rest)?.[0];
  if (name === undefined) return [];
  // A single } that was meant as two.
  const closing = rest.startsWith('}', name.length) ? '}' : '}}';
  return [
    edit(`Close it: {{${name.trim()}}}`, [insert(range.end + name.length, closing)], { preferred: true }),
  ];
};

/** Takes out what was found. */
export const removeRange: Fixer = ({ finding: { range } }) => [edit('Remove it', [replace(range, '')])];

/** `@name = value` for a variable that is written with a colon or with nothing between the two. */
export const fixVariable: Fixer = ({ segment, finding: { range } }) => {
  const [, name, value] = /^@([^\s=:]+)[\s:]+(.+)$/s.exec(textOf(segment, range)) ?? [];
  if (name === undefined || value === undefined) return [];
  return [edit(`Write @${name} = …`, [replace(range, `@${name} = ${value}`)], { preferred: true })];
};

/** Ends an open block comment with the line that it begins on. */
export const closeComment: Fixer = ({ segment, finding: { range } }) => {
  const { end } = lineAt(segment, range.start);
  return [edit('Close the comment below this line', [insert(end, `${lineEndOf(segment)}*/`)])];
};

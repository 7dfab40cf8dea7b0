import { changedLines, type LineChange, type LineRange } from './changedLines.ts';

/** Both sides of a comparison, to be shown beside each other. */
export interface ComparedTexts {
  readonly older: string;
  readonly newer: string;
  /** Whether the texts are the same, however much of them is shown. */
  readonly same: boolean;
}

/** What stands for lines that are left out, `{0}` being a number; in the reader's language. */
export interface CompareWording {
  /** For so many lines that are the same in both. */
  readonly sameLines: string;
  /** At the end, where so many differences are not shown any more. */
  readonly moreChanges: string;
}

/** Of each side, in UTF-16 units: an editor that carries much more to and fro is felt to hang. */
const longestShown = 500_000;
/** Lines above all, which say what was answered. */
const linesOfHead = 3;
/** Lines around a difference, and of the object around it that is shown whole. */
const fewLines = 3;
const mostLines = 60;
/** In UTF-16 units. */
const longestLine = 10_000;
const beforeDifference = 200;

/**
 * Short texts as they are; of longer ones where they differ, with the row around it, so that a reader sees which one
 * it is.
 */
export function comparedTexts(
  older: string,
  newer: string,
  wording: CompareWording,
  longest = longestShown,
): ComparedTexts {
  const same = older === newer;
  if (Math.max(older.length, newer.length) <= longest) return { older, newer, same };
  const lines = { older: older.split('\n'), newer: newer.split('\n') };
  const end = {
    older: { from: lines.older.length, to: lines.older.length },
    newer: { from: lines.newer.length, to: lines.newer.length },
  };
  const changes = same ? [] : changedLines(lines.older, lines.newer);
  const shown = { older: [] as string[], newer: [] as string[] };
  let room = longest;
  let at = { older: 0, newer: 0 };
  let after = linesOfHead;

  const putSame = (part: readonly string[]) => {
    for (const line of part) {
      const short = cutLine(line, 0);
      room -= short.length;
      shown.older.push(short);
      shown.newer.push(short);
    }
  };
  for (const [index, change] of [...changes, end].entries()) {
    const around = change === end ? { before: 1, after: 0 } : linesAround(lines, change);
    const stretch = lines.older.slice(at.older, change.older.from);
    const left = stretch.length - after - around.before;
    if (left < 2) putSame(stretch);
    else {
      putSame(stretch.slice(0, after));
      putSame([filled(wording.sameLines, left)]);
      putSame(stretch.slice(after + left));
    }
    if (change === end) break;
    // Something of the first change at least, however long the row around it is.
    room -= putChange(lines, change, Math.max(room, 1), shown);
    if (room <= 0) {
      putSame(['', filled(wording.moreChanges, changes.length - index)]);
      break;
    }
    at = { older: change.older.to, newer: change.newer.to };
    ({ after } = around);
  }
  return { older: shown.older.join('\n'), newer: shown.newer.join('\n'), same };
}

interface Lines {
  readonly older: readonly string[];
  readonly newer: readonly string[];
}

/** Gives the length of the longer side; what has no room is left out. */
function putChange(
  lines: Lines,
  { older, newer }: LineChange,
  room: number,
  shown: { readonly older: string[]; readonly newer: string[] },
): number {
  const put = (side: keyof Lines, range: LineRange, other: keyof Lines, offset: number): number => {
    let length = 0;
    for (let index = range.from; index < range.to && length < room; index += 1) {
      const line = lines[side][index] ?? '';
      const short = cutLine(line, differenceOf(line, lines[other][index + offset] ?? ''));
      length += short.length;
      shown[side].push(short);
    }
    return length;
  };
  return Math.max(
    put('older', older, 'newer', newer.from - older.from),
    put('newer', newer, 'older', older.from - newer.from),
  );
}

function linesAround(lines: Lines, change: LineChange): { readonly before: number; readonly after: number } {
  const sides = [around(lines.older, change.older), around(lines.newer, change.newer)];
  const before = Math.max(...sides.map(each => each.before));
  const after = Math.max(...sides.map(each => each.after));
  return before + after > 0 ? { before, after } : { before: fewLines, after: fewLines };
}

/** As many as make the objects and arrays around it whole that are short. */
function around(
  lines: readonly string[],
  { from, to }: LineRange,
): { readonly before: number; readonly after: number } {
  let [start, end] = [from, to];
  let depth = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index += 1) depth = Math.min(depth, indentOf(lines[index]));
  while (start < end && depth > 0) {
    let [first, last] = [start - 1, end];
    while (from - first <= mostLines && indentOf(lines[first]) >= depth) first -= 1;
    while (last - to <= mostLines && indentOf(lines[last]) >= depth) last += 1;
    if (from - first > mostLines || last - to > mostLines || first < 0 || last >= lines.length) break;
    [start, end] = [first, last + 1];
    depth = Math.min(indentOf(lines[first]), indentOf(lines[last]));
  }
  return { before: from - start, after: end - to };
}

/** In blanks; of what is no line none, so that nothing goes beyond it. */
function indentOf(line: string | undefined): number {
  return line === undefined ? -1 : line.length - line.trimStart().length;
}

/** `from`: where it becomes interesting. */
function cutLine(line: string, from: number): string {
  if (line.length <= longestLine) return line;
  const start = Math.max(0, Math.min(from - beforeDifference, line.length - longestLine));
  const end = start + longestLine;
  return `${start > 0 ? '…' : ''}${line.slice(start, end)}${end < line.length ? '…' : ''}`;
}

function differenceOf(line: string, other: string): number {
  if (line.length <= longestLine) return 0;
  let index = 0;
  while (index < line.length && line[index] === other[index]) index += 1;
  return index;
}

function filled(text: string, count: number): string {
  return text.replace('{0}', count.toLocaleString('en-US'));
}

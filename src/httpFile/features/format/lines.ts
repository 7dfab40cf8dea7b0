import type { Range, Segment, TextEdit } from '../../syntax.ts';

/**
 * Edits of the lines outside of `kept`: blanks at their ends go, of several blank lines one stays, the
 * separator has three hashes, `#@flag` gets its blank. The segment ends with one blank line before the
 * next separator, and the last one with a line end.
 */
export function layOutLines(
  { text, base, requests, variables }: Segment,
  kept: readonly Range[],
  lineEnd: string,
  isLast: boolean,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const add = (start: number, end: number, said: string) =>
    edits.push({ start: start + base, end: end + base, text: said });
  const contentEnd = Math.max(text.trimEnd().length, ...kept.map(({ end }) => end - base));
  let blanksFrom = -1;
  let inComment = false;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (index >= contentEnd) break;
    const said = line.replace(/[\r\n]+$/, '');
    const end = index + said.length;
    // What a server answered once is kept as it came, to the end of its block.
    if (/^HTTP\/[\d.]+[ \t]+\d/.test(said)) break;
    if (kept.some(range => index + base < range.end && end + base > range.start)) {
      blanksFrom = -1;
      continue;
    }
    const trimmed = said.trim();
    if (trimmed === '/*') inComment = true;
    if (inComment) {
      inComment = trimmed !== '*/';
      blanksFrom = -1;
      continue;
    }
    if (trimmed === '') {
      if (blanksFrom < 0) {
        blanksFrom = index + line.length;
        add(index, end, '');
      } else add(index, index + line.length, '');
      continue;
    }
    blanksFrom = -1;
    const sayingEnd = index + said.trimEnd().length;
    if (sayingEnd < contentEnd) add(sayingEnd, end, '');
    const [, margin = '', hashes, gap = ''] = /^([ \t]*)(#{3,})([ \t]*)/.exec(said) ?? [];
    if (hashes !== undefined) {
      const from = index + margin.length;
      const titled = margin.length + hashes.length + gap.length < said.trimEnd().length;
      const to = titled ? from + hashes.length + gap.length : sayingEnd;
      add(from, to, titled ? '### ' : '###');
      continue;
    }
    const mark = /^[ \t]*(?:#{1,2}|\/\/)(?=@[A-Za-z])/.exec(said)?.[0];
    if (mark !== undefined) add(index + mark.length, index + mark.length, ' ');
  }
  if (contentEnd === 0) add(0, text.length, '');
  else {
    const bare = requests.length === 0 && variables.length === 0;
    const gaps = text.slice(contentEnd).match(/\r\n|\r|\n/g)?.length ?? 0;
    const lines = isLast ? 1 : bare ? Math.min(Math.max(gaps, 1), 2) : 2;
    add(contentEnd, text.length, lineEnd.repeat(lines));
  }
  return edits;
}

import { segmentAt } from '../segments.ts';
import type { HttpFile, TextEdit } from '../syntax.ts';

/**
 * The edit that puts a block behind the one at `offset`, with one blank line before and after it. A file
 * without a request takes it in at the end.
 */
export function placeBlock(file: HttpFile, offset: number, block: string): TextEdit {
  const index = segmentAt(file, offset);
  const next = file.segmentStarts[index + 1];
  const lineEnd = file.text.includes('\r\n') ? '\r\n' : '\n';
  const said = block.trim().replaceAll(/\r?\n/g, lineEnd);
  const end = next ?? file.text.length;
  const before = file.text.slice(0, end);
  const start = before.trimEnd().length;
  const gap = start === 0 ? '' : lineEnd.repeat(2);
  return { start, end, text: `${gap}${said}${lineEnd.repeat(next === undefined ? 1 : 2)}` };
}

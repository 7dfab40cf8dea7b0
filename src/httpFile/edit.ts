import { parseHttpFile } from './parser.ts';
import type { HttpFile, TextEdit } from './syntax.ts';

/**
 * The file after the edits, the same as a parse of the new text. Offsets of the edits count in the text
 * before any of them; they come in any order and do not overlap.
 */
export function editHttpFile(file: HttpFile, edits: readonly TextEdit[]): HttpFile {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let from = 0;
  for (const edit of ordered) {
    text += file.text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return parseHttpFile(text + file.text.slice(from));
}

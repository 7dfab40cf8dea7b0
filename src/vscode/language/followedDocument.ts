import { editHttpFile } from '../../httpFile/edit.ts';
import type { HttpFile, TextEdit } from '../../httpFile/syntax.ts';

/** One of the changes that the editor tells of; its offsets count in what the earlier ones leave. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * The file after changes that the editor tells of. `undefined` where they do not fit it, so that it must be
 * read anew: none that says what changed (other line ends), or one that leaves the text.
 */
export function afterChanges(file: HttpFile, changes: readonly TextChange[]): HttpFile | undefined {
  if (changes.length === 0) return undefined;
  try {
    return goBackwards(changes)
      ? editHttpFile(file, changes.map(editOf).reverse())
      : changes.reduce((before, change) => editHttpFile(before, [editOf(change)]), file);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether each lies before the one told of earlier, as several cursors do, so that none moves another. */
function goBackwards(changes: readonly TextChange[]): boolean {
  return changes.every(({ rangeOffset, rangeLength }, index) => {
    const before = changes[index - 1];
    return before === undefined || rangeOffset + rangeLength <= before.rangeOffset;
  });
}

function editOf({ rangeOffset, rangeLength, text }: TextChange): TextEdit {
  return { start: rangeOffset, end: rangeOffset + rangeLength, text };
}

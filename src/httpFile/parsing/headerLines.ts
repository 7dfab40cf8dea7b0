import type { Draft } from './draft.ts';

/** What a header line says wherever it stands. Offsets count from its first character. */
export interface HeaderLine {
  /** To its end, with the blanks there. */
  readonly text: string;
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Start and end of each, all in the value; where the name has some the line is not kept. */
  readonly references: readonly number[];
  /** Where it says one. */
  readonly contentType: string | undefined;
}

/** Lines read before, by their length and some of their characters: most requests of a file say the same ones. */
export type HeaderLines = (HeaderLine | undefined)[];

/** The header between the offsets, if such a line was read before. */
export function knownHeader(
  known: HeaderLines,
  text: string,
  first: number,
  end: number,
): HeaderLine | undefined {
  const line = known[slotOf(text, first, end)];
  return line !== undefined && line.text.length === end - first && text.startsWith(line.text, first)
    ? line
    : undefined;
}

/** Keeps the last header of the draft, which stands between the offsets, with its references from an index on. */
export function keepHeader(
  known: HeaderLines,
  text: string,
  first: number,
  end: number,
  { headers, references }: Draft,
  above: number,
  contentType: string | undefined,
): void {
  if (end - first > longest) return;
  known[slotOf(text, first, end)] = {
    text: text.slice(first, end),
    nameEnd: headers.at(headers.count - 3) - first,
    valueStart: headers.at(headers.count - 2) - first,
    valueEnd: headers.at(headers.count - 1) - first,
    references: references.from(above).map(offset => offset - first),
    contentType,
  };
}

/** Adds the header of a known line that starts at `first` to the draft, and its references. */
export function placeHeader(line: HeaderLine, first: number, draft: Draft): void {
  const { headers, references } = draft;
  headers.push(first);
  headers.push(first + line.nameEnd);
  headers.push(first + line.valueStart);
  headers.push(first + line.valueEnd);
  for (const offset of line.references) references.push(first + offset);
  if (line.contentType !== undefined) draft.contentType = line.contentType;
}

function slotOf(text: string, first: number, end: number): number {
  return ((end - first) * 37 + text.charCodeAt(first) * 5 + text.charCodeAt(end - 1) * 3) & 255;
}

const longest = 100;

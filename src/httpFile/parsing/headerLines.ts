import { placedHeader, placedReference } from '../placedNodes.ts';
import type { HeaderNode, ReferenceNode } from '../syntax.ts';
import type { Gathered } from './gathered.ts';

/** What a header line says wherever it stands. Offsets count from its first character. */
export interface HeaderLine {
  /** To its end, with the blanks there. */
  readonly text: string;
  readonly name: string;
  readonly value: string;
  readonly valueStart: number;
  /** Of the value; where the name has some the line is not kept. */
  readonly references: readonly ReferenceNode[];
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

/** Keeps a header that holds no mistake; its references stand in `text` as read. */
export function keepHeader(
  known: HeaderLines,
  text: string,
  first: number,
  end: number,
  { name, value }: HeaderNode,
  references: readonly ReferenceNode[],
): void {
  if (end - first > longest) return;
  known[slotOf(text, first, end)] = {
    text: text.slice(first, end),
    name: name.text,
    value: value.text,
    valueStart: value.range.start - first,
    references: references.map(({ name: said, range }) =>
      placedReference(said, range.start - first, range.end - first),
    ),
  };
}

/** The node of a known line that starts at `first`; its references go to `found`. */
export function placeHeader(line: HeaderLine, first: number, found: Gathered<ReferenceNode>): HeaderNode {
  for (const { name, range } of line.references)
    found.push(placedReference(name, first + range.start, first + range.end));
  return placedHeader(line.name, first, line.value, first + line.valueStart);
}

function slotOf(text: string, first: number, end: number): number {
  return ((end - first) * 37 + text.charCodeAt(first) * 5 + text.charCodeAt(end - 1) * 3) & 255;
}

const longest = 100;

/** Text of a report, with the places in it that lead somewhere. */
export interface LinkedText {
  readonly text: string;
  readonly links: readonly TextLink[];
}

export interface TextLink {
  /** Offsets in the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly tooltip: string;
  /** One of our own commands, with what it takes. */
  readonly command: string;
  readonly parameters: readonly string[];
}

/** A piece of a line: plain, or one that leads to a command. */
export type Piece = string | (Omit<TextLink, 'start' | 'end'> & { readonly text: string });

/** Lines of pieces as one text that ends with a line feed. */
export function linkedText(lines: readonly (readonly Piece[])[]): LinkedText {
  const links: TextLink[] = [];
  let text = '';
  for (const line of lines) {
    for (const piece of line) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const { text: shown, ...link } = piece;
      links.push({ start: text.length, end: text.length + shown.length, ...link });
      text += shown;
    }
    text += '\n';
  }
  return { text, links };
}

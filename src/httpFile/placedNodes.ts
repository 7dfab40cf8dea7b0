import { shiftRange } from './segments.ts';
import type { Range, ReferenceNode, TextNode } from './syntax.ts';

/**
 * A piece of the text at its place. The tree holds more of these than of anything else, and by far most of its
 * memory would be their ranges: they are made when somebody asks, anew each time.
 */
class PlacedText implements TextNode {
  readonly text: string;
  readonly start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
  }

  get range(): Range {
    return { start: this.start, end: this.start + this.text.length };
  }

  toJSON(): TextNode {
    return { text: this.text, range: this.range };
  }
}

/** A reference at its place; its range is made as that of a text. */
class PlacedReference implements ReferenceNode {
  readonly name: string;
  readonly start: number;
  readonly end: number;

  constructor(name: string, start: number, end: number) {
    this.name = name;
    this.start = start;
    this.end = end;
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }

  toJSON(): ReferenceNode {
    return { name: this.name, range: this.range };
  }
}

/** What the file says from `start` on, word for word. */
export function placedText(text: string, start: number): TextNode {
  return new PlacedText(text, start);
}

/** The reference to `name` whose braces stand from `start` to `end`. */
export function placedReference(name: string, start: number, end: number): ReferenceNode {
  return new PlacedReference(name, start, end);
}

/** The node moved by so many UTF-16 units. */
export function shiftText(node: TextNode, by: number): TextNode {
  const { text } = node;
  if (node instanceof PlacedText) return new PlacedText(text, node.start + by);
  return { text, range: shiftRange(node.range, by) };
}

/** The reference moved by so many UTF-16 units. */
export function shiftReference({ name, range: { start, end } }: ReferenceNode, by: number): ReferenceNode {
  return new PlacedReference(name, start + by, end + by);
}

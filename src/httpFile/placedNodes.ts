import { shiftRange } from './segments.ts';
import type { HeaderNode, Range, ReferenceNode, TextNode } from './syntax.ts';

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

/** A header whose name and value stand word for word; both are made when somebody asks, anew each time. */
class PlacedHeader implements HeaderNode {
  readonly nameText: string;
  readonly nameStart: number;
  readonly valueText: string;
  readonly valueStart: number;

  constructor(nameText: string, nameStart: number, valueText: string, valueStart: number) {
    this.nameText = nameText;
    this.nameStart = nameStart;
    this.valueText = valueText;
    this.valueStart = valueStart;
  }

  get name(): TextNode {
    return new PlacedText(this.nameText, this.nameStart);
  }

  get value(): TextNode {
    return new PlacedText(this.valueText, this.valueStart);
  }

  toJSON(): HeaderNode {
    return { name: this.name, value: this.value };
  }
}

/** What the file says from `start` on, word for word. */
export function placedText(text: string, start: number): TextNode {
  return new PlacedText(text, start);
}

/** The header of that name and value, each with where it starts. */
export function placedHeader(name: string, nameStart: number, value: string, valueStart: number): HeaderNode {
  return new PlacedHeader(name, nameStart, value, valueStart);
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

import type { Range } from '../../syntax.ts';

/** What a hover says about something in the file, free of markup: all of it is shown as plain text. */
export interface Explanation {
  readonly parts: readonly ExplanationPart[];
  /** What it is about. */
  readonly range: Range;
}

/** A heading, a sentence behind an optional label, or steps to go through in order. */
export type ExplanationPart =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly label?: string; readonly text: string }
  | { readonly kind: 'steps'; readonly label: string; readonly steps: readonly string[] };

/** A heading. */
export function title(text: string): ExplanationPart {
  return { kind: 'title', text };
}

/** A sentence, or what a label names. */
export function said(text: string, label?: string): ExplanationPart {
  return label === undefined ? { kind: 'text', text } : { kind: 'text', label, text };
}

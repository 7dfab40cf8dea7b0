import type { Operation } from '../../../procore/catalog/catalog.ts';
import type { Range } from '../../syntax.ts';

/** One thing that may be written. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** A word beside the label, as a version or where a value comes from; '' where there is none. */
  readonly note: string;
  /** A line about it; '' where the label says all. */
  readonly detail: string;
  /** Replaces the text at `range`, which stays on one line and holds the cursor. */
  readonly insert: Snippet;
  readonly range: Range;
  /** Fits whatever was typed: the list is already chosen and ranked by it. */
  readonly chosen: boolean;
  /** What the item is about, for those who want to read more before they take it. */
  readonly operation: Operation | undefined;
}

/** What an item stands for; an editor chooses its icon by this. */
export type CompletionKind =
  | 'method'
  | 'header'
  | 'value'
  | 'flag'
  | 'variable'
  | 'request'
  | 'function'
  | 'operation'
  | 'parameter'
  | 'property';

/** Text, places to fill in one after the other, and choices; all of it meant literally. */
export type Snippet = readonly SnippetPart[];
/** A part of a snippet: text, a place to fill in, or one of several texts to choose from. */
export type SnippetPart =
  | string
  /** Stands selected until it is overwritten; '' is only a place for the cursor. */
  | { readonly stop: string }
  | { readonly choice: readonly string[] };

/** What may be written at a place, best first. */
export interface Completions {
  readonly items: readonly Completion[];
  /** Other items would come with the next letter. */
  readonly incomplete: boolean;
}

/** There is nothing to offer, and the next letter changes nothing about that. */
export const nothing: Completions = { items: [], incomplete: false };

/** All there is to offer, in this order. */
export function offer(items: readonly Completion[]): Completions {
  return items.length === 0 ? nothing : { items, incomplete: false };
}

/** An item with what most items have: its label is what is inserted. */
export function completion(
  kind: CompletionKind,
  label: string,
  range: Range,
  more: Partial<Completion> = {},
): Completion {
  return {
    kind,
    label,
    note: '',
    detail: '',
    insert: [label],
    range,
    chosen: false,
    operation: undefined,
    ...more,
  };
}

/** What a snippet reads before anything is filled in; of choices the first. */
export function snippetText(snippet: Snippet): string {
  return snippet
    .map(part => (typeof part === 'string' ? part : 'stop' in part ? part.stop : (part.choice[0] ?? '')))
    .join('');
}

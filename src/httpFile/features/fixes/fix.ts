import type { HttpFile, RequestNode, Segment, TextEdit } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Seen } from '../diagnostics/seen.ts';

/** A way to mend a finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Most likely what is wanted. */
  readonly preferred: boolean;
  /** It changes nothing that is sent, or only what could not be sent: it may be applied to a whole file unasked. */
  readonly safe: boolean;
  /** What the editor does beside the edits. */
  readonly step: FixStep | undefined;
}

/** What the editor is to do that no edit of the text can. */
export type FixStep =
  | { readonly kind: 'chooseCompany' }
  | { readonly kind: 'chooseProject' }
  /** Puts a value of that name into the private environment file. */
  | { readonly kind: 'keepSecret'; readonly name: string; readonly value: string };

/** What a fix is made from. Ranges of the finding, and of the edits it makes, count as the segment's nodes. */
export interface Broken {
  readonly file: HttpFile;
  readonly segment: Segment;
  /** What to add to ranges of the segment to get those of the file. */
  readonly shift: number;
  readonly finding: Finding;
  readonly context: FeatureContext;
  /** The request in which the finding stands; `undefined` outside of one. */
  readonly request: RequestNode | undefined;
  /** The same request as the rules look at it. */
  readonly seen: () => Seen | undefined;
}

/** Makes the fixes of one kind of finding. */
export type Fixer = (broken: Broken) => readonly Fix[];

/** A fix that only edits the text. */
export function edit(
  title: string,
  edits: readonly TextEdit[],
  { preferred = false, safe = false }: { preferred?: boolean; safe?: boolean } = {},
): Fix {
  return { title, edits, preferred, safe, step: undefined };
}

/** Puts a text in the place of a range; empty: takes the range out. */
export function replace({ start, end }: { start: number; end: number }, text: string): TextEdit {
  return { start, end, text };
}

/** Puts a text at an offset. */
export function insert(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

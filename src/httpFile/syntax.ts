/** Offsets count UTF-16 units from the start of the text; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * What a `.http` file says. Bad text gives problems, never an exception, and the requests around it stand.
 * The lists of the whole file are made when they are first asked for; what must keep up with typing in a
 * large file reads `segments`.
 */
export interface HttpFile {
  readonly text: string;
  /** Offset of the start of each line. */
  readonly lineStarts: readonly number[];
  readonly requests: readonly RequestNode[];
  readonly variables: readonly VariableNode[];
  /** All of `segmentProblems` and `fileProblems`, by where they start. */
  readonly problems: readonly Problem[];
  /** Those of all `segments`, by where they start. What stops a request from being sent is among them. */
  readonly segmentProblems: readonly Problem[];
  /** In order, at least one; their texts joined are the text of the file. */
  readonly segments: readonly Segment[];
  /** Where each segment starts. */
  readonly segmentStarts: readonly number[];
  /** Mistakes that no segment shows by itself, such as a name that two requests have. */
  readonly fileProblems: readonly Problem[];
  /** The same object in all that edits make of one parsed file: a key for what is kept from edit to edit. */
  readonly lineage: object;
}

/**
 * A block of the file, from its `###` line (or the start of the file) to before the next one. It never
 * changes, and after an edit it is the same object wherever the edit left it alone, so that what is found
 * out about it can be kept for it (`perSegment`).
 */
export interface Segment {
  readonly text: string;
  /**
   * Ranges in the segment count as if it started here. In a file it stands at its `segmentStarts`; the
   * difference is what to add to its ranges.
   */
  readonly base: number;
  readonly requests: readonly RequestNode[];
  readonly variables: readonly VariableNode[];
  /** Mistakes that the segment shows by itself. */
  readonly problems: readonly Problem[];
  /** It holds a comment above a request that a later segment could close. */
  readonly opensComment: boolean;
}

/** `text` in place of what stands between the offsets. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** A request as it is written. Ranges count as those of the file or segment that it was asked of. */
export interface RequestNode {
  /** From its separator (or the start of the file) to the next separator. */
  readonly range: Range;
  /** From the request line to the end of the body or head: what is sent. */
  readonly sent: Range;
  /** From `# @name`. */
  readonly name: TextNode | undefined;
  /** Text after `###`. */
  readonly title: TextNode | undefined;
  /** Upper case; `GET` where the line has none. */
  readonly method: string;
  readonly methodRange: Range | undefined;
  readonly requestLine: Range;
  /** As written, before substitution; the parts of a multi-line target joined without a separator. */
  readonly target: string;
  readonly targetParts: readonly TextNode[];
  readonly httpVersion: TextNode | undefined;
  readonly headers: readonly HeaderNode[];
  readonly body: BodyNode | undefined;
  readonly flags: readonly FlagNode[];
  readonly asserts: readonly AssertNode[];
  /** Files that the answer goes to. */
  readonly outputs: readonly OutputNode[];
  /** Every `{{...}}` of target, headers and body. */
  readonly references: readonly ReferenceNode[];
}

/** A piece of text with its place. */
export interface TextNode {
  readonly text: string;
  readonly range: Range;
}

/** A header as it is written; a name may stand more than once. */
export interface HeaderNode {
  readonly name: TextNode;
  readonly value: TextNode;
}

/** What is sent behind the blank line, or the file that is. */
export interface BodyNode {
  /** After comment stripping, line ends as `\n`; `undefined` where the body is a file. */
  readonly text: string | undefined;
  readonly range: Range;
  /** `< path` (raw) or `<@ path` (variables substituted, in `encoding`). */
  readonly file:
    | { readonly path: TextNode; readonly substitute: boolean; readonly encoding: string }
    | undefined;
}

/** `# @allPages`, `# @company 42`: name in camel case, `true` where no value is given. */
export interface FlagNode {
  readonly name: string;
  readonly value: string | true;
  /** From the `@` to the end of the value. */
  readonly range: Range;
  readonly valueRange: Range | undefined;
}

/** `?? status == 200`: the text after the marks. */
export interface AssertNode {
  readonly text: string;
  readonly range: Range;
}

/** `>> path`, or `>>! path`, which replaces an earlier file. */
export interface OutputNode {
  readonly path: TextNode;
  readonly overwrite: boolean;
  readonly range: Range;
}

/** `@name = value`; `value` as written, without the escapes read. */
export interface VariableNode {
  readonly name: TextNode;
  readonly value: TextNode;
  readonly range: Range;
  /** Every `{{...}}` of the value. */
  readonly references: readonly ReferenceNode[];
}

/** `{{name}}`: `name` trimmed, `range` with the braces. */
export interface ReferenceNode {
  readonly name: string;
  readonly range: Range;
}

/** How much a problem matters, most first. */
export type ProblemSeverity = 'error' | 'warning' | 'information' | 'hint';

/** A mistake in the text, to be shown where it stands. */
export interface Problem {
  /** Stable, in kebab case, e.g. `header-without-colon`. */
  readonly code: string;
  readonly message: string;
  readonly severity: ProblemSeverity;
  readonly range: Range;
}

/** The value of a flag, or `undefined` where the request does not have it. The last one wins. */
export function flagValue(request: RequestNode, name: string): string | true | undefined {
  const { flags } = request;
  return flags.length === 0 ? undefined : flags.findLast(flag => flag.name === name)?.value;
}

/** Line and column of an offset, both from 1, column in UTF-16 units. */
export function positionAt(
  file: Pick<HttpFile, 'lineStarts'>,
  offset: number,
): { line: number; column: number } {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (file.lineStarts[low] ?? 0) + 1 };
}

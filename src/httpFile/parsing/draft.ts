import type { BodyReading } from '../body.ts';
import { placedText } from '../placedNodes.ts';
import type {
  AssertNode,
  FlagNode,
  HeaderNode,
  OutputNode,
  Range,
  ReferenceNode,
  TextNode,
} from '../syntax.ts';
import { Gathered } from './gathered.ts';

/** A request as far as it has been read. */
export interface Draft {
  start: number;
  started: boolean;
  title: TextNode | undefined;
  line: Range;
  indent: number;
  method: string;
  methodRange: Range | undefined;
  version: TextNode | undefined;
  sentEnd: number;
  readonly parts: Gathered<TextNode>;
  readonly headers: Gathered<HeaderNode>;
  headerIndent: number;
  /** Where the line starts that may continue the last header, or -1. */
  headerNext: number;
  contentType: string | undefined;
  readonly flags: Gathered<FlagNode>;
  readonly asserts: Gathered<AssertNode>;
  readonly outputs: Gathered<OutputNode>;
  readonly references: Gathered<ReferenceNode>;
  reading: BodyReading;
  bodyStart: number;
  bodyEnd: number;
  bodyLines: number;
  fileLine: Range | undefined;
  /** Lines left out of the body, with their line ends. */
  readonly stripped: Gathered<Range>;
  readonly comments: Gathered<Range>;
  afterBlank: boolean;
  /** Where comments after a blank line begin, which may belong to a request without a separator; else -1. */
  leadStart: number;
  leadFlags: number;
  leadComments: number;
}

/** Of a request nothing of which is read yet, at the start of a text. */
export function createDraft(): Draft {
  return {
    start: 0,
    started: false,
    title: undefined,
    line: { start: 0, end: 0 },
    indent: 0,
    method: 'GET',
    methodRange: undefined,
    version: undefined,
    sentEnd: 0,
    parts: new Gathered(),
    headers: new Gathered(),
    headerIndent: 0,
    headerNext: -1,
    contentType: undefined,
    flags: new Gathered(),
    asserts: new Gathered(),
    outputs: new Gathered(),
    references: new Gathered(),
    reading: 'data',
    bodyStart: -1,
    bodyEnd: -1,
    bodyLines: 0,
    fileLine: undefined,
    stripped: new Gathered(),
    comments: new Gathered(),
    afterBlank: false,
    leadStart: -1,
    leadFlags: 0,
    leadComments: 0,
  };
}

/** Forgets what was read, for the request whose block starts at `start`. */
export function beginDraft(draft: Draft, start: number): void {
  draft.start = start;
  draft.started = false;
  draft.title = undefined;
  draft.method = 'GET';
  draft.methodRange = undefined;
  draft.version = undefined;
  draft.sentEnd = start;
  draft.parts.clear();
  draft.headers.clear();
  draft.headerNext = -1;
  draft.contentType = undefined;
  draft.flags.clear();
  draft.asserts.clear();
  draft.outputs.clear();
  draft.references.clear();
  draft.reading = 'data';
  draft.bodyStart = -1;
  draft.bodyEnd = -1;
  draft.bodyLines = 0;
  draft.fileLine = undefined;
  draft.stripped.clear();
  draft.comments.clear();
  draft.afterBlank = false;
  draft.leadStart = -1;
}

/** The text of the last `# @name` that says one. */
export function nameOf(flags: readonly FlagNode[]): TextNode | undefined {
  for (let at = flags.length - 1; at >= 0; at--) {
    const flag = flags[at];
    if (flag?.name !== 'name' || flag.valueRange === undefined) continue;
    return flag.value === true ? undefined : placedText(flag.value, flag.valueRange.start);
  }
  return undefined;
}

/** The flags that say more than the name of the request. */
export function flagsBesideName(flags: readonly FlagNode[]): readonly FlagNode[] {
  const named = flags.findIndex(({ name }) => name === 'name');
  if (named < 0) return flags;
  return flags.length === 1 ? none : flags.filter(({ name }) => name !== 'name');
}

const none: readonly never[] = [];

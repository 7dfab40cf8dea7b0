import type { BodyReading } from '../body.ts';
import type {
  AssertNode,
  FlagNode,
  HeaderNode,
  OutputNode,
  Range,
  ReferenceNode,
  TextNode,
} from '../syntax.ts';

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
  parts: TextNode[];
  headers: HeaderNode[];
  headerIndent: number;
  /** Where the line starts that may continue the last header, or -1. */
  headerNext: number;
  contentType: string | undefined;
  flags: FlagNode[];
  asserts: AssertNode[];
  outputs: OutputNode[];
  references: ReferenceNode[];
  reading: BodyReading;
  bodyStart: number;
  bodyEnd: number;
  bodyLines: number;
  fileLine: Range | undefined;
  /** Lines left out of the body, with their line ends. */
  stripped: Range[];
  comments: Range[];
  afterBlank: boolean;
  /** Where comments after a blank line begin, which may belong to a request without a separator; else -1. */
  leadStart: number;
  leadFlags: number;
  leadComments: number;
}

/** Nothing read yet of the request whose block starts at `start`. */
export function newDraft(start: number): Draft {
  return {
    start,
    started: false,
    title: undefined,
    line: { start, end: start },
    indent: 0,
    method: 'GET',
    methodRange: undefined,
    version: undefined,
    sentEnd: start,
    parts: [],
    headers: [],
    headerIndent: 0,
    headerNext: -1,
    contentType: undefined,
    flags: [],
    asserts: [],
    outputs: [],
    references: [],
    reading: 'data',
    bodyStart: -1,
    bodyEnd: -1,
    bodyLines: 0,
    fileLine: undefined,
    stripped: [],
    comments: [],
    afterBlank: false,
    leadStart: -1,
    leadFlags: 0,
    leadComments: 0,
  };
}

/** The text of the last `# @name` that says one. */
export function nameOf(flags: readonly FlagNode[]): TextNode | undefined {
  const flag = flags.findLast(({ name, valueRange }) => name === 'name' && valueRange !== undefined);
  if (flag?.valueRange === undefined || flag.value === true) return undefined;
  return { text: flag.value, range: flag.valueRange };
}

/** The list from `start` on, without the room for growing: a large file has very many short ones. */
export function compact<T>(list: readonly T[], start = 0): readonly T[] {
  return list.length === start ? none : list.slice(start);
}

const none: readonly never[] = [];

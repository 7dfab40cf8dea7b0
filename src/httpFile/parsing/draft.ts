import type { BodyReading } from '../body.ts';
import { Offsets } from './offsets.ts';

/**
 * Where a line of a multipart body stands: outside of all parts, among the headers of one, in a part whose
 * type has comments left out (JSON, GraphQL, forms), in any other part, or below the `< file` that is one.
 */
export type PartPlace = 'outside' | 'head' | 'data' | 'text' | 'file';

/** A request as far as it has been read; offsets are -1 where there is no such thing. */
export interface Draft {
  start: number;
  started: boolean;
  titleStart: number;
  titleEnd: number;
  lineStart: number;
  lineEnd: number;
  indent: number;
  method: string;
  methodEnd: number;
  versionStart: number;
  versionEnd: number;
  nameStart: number;
  nameEnd: number;
  sentEnd: number;
  /** This list and the next ones as they are in a record. */
  readonly parts: Offsets;
  readonly headers: Offsets;
  /** Where the line below the target starts, and how much there was above it; `headLines` from it on. */
  headStart: number;
  headLines: number;
  headReferences: number;
  headProblems: number;
  headerIndent: number;
  /** Where the line starts that may continue the last header, or -1. */
  headerNext: number;
  contentType: string | undefined;
  /** A header says that the body is GraphQL, which is reported there. */
  saysGraphQl: boolean;
  readonly flags: Offsets;
  readonly asserts: Offsets;
  readonly outputs: Offsets;
  readonly references: Offsets;
  reading: BodyReading;
  bodyStart: number;
  bodyEnd: number;
  bodyPath: number;
  bodyLines: number;
  /** The first line of the body that names a file. */
  fileStart: number;
  fileEnd: number;
  /** Start and end of lines left out of the body, with their line ends. */
  readonly stripped: Offsets;
  /** Those of them that lie in it. */
  readonly gaps: Offsets;
  readonly comments: Offsets;
  /** In a multipart body. */
  part: PartPlace;
  /** The headers of the part give it a type whose comments are left out. */
  partIsData: boolean;
  /** A run of comments ends here of which it is known whether it stands above a file. */
  commentsEnd: number;
  commentsAboveFile: boolean;
  /** A line of text that starts here or later keeps what looks like a handler above it in the body. */
  keptUntil: number;
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
    titleStart: -1,
    titleEnd: -1,
    lineStart: 0,
    lineEnd: 0,
    indent: 0,
    method: 'GET',
    methodEnd: -1,
    versionStart: -1,
    versionEnd: -1,
    nameStart: -1,
    nameEnd: -1,
    sentEnd: 0,
    parts: new Offsets(),
    headers: new Offsets(),
    headStart: 0,
    headLines: 0,
    headReferences: 0,
    headProblems: 0,
    headerIndent: 0,
    headerNext: -1,
    contentType: undefined,
    saysGraphQl: false,
    flags: new Offsets(),
    asserts: new Offsets(),
    outputs: new Offsets(),
    references: new Offsets(),
    reading: 'data',
    bodyStart: -1,
    bodyEnd: -1,
    bodyPath: -1,
    bodyLines: 0,
    fileStart: -1,
    fileEnd: -1,
    stripped: new Offsets(),
    gaps: new Offsets(),
    comments: new Offsets(),
    part: 'outside',
    partIsData: false,
    commentsEnd: -1,
    commentsAboveFile: false,
    keptUntil: -1,
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
  draft.titleStart = -1;
  draft.titleEnd = -1;
  draft.method = 'GET';
  draft.methodEnd = -1;
  draft.versionStart = -1;
  draft.versionEnd = -1;
  draft.nameStart = -1;
  draft.nameEnd = -1;
  draft.sentEnd = start;
  draft.parts.count = 0;
  draft.headers.count = 0;
  draft.headerNext = -1;
  draft.contentType = undefined;
  draft.saysGraphQl = false;
  draft.flags.count = 0;
  draft.asserts.count = 0;
  draft.outputs.count = 0;
  draft.references.count = 0;
  draft.reading = 'data';
  draft.bodyStart = -1;
  draft.bodyEnd = -1;
  draft.bodyPath = -1;
  draft.bodyLines = 0;
  draft.fileStart = -1;
  draft.fileEnd = -1;
  draft.stripped.count = 0;
  draft.gaps.count = 0;
  draft.comments.count = 0;
  draft.part = 'outside';
  draft.partIsData = false;
  draft.commentsEnd = -1;
  draft.keptUntil = -1;
  draft.afterBlank = false;
  draft.leadStart = -1;
}

import type { TextPool } from '../textPool.ts';
import type { Draft } from './draft.ts';

/**
 * What the reading of a request leaves: where everything in it stands, as offsets in the text. A large file has
 * a hundred thousand nodes; as numbers of one list they cost little to keep, and the nodes are made of them
 * where somebody looks.
 */
export interface RequestRecord {
  /** The text that was read. */
  readonly pool: TextPool;
  readonly offsets: Int32Array;
  /** Where the record begins in `offsets`. */
  readonly at: number;
  readonly method: string;
}

/** Which number of a record is what. An offset is -1 where there is no such thing. */
export const field = {
  start: 0,
  end: 1,
  lineStart: 2,
  lineEnd: 3,
  sentEnd: 4,
  methodEnd: 5,
  nameStart: 6,
  nameEnd: 7,
  titleStart: 8,
  titleEnd: 9,
  versionStart: 10,
  versionEnd: 11,
  bodyStart: 12,
  bodyEnd: 13,
  /** In a body that is a file. */
  bodyPath: 14,
  /** The first numbers of the lists below, in their order; each list ends where the next one begins. */
  parts: 15,
  headers: 16,
  flags: 17,
  asserts: 18,
  outputs: 19,
  gaps: 20,
  references: 21,
  behind: 22,
} as const;

/** How many numbers an item of each list has. */
export const width = {
  /** Start, end. */
  parts: 2,
  /** Start and end of the name, start and end of the value. */
  headers: 4,
  /** Start, end of the name, start of the value or -1, end. */
  flags: 4,
  /** Start, start of what is claimed, end. */
  asserts: 3,
  /** Start, start of the path, end, 1 where an earlier file is replaced. */
  outputs: 4,
  /** Start and end of what is left out of the body. */
  gaps: 2,
  /** Start and end of the braces. */
  references: 2,
} as const;

/** Room for the records of one text. */
export interface Ledger {
  offsets: Int32Array;
  used: number;
}

/** Room in which nothing is written yet. */
export function createLedger(): Ledger {
  return { offsets: nowhere, used: 0 };
}

const nowhere = new Int32Array(0);

/** Writes down the request that has been read, whose block ends at `end`. */
export function writeRecord(ledger: Ledger, pool: TextPool, draft: Draft, end: number): RequestRecord {
  const { parts, headers, flags, asserts, outputs, gaps, references } = draft;
  const lists = parts.count + headers.count + flags.count + asserts.count + outputs.count;
  const size = field.behind + 1 + lists + gaps.count + references.count;
  const at = reserve(ledger, size, pool.text.length);
  const { offsets } = ledger;
  offsets[at + field.start] = draft.start;
  offsets[at + field.end] = end;
  offsets[at + field.lineStart] = draft.lineStart;
  offsets[at + field.lineEnd] = draft.lineEnd;
  offsets[at + field.sentEnd] = draft.bodyStart < 0 ? draft.sentEnd : draft.bodyEnd;
  offsets[at + field.methodEnd] = draft.methodEnd;
  offsets[at + field.nameStart] = draft.nameStart;
  offsets[at + field.nameEnd] = draft.nameEnd;
  offsets[at + field.titleStart] = draft.titleStart;
  offsets[at + field.titleEnd] = draft.titleEnd;
  offsets[at + field.versionStart] = draft.versionStart;
  offsets[at + field.versionEnd] = draft.versionEnd;
  offsets[at + field.bodyStart] = draft.bodyStart;
  offsets[at + field.bodyEnd] = draft.bodyEnd;
  offsets[at + field.bodyPath] = draft.bodyPath;
  let next = at + field.behind + 1;
  offsets[at + field.parts] = next;
  next = parts.copyTo(offsets, next);
  offsets[at + field.headers] = next;
  next = headers.copyTo(offsets, next);
  offsets[at + field.flags] = next;
  next = flags.copyTo(offsets, next);
  offsets[at + field.asserts] = next;
  next = asserts.copyTo(offsets, next);
  offsets[at + field.outputs] = next;
  next = outputs.copyTo(offsets, next);
  offsets[at + field.gaps] = next;
  next = gaps.copyTo(offsets, next);
  offsets[at + field.references] = next;
  next = references.copyTo(offsets, next);
  offsets[at + field.behind] = next;
  return { pool, offsets, at, method: draft.method };
}

/** Where `size` numbers may be written. Records of a text that is read bit by bit stand in several lists. */
function reserve(ledger: Ledger, size: number, textLength: number): number {
  if (ledger.used + size > ledger.offsets.length) {
    ledger.offsets = new Int32Array(Math.max(size, Math.min(textLength >> 2, largest)));
    ledger.used = 0;
  }
  const at = ledger.used;
  ledger.used += size;
  return at;
}

const largest = 32_768;

import { parseJson } from '../httpFile/json.ts';
import { rowId } from '../procore/listBody.ts';

/** Rows of a long list, as they stand in its UTF-8 text. */
export interface ScannedRows {
  readonly count: number;
  /** Of those rows that have one. */
  readonly ids: readonly string[];
  /** Texts of the first and the last row; empty where there is none. */
  readonly first: string;
  readonly last: string;
  /** Where the array begins and, exclusive, ends, in bytes. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the array of rows that a JSON text is, or that it holds under `data`, without making values of them:
 * parsed, pages of some megabytes make the heap grow tenfold. `undefined`: there is no such array. Throws a
 * `SyntaxError` where the text is not JSON.
 */
export function scanRows(body: Buffer): ScannedRows | undefined {
  const cursor: Cursor = { body, at: 0, open: [] };
  let rows: ScannedRows | undefined;
  switch (nextUnit(cursor)) {
    case bracket:
      rows = readRows(cursor);
      break;
    case brace:
      skipObject(cursor, dataKey, () => {
        if (nextUnit(cursor) !== bracket) return false;
        rows = readRows(cursor);
        return true;
      });
      break;
    default:
      skipValue(cursor);
  }
  if (nextUnit(cursor) !== undefined) throw damaged(cursor);
  return rows;
}

interface Cursor {
  readonly body: Buffer;
  at: number;
  /** Brackets and braces that are not closed yet, below what was asked for. */
  readonly open: number[];
}

const [quote, comma, colon, bracket, brace, backslash] = [0x22, 0x2c, 0x3a, 0x5b, 0x7b, 0x5c];
const dataKey = Buffer.from('"data"');
const idKey = Buffer.from('"id"');
const words = ['true', 'false', 'null'].map(word => Buffer.from(word));

/** The next byte that is no blank, which the cursor then stands at; `undefined` at the end. */
function nextUnit(cursor: Cursor): number | undefined {
  for (;;) {
    const byte = cursor.body[cursor.at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
    cursor.at += 1;
  }
}

function readRows(cursor: Cursor): ScannedRows {
  const { body, at: start } = cursor;
  const ids: string[] = [];
  let count = 0;
  let first = '';
  let last: readonly [number, number] = [0, 0];
  skipMembers(cursor, () => {
    const from = cursor.at;
    if (body[from] === brace) skipObject(cursor, idKey, () => takeId(cursor, ids));
    else skipValue(cursor);
    last = [from, cursor.at];
    if (count === 0) first = body.toString('utf8', ...last);
    count += 1;
  });
  return { count, ids, first, last: body.toString('utf8', ...last), start, end: cursor.at };
}

function takeId(cursor: Cursor, ids: string[]): boolean {
  const unit = nextUnit(cursor);
  if (unit === brace || unit === bracket) return false;
  const from = cursor.at;
  skipValue(cursor);
  const id = rowId({ id: parseJson(cursor.body.toString('utf8', from, cursor.at)) });
  if (id !== undefined) ids.push(id);
  return true;
}

/** Makes nothing that would have to be cleared away: most of a page is skipped. */
function skipValue(cursor: Cursor): void {
  const { open } = cursor;
  const floor = open.length;
  for (;;) {
    const unit = nextUnit(cursor);
    if (unit === brace || unit === bracket) {
      cursor.at += 1;
      if (nextUnit(cursor) !== unit + 2) {
        open.push(unit);
        if (unit === brace) skipKey(cursor);
        continue;
      }
      cursor.at += 1;
    } else if (unit === quote) {
      skipString(cursor);
    } else {
      skipScalar(cursor);
    }
    if (isOver(cursor, floor)) return;
  }
}

/** After a value: whether nothing is open any more above the floor; else the cursor stands at the next value. */
function isOver(cursor: Cursor, floor: number): boolean {
  const { open } = cursor;
  while (open.length > floor) {
    const inside = open[open.length - 1] ?? 0;
    const unit = nextUnit(cursor);
    cursor.at += 1;
    if (unit === comma) {
      if (inside === brace) skipKey(cursor);
      return false;
    }
    if (unit !== inside + 2) throw damaged(cursor);
    open.pop();
  }
  return true;
}

/** The key of a member and its colon. */
function skipKey(cursor: Cursor): void {
  nextUnit(cursor);
  skipString(cursor);
  if (nextUnit(cursor) !== colon) throw damaged(cursor);
  cursor.at += 1;
}

function skipString(cursor: Cursor): void {
  const { body } = cursor;
  if (body[cursor.at] !== quote) throw damaged(cursor);
  for (let at = cursor.at + 1; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === quote) {
      cursor.at = at + 1;
      return;
    }
    if (byte === backslash) at += 1;
    else if (byte < 0x20) break;
  }
  throw damaged(cursor);
}

function skipScalar(cursor: Cursor): void {
  const { body, at } = cursor;
  for (const word of words) {
    if (body[at] !== word[0]) continue;
    if (body.compare(word, 0, word.length, at, Math.min(body.length, at + word.length)) !== 0)
      throw damaged(cursor);
    cursor.at += word.length;
    return;
  }
  skipNumber(cursor);
}

function skipNumber(cursor: Cursor): void {
  const { body } = cursor;
  const digits = () => {
    const from = cursor.at;
    while (isDigit(body[cursor.at])) cursor.at += 1;
    if (cursor.at === from) throw damaged(cursor);
    return from;
  };
  if (body[cursor.at] === 0x2d) cursor.at += 1;
  const whole = digits();
  if (body[whole] === 0x30 && cursor.at > whole + 1) throw damaged(cursor);
  if (body[cursor.at] === 0x2e) {
    cursor.at += 1;
    digits();
  }
  if (body[cursor.at] !== 0x65 && body[cursor.at] !== 0x45) return;
  cursor.at += 1;
  if (body[cursor.at] === 0x2b || body[cursor.at] === 0x2d) cursor.at += 1;
  digits();
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** `take` is asked at the value of the key `name`; it may read it, and says whether it did. */
function skipObject(cursor: Cursor, name: Buffer, take: () => boolean): void {
  skipMembers(cursor, () => {
    const from = cursor.at;
    skipKey(cursor);
    const isIt =
      cursor.body[from + 1] === name[1] &&
      cursor.body.compare(name, 0, name.length, from, from + name.length) === 0;
    if (!isIt || !take()) skipValue(cursor);
  });
}

/** From the opening bracket or brace behind the closing one, `skip` leading over each member. */
function skipMembers(cursor: Cursor, skip: () => void): void {
  // The closing ones are two places behind the opening ones.
  const close = (cursor.body[cursor.at] ?? 0) + 2;
  cursor.at += 1;
  if (nextUnit(cursor) !== close) {
    for (;;) {
      skip();
      const unit = nextUnit(cursor);
      if (unit === close) break;
      if (unit !== comma) throw damaged(cursor);
      cursor.at += 1;
      nextUnit(cursor);
    }
  }
  cursor.at += 1;
}

function damaged({ at }: Cursor): SyntaxError {
  return new SyntaxError(`This is not JSON at ${at}.`);
}

import { camelCase } from './camelCase.ts';
import { field, type RequestRecord, width } from './parsing/requestRecord.ts';
import { placedHeader, placedText } from './placedNodes.ts';
import { referenceNode } from './references.ts';
import { scanBodyFile, scanLineEnd, scanNextLine, skipBlanks, trimBlanks } from './scanner.ts';
import type { BodyNode, FlagNode, HeaderNode, RequestNode } from './syntax.ts';
import { slicePooled } from './textPool.ts';

/** The nodes below a request. */
export type RequestNodes = Pick<
  RequestNode,
  'targetParts' | 'headers' | 'body' | 'flags' | 'asserts' | 'outputs' | 'references'
>;

/** Makes the nodes of the record; `by` is added to all offsets. */
export function makeRequestNodes(record: RequestRecord, by: number): RequestNodes {
  const { pool } = record;
  const { text } = pool;
  return {
    targetParts: items(record, 'parts', 'headers', (start, end) =>
      placedText(text.slice(start, end), start + by),
    ),
    headers: items(record, 'headers', 'flags', (nameStart, nameEnd, valueStart, valueEnd) =>
      headerNode(record, nameStart, nameEnd, valueStart, valueEnd, by),
    ),
    body: bodyNode(record, by),
    flags: items(record, 'flags', 'asserts', (start, nameEnd, valueStart, end) =>
      flagNode(record, start, nameEnd, valueStart, end, by),
    ),
    asserts: items(record, 'asserts', 'outputs', (start, said, end) => ({
      text: text.slice(said, end),
      range: { start: start + by, end: end + by },
    })),
    outputs: items(record, 'outputs', 'gaps', (start, path, end, overwrite) => ({
      path: placedText(text.slice(path, end), path + by),
      overwrite: overwrite === 1,
      range: { start: start + by, end: end + by },
    })),
    references: items(record, 'references', 'behind', (start, end) => referenceNode(pool, start, end, by)),
  };
}

type List = keyof typeof width;

/** `make` gets the numbers of an item in their order. */
function items<T>(
  { offsets, at }: RequestRecord,
  list: List,
  next: List | 'behind',
  make: (first: number, second: number, third: number, fourth: number) => T,
): readonly T[] {
  const from = offsets[at + field[list]] ?? 0;
  const to = offsets[at + field[next]] ?? 0;
  if (from >= to) return none;
  const made: T[] = [];
  for (let index = from; index < to; index += width[list]) {
    const [first, second] = [offsets[index] ?? 0, offsets[index + 1] ?? 0];
    made.push(make(first, second, offsets[index + 2] ?? 0, offsets[index + 3] ?? 0));
  }
  return made;
}

const none: readonly never[] = [];

function headerNode(
  { pool }: RequestRecord,
  nameStart: number,
  nameEnd: number,
  valueStart: number,
  valueEnd: number,
  by: number,
): HeaderNode {
  const name = slicePooled(pool, nameStart, nameEnd);
  const { text } = pool;
  if (scanLineEnd(text, valueStart) >= valueEnd)
    return placedHeader(name, nameStart + by, slicePooled(pool, valueStart, valueEnd), valueStart + by);
  return {
    name: placedText(name, nameStart + by),
    value: {
      text: joinedLines(text, valueStart, valueEnd),
      range: { start: valueStart + by, end: valueEnd + by },
    },
  };
}

/** What a value of several lines says: its lines without their indentation, a blank between them. */
function joinedLines(text: string, start: number, end: number): string {
  const lines: string[] = [];
  for (let at = start; at < end; ) {
    const lineEnd = Math.min(scanLineEnd(text, at), end);
    const first = skipBlanks(text, at, lineEnd);
    const line = text.slice(first, trimBlanks(text, first, lineEnd));
    if (line !== '') lines.push(line);
    at = scanNextLine(text, lineEnd);
  }
  return lines.join(' ');
}

function flagNode(
  { pool }: RequestRecord,
  start: number,
  nameEnd: number,
  valueStart: number,
  end: number,
  by: number,
): FlagNode {
  const said = valueStart >= 0;
  return {
    name: camelCase(slicePooled(pool, start + 1, nameEnd)),
    value: said ? pool.text.slice(valueStart, end) : true,
    range: { start: start + by, end: end + by },
    valueRange: said ? { start: valueStart + by, end: end + by } : undefined,
  };
}

function bodyNode(record: RequestRecord, by: number): BodyNode | undefined {
  const { pool, offsets, at } = record;
  const start = offsets[at + field.bodyStart] ?? -1;
  const end = offsets[at + field.bodyEnd] ?? -1;
  if (start < 0) return undefined;
  const range = { start: start + by, end: end + by };
  const path = offsets[at + field.bodyPath] ?? -1;
  const file = path < 0 ? undefined : scanBodyFile(pool.text, start, end);
  if (file === undefined) return { text: bodyText(record, start, end), range, file };
  const { substitute, encoding } = file;
  return {
    text: undefined,
    range,
    file: { path: placedText(slicePooled(pool, path, end), path + by), substitute, encoding },
  };
}

function bodyText({ pool: { text }, offsets, at }: RequestRecord, start: number, end: number): string {
  let said = '';
  let from = start;
  const last = offsets[at + field.references] ?? 0;
  for (let gap = offsets[at + field.gaps] ?? 0; gap < last; gap += width.gaps) {
    said += text.slice(from, offsets[gap]);
    from = offsets[gap + 1] ?? end;
  }
  said += text.slice(from, end);
  return said.includes('\r') ? said.replaceAll(/\r\n?/g, '\n') : said;
}

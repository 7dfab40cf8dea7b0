import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { PageMark } from '../procore/listBody.ts';
import { maskPieces } from './maskPieces.ts';
import { pieces, rowLines } from './rowLines.ts';
import type { KeptRows, ListKey, OpenRows, ReadSoFar, RowMask, RowStore } from './rowStore.ts';

/** One JSON array, or a row on each line (JSON Lines). */
export type RowFormat = 'array' | 'lines';

/** By the end of a file's name. */
export function rowFormatOf(name: string): RowFormat {
  return /\.(?:jsonl|ndjson)$/i.test(name) ? 'lines' : 'array';
}

/** Whole pages that may be given up on a full disk, to be read again, so that the others are not. */
const mostLatest = 6;

/** What `FILE.part.json` says of `FILE.part`. */
interface PartState {
  readonly version: 1;
  readonly request: string;
  readonly digest: string;
  readonly format: RowFormat;
  /** Of the part that are whole pages; what stands behind them was cut off in the middle. */
  readonly bytes: number;
  readonly soFar: ReadSoFar;
}

/** The state need not be newer than this, in milliseconds: pages that it does not know of are read again. */
const stateEvery = 500;

/**
 * Rows in a file. While they come they stand in `FILE.part`, with how far the reading got in `FILE.part.json`
 * beside it; `FILE` itself is replaced when all have come, so that a part never looks whole. `name` is what
 * people call the file, `now` is in milliseconds.
 */
export function createRowFile(path: string, name: string, now: () => number): RowStore {
  const format = rowFormatOf(name);
  const part = `${path}.part`;
  const statePath = `${part}.json`;

  async function readState(): Promise<PartState | undefined> {
    try {
      const [text, { size }] = await Promise.all([readFile(statePath, 'utf8'), stat(part)]);
      const state = partState(JSON.parse(text));
      return state !== undefined && state.bytes <= size ? state : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    async earlier({ digest }) {
      const state = await readState();
      return state?.digest === digest && state.format === format ? state.soFar : undefined;
    },
    async open(list, from) {
      const bytes = from === undefined ? 0 : ((await readState())?.bytes ?? 0);
      // A state of other rows must not be taken for one of these.
      if (bytes === 0) await rm(statePath, { force: true });
      const handle = await open(part, bytes > 0 ? 'r+' : 'w');
      try {
        // The rows are for nobody else than the file that they are to replace, as far as its disk can say that.
        const before = await stat(path).catch(() => undefined);
        if (before !== undefined) await handle.chmod(before.mode & 0o777).catch(() => undefined);
        await handle.truncate(bytes);
      } catch (error) {
        await handle.close();
        throw error;
      }
      return rowsIn(handle, { path, name, part, statePath, format, now }, list, from, bytes);
    },
  };
}

interface Place {
  readonly path: string;
  readonly name: string;
  readonly part: string;
  readonly statePath: string;
  readonly format: RowFormat;
  readonly now: () => number;
}

function rowsIn(
  handle: FileHandle,
  { path, name, part, statePath, format, now }: Place,
  { request, digest }: ListKey,
  from: ReadSoFar | undefined,
  start: number,
): OpenRows {
  let bytes = start;
  let known = from;
  let hasRows = (from?.report.rowsRead ?? 0) > 0;
  let savedAt = Number.NEGATIVE_INFINITY;
  /** What the state on the disk says. */
  let saved = { bytes: start, soFar: from };
  /** The last pages, oldest first. */
  const latest: (typeof saved)[] = [];
  const scratch = Buffer.allocUnsafeSlow(128 * 1024);
  /** Of what was written; behind `bytes` while a page is. */
  let end = start;

  async function append(data: Uint8Array): Promise<void> {
    for (let done = 0; done < data.length; ) {
      const { bytesWritten } = await handle.write(data, done, data.length - done, end);
      done += bytesWritten;
      end += bytesWritten;
    }
  }

  /** Piece by piece: a page of some megabytes need not stand in memory twice. */
  async function appendRows(elements: Buffer, mask: RowMask): Promise<void> {
    const parts = format === 'lines' ? rowLines(elements) : pieces(elements);
    if (isClean(elements, mask)) {
      for (const piece of parts) await append(piece);
      return;
    }
    const masking = maskPieces(mask);
    for (const piece of parts) {
      const latin1 = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
      await appendLatin1(masking.push(latin1));
    }
    await appendLatin1(masking.end());
  }

  /** Through one buffer: memory outside of the heap is given back late. */
  async function appendLatin1(text: string): Promise<void> {
    for (let at = 0; at < text.length; at += scratch.length) {
      const written = scratch.write(text.slice(at, at + scratch.length), 'latin1');
      await append(scratch.subarray(0, written));
    }
  }

  async function saveState(): Promise<void> {
    // Nobody goes on after the last page.
    if (known?.next === undefined) return;
    const state: PartState = { version: 1, request, digest, format, bytes, soFar: known };
    // A reader, or the next start, must never meet half a state.
    try {
      await writeFile(`${statePath}.new`, `${JSON.stringify(state)}\n`);
      await rename(`${statePath}.new`, statePath);
    } catch (error) {
      await rm(`${statePath}.new`, { force: true }).catch(() => undefined);
      throw error;
    }
    saved = { bytes, soFar: known };
    savedAt = now();
  }

  /** What stands before the next row, or before the end. */
  function opening(): string {
    if (hasRows) return format === 'lines' ? '\n' : ',\n';
    return format === 'array' && bytes === 0 ? '[' : '';
  }

  return {
    async add(elements, soFar, mask) {
      if (elements.length > 0 || bytes === 0) await append(Buffer.from(opening()));
      await appendRows(elements, mask);
      bytes = end;
      hasRows ||= elements.length > 0;
      known = soFar;
      if (latest.push({ bytes, soFar }) > mostLatest) latest.shift();
      if (now() - savedAt >= stateEvery) await saveState();
    },
    async finish() {
      const close = format === 'array' ? `${bytes === 0 ? '[' : ''}]\n` : hasRows ? '\n' : '';
      await append(Buffer.from(close));
      bytes = end;
      await handle.close();
      await rename(part, path);
      await rm(statePath, { force: true });
      return kept(path, name, bytes, format);
    },
    async stop() {
      // Half a page is of no use, and on a full disk the state may need the room of some whole ones.
      const backTo = async (point: typeof saved) => {
        bytes = point.bytes;
        known = point.soFar;
        await handle.truncate(bytes).catch(() => undefined);
      };
      for (const point of latest.reverse()) {
        await backTo(point);
        await saveState().catch(() => undefined);
        if (saved.soFar === point.soFar) break;
      }
      await backTo(saved);
      await handle.close().catch(() => undefined);
      return { ...kept(part, `${name}.part`, bytes, format), soFar: saved.soFar, where: `${name}.part` };
    },
  };
}

/** In bytes; what is to be masked is not longer than the overlap. */
const window = { length: 32 * 1024, overlap: 8 * 1024 };

/** Whether there is nothing to mask, as on nearly every page; found out without long strings. */
function isClean(elements: Buffer, mask: RowMask): boolean {
  for (let at = 0; at < elements.length; at += window.length - window.overlap) {
    const latin1 = elements.toString('latin1', at, at + window.length);
    if (mask(latin1) !== latin1) return false;
  }
  return true;
}

function kept(path: string, name: string, bytes: number, format: RowFormat): KeptRows {
  return {
    file: { name, bytes },
    async text() {
      const text = (await readFile(path, 'utf8')).trimEnd();
      if (format === 'lines') return `[${text.replaceAll('\n', ',')}]`;
      return name.endsWith('.part') ? `${text}]` : text;
    },
  };
}

/** A state that this version wrote, or `undefined`; a part is worth no more than that. */
function partState(value: unknown): PartState | undefined {
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const { request, digest, format, bytes, soFar } = value;
  if (typeof request !== 'string' || typeof digest !== 'string') return undefined;
  if (format !== 'array' && format !== 'lines') return undefined;
  if (!isCount(bytes) || !isRecord(soFar)) return undefined;
  const { report, next, lastIds, lastMark, moved } = soFar;
  if (!isRecord(report) || !isCount(report['pagesRead']) || !isCount(report['rowsRead'])) return undefined;
  if (!isRecord(next) || !Array.isArray(lastIds)) return undefined;
  const figure = (name: string) => (isCount(report[name]) ? report[name] : null);
  const again = figure('duplicateRows');
  return {
    version: 1,
    request,
    digest,
    format,
    bytes,
    soFar: {
      report: {
        page: figure('page'),
        perPage: figure('perPage'),
        total: figure('total'),
        hasNext: true,
        pagesRead: report['pagesRead'],
        rowsRead: report['rowsRead'],
        ...(again === null ? {} : { duplicateRows: again }),
      },
      next: pageMark(next),
      lastIds: lastIds.map(String),
      ...(isRecord(lastMark) ? { lastMark: pageMark(lastMark) } : {}),
      ...(moved === true ? { moved } : {}),
    },
  };
}

function pageMark(stored: Readonly<Record<string, unknown>>): PageMark {
  return Object.fromEntries(Object.entries(stored).map(([key, mark]) => [key, String(mark)]));
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

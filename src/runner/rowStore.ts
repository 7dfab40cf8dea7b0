import type { PageMark } from '../procore/listBody.ts';
import type { PaginationReport } from './exchange.ts';

/** Which list is read. */
export interface ListKey {
  /** The same for the same request of the same account, and for no other. */
  readonly digest: string;
  /** Method and masked address, for people. */
  readonly request: string;
}

/** How far a list was read; with its rows all that going on needs. */
export interface ReadSoFar {
  readonly report: PaginationReport;
  /** `undefined`: nothing is left to be read. */
  readonly next: PageMark | undefined;
  /** Ids of the last page, to see whether rows have moved in the meantime. */
  readonly lastIds: readonly string[];
  /** What asked for the last page; `undefined`: not known. */
  readonly lastMark?: PageMark;
  /** Rows stood elsewhere when an earlier reading was continued. */
  readonly moved?: true;
}

/** Rows of one list, on their way to where they are kept. */
export interface OpenRows {
  /**
   * Adds the rows of a page, their elements in UTF-8 with commas between them; `soFar` is how far this gets.
   * What goes to a disk goes through `mask`.
   */
  add(elements: Buffer, soFar: ReadSoFar, mask: RowMask): Promise<void>;
  /** All have come. */
  finish(): Promise<KeptRows>;
  /**
   * No more will come now; a later reading may go on from here. Does not reject where the disk is full: what
   * stood there whole before stays.
   */
  stop(): Promise<StoppedRows>;
}

/** Rows of a reading that was stopped. */
export interface StoppedRows extends KeptRows {
  /** How far those go that a later reading adds to; `undefined`: it has to begin anew. */
  readonly soFar: ReadSoFar | undefined;
  /** What people know the place by that the same command goes on from; `undefined`: they need not know it. */
  readonly where: string | undefined;
}

/** Takes the secrets out of a piece of UTF-8 that was read as Latin-1. */
export type RowMask = (latin1: string) => string;

/** The rows of a list, where they were kept. */
export interface KeptRows {
  /** `undefined`: in memory. */
  readonly file: { readonly name: string; readonly bytes: number } | undefined;
  /** All rows as the text of one JSON array. */
  text(): Promise<string>;
}

/** Where the rows of lists go while their pages are read. */
export interface RowStore {
  /** What an earlier reading of this very list left when it was stopped; `undefined`: nothing to go on from. */
  earlier(list: ListKey): Promise<ReadSoFar | undefined>;
  /** Opens for rows after those of `from`, which came from `earlier`; without it, from the beginning. */
  open(list: ListKey, from: ReadSoFar | undefined): Promise<OpenRows>;
}

/** Lists of which a part is remembered, and their size in UTF-16 units. */
const mostStopped = 3;
const longestStopped = 64_000_000;

/** Rows in memory; those of a stopped reading stay until others take their place. */
export function createRowMemory(): RowStore {
  const stopped = new Map<string, { readonly pieces: readonly string[]; readonly soFar: ReadSoFar }>();
  return {
    earlier: ({ digest }) => Promise.resolve(stopped.get(digest)?.soFar),
    open({ digest }, from) {
      const pieces = from === undefined ? [] : [...(stopped.get(digest)?.pieces ?? [])];
      let last: ReadSoFar | undefined = from;
      stopped.delete(digest);
      const kept: KeptRows = {
        file: undefined,
        text: () => Promise.resolve(`[${pieces.join(',')}]`),
      };
      return Promise.resolve({
        add(elements: Buffer, soFar: ReadSoFar) {
          if (elements.length > 0) pieces.push(elements.toString().trim());
          last = soFar;
          return Promise.resolve();
        },
        finish: () => Promise.resolve(kept),
        stop() {
          const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
          if (last !== undefined && size <= longestStopped) stopped.set(digest, { pieces, soFar: last });
          for (const oldest of [...stopped.keys()].slice(0, -mostStopped)) stopped.delete(oldest);
          return Promise.resolve({ ...kept, soFar: stopped.get(digest)?.soFar, where: undefined });
        },
      });
    },
  };
}

import type { SessionFiles } from './sessionFiles.ts';
import { isSessionEnd, type SessionEnd } from './sessionRecord.ts';
import { fieldsOf, storedFields } from './storedFields.ts';
import type { ProcessMark } from './thisProcess.ts';

/**
 * What became of the refresh token of a session's generation:
 * - `idle`: nobody has sent it; `spending`: `writer` is about to send it or has;
 * - `unknown`: it was sent and no answer came; `ended`: `end` says why it is of no use;
 * - `lost`: the pair before was spent and this one never became visible: who holds an older one has nothing;
 * - `removed`: signed out.
 */
export type LedgerState = 'idle' | 'spending' | 'unknown' | 'ended' | 'lost' | 'removed';

/** What all windows know of one session. No secret. */
export interface Ledger {
  readonly gen: number;
  readonly state: LedgerState;
  readonly end?: SessionEnd;
  /** Of the last change, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Of the lock under which the token was or is being sent. */
  readonly nonce: string;
  readonly writer: ProcessMark;
  /** Marks of the machine that may use the session. */
  readonly machine: readonly string[];
}

/** `newer`: written by a newer version of this program, and left alone. `undefined`: none, or not readable. */
export type LedgerRead = Ledger | 'newer' | undefined;

/**
 * The ledgers of all sessions, in files that all processes of one person share. Rejects with the error of the
 * files.
 */
export interface Ledgers {
  read(id: string): LedgerRead;
  /** Resolves to whether it was written: only if `still` holds at that moment. */
  write(id: string, ledger: Ledger, still: (current: LedgerRead) => boolean): Promise<boolean>;
  /**
   * Resolves to whether the refresh token of that generation may be sent by whoever asks: only the first of
   * all processes gets `true`, whatever became of locks and of the ledger meanwhile.
   */
  claimSending(id: string, gen: number): Promise<boolean>;
  /** The one who may send has not, and will not: the next one may. */
  disclaimSending(id: string, gen: number): Promise<void>;
  /** Deletes the ledgers of those who signed out before that time, and what dead processes left half done. */
  tidyUp(before: number): Promise<void>;
}

const version = 1;
const suffix = '.json';
const fileOf = (id: string) => `${encodeURIComponent(id)}${suffix}`;

/** The name of a session's lock. */
export const lockOf = (id: string) => `${encodeURIComponent(id)}.lock`;

/** Ledgers in these files, one file for each session. */
export function createLedgers(files: SessionFiles): Ledgers {
  const readFile = (name: string) => decodeLedger(files.read(name));
  const read = (id: string) => readFile(fileOf(id));
  return {
    read,
    write: (id, ledger, still) =>
      files.replace(fileOf(id), JSON.stringify({ v: version, ...ledger }), () => still(read(id))),
    async claimSending(id, gen) {
      if (!(await files.makeFolder(sendingOf(id, gen)))) return false;
      // One that goes away has left a later one behind, so one of the two is always seen.
      const gens = sendingsOf(id, await files.names());
      if (gens.some(other => other > gen)) {
        await files.remove(sendingOf(id, gen));
        return false;
      }
      // The one before stays: where this one is taken back, it alone keeps a token that was sent from being sent again.
      const older = gens.filter(other => other < gen);
      const before = Math.max(...older);
      for (const other of older.filter(old => old < before))
        await files.remove(sendingOf(id, other)).catch(() => undefined);
      return true;
    },
    disclaimSending: (id, gen) => files.remove(sendingOf(id, gen)),
    async tidyUp(before) {
      for (const name of await files.names()) {
        const ledger = name.endsWith(suffix) ? readFile(name) : undefined;
        const old = typeof ledger === 'object' && ledger.state === 'removed' && ledger.startedAt < before;
        const [, owner] = /^(.*)\.\d+\.sent$/.exec(name) ?? [];
        const left = owner !== undefined && nobodySends(readFile(owner + suffix));
        // A living process that loses one of these finds out, and tries again.
        if (old || left || /\.lock\.[^.]+$|\.tmp$/.test(name)) await files.remove(name);
      }
    },
  };
}

/** The mark that the refresh token of a generation was sent, or is about to be. */
function sendingOf(id: string, gen: number): string {
  return `${encodeURIComponent(id)}.${gen}.sent`;
}

function sendingsOf(id: string, names: readonly string[]): readonly number[] {
  return names.flatMap(name => {
    const [, owner, gen] = /^(.*)\.(\d+)\.sent$/.exec(name) ?? [];
    return owner === encodeURIComponent(id) ? [Number(gen)] : [];
  });
}

function nobodySends(read: LedgerRead): boolean {
  return read === undefined || (read !== 'newer' && read.state === 'removed');
}

/** Never throws. */
export function decodeLedger(text: string | undefined): LedgerRead {
  const stored = storedFields<Field>(text ?? '');
  if (typeof stored.v === 'number' && stored.v > version) return 'newer';
  const { gen, startedAt, nonce, end } = stored;
  const state = states.find(known => known === stored.state);
  const { pid, host, boot } = fieldsOf<Field>(stored.writer);
  if (
    stored.v !== version ||
    typeof gen !== 'number' ||
    state === undefined ||
    typeof startedAt !== 'number' ||
    typeof nonce !== 'string' ||
    typeof pid !== 'number' ||
    typeof host !== 'string' ||
    typeof boot !== 'string' ||
    !Array.isArray(stored.machine)
  )
    return undefined;
  const machine = stored.machine.filter(mark => typeof mark === 'string');
  const about = { gen, state, startedAt, nonce, writer: { pid, host, boot }, machine };
  return isSessionEnd(end) ? { ...about, end } : about;
}

const states: readonly LedgerState[] = ['idle', 'spending', 'unknown', 'ended', 'lost', 'removed'];

type Field =
  | 'v'
  | 'gen'
  | 'state'
  | 'end'
  | 'startedAt'
  | 'nonce'
  | 'writer'
  | 'machine'
  | 'pid'
  | 'host'
  | 'boot';

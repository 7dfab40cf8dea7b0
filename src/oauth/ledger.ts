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

export interface Ledgers {
  read(id: string): LedgerRead;
  /** Resolves to whether it was written: only if `still` holds at that moment. */
  write(id: string, ledger: Ledger, still: (current: LedgerRead) => boolean): Promise<boolean>;
  /** Deletes the ledgers of those who signed out before that time, and what dead processes left half done. */
  tidyUp(before: number): Promise<void>;
}

const version = 1;
const suffix = '.json';
const fileOf = (id: string) => `${encodeURIComponent(id)}${suffix}`;

/** The name of a session's lock. */
export const lockOf = (id: string) => `${encodeURIComponent(id)}.lock`;

export function createLedgers(files: SessionFiles): Ledgers {
  const readFile = (name: string) => decodeLedger(files.read(name));
  const read = (id: string) => readFile(fileOf(id));
  return {
    read,
    write: (id, ledger, still) =>
      files.replace(fileOf(id), JSON.stringify({ v: version, ...ledger }), () => still(read(id))),
    async tidyUp(before) {
      for (const name of await files.names()) {
        const ledger = name.endsWith(suffix) ? readFile(name) : undefined;
        const old = typeof ledger === 'object' && ledger.state === 'removed' && ledger.startedAt < before;
        // A living process that loses one of these finds out, and tries again.
        if (old || /\.lock\.[^.]+$|\.tmp$/.test(name)) await files.remove(name);
      }
    },
  };
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

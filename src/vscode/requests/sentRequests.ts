import type { QueryHint } from '../../procore/diagnosis/queryHint.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { SentRecord } from '../../runner/history/sentRecord.ts';

/** The last sending of one request of one file. */
export interface SentRequest {
  /** Address of the document, and the key of the request in it. */
  readonly document: string;
  readonly key: string;
  readonly label: string;
  readonly method: string;
  readonly target: string;
  readonly environmentTitle: string;
  /** When somebody asked for it, in milliseconds since 1970. */
  readonly startedAt: number;
  /** When it first went on the wire; `undefined`: not yet, or never. Signing in and questions come before. */
  readonly sentAt?: number | undefined;
  /** What is going on while it runs, for people. */
  readonly progress: string;
  /** `undefined` while it runs. */
  readonly exchange: Exchange | undefined;
  /** What a good answer may have passed over; `undefined`: nothing that is known. */
  readonly hint?: QueryHint | undefined;
  /** What its diagnoses were made with besides the exchange; `undefined`: nothing went out. */
  readonly known?: Pick<SentRecord, 'context' | 'sentBody'> | undefined;
}

/** What was sent lately, one entry a request, latest first. Nothing of it is written to disk. */
export interface SentRequests {
  list(): readonly SentRequest[];
  get(document: string, key: string): SentRequest | undefined;
  /** Puts `sent` in the place of the earlier sending of the same request. */
  put(sent: SentRequest): void;
  /** Forgets all that is not running. */
  clear(): void;
  onDidChange(listener: (changed: readonly SentRequest[]) => void): { dispose(): void };
}

/** Keeps at most `limit` requests; the oldest that are not running go first. */
export function createSentRequests(limit = 100): SentRequests {
  let entries: readonly SentRequest[] = [];
  const listeners = new Set<(changed: readonly SentRequest[]) => void>();
  const tell = (changed: readonly SentRequest[]) => {
    for (const listener of [...listeners]) listener(changed);
  };
  const isSame = (a: SentRequest, document: string, key: string) => a.document === document && a.key === key;

  return {
    list: () => entries,
    get: (document, key) => entries.find(entry => isSame(entry, document, key)),
    put(sent) {
      const before = entries.find(entry => isSame(entry, sent.document, sent.key));
      // A running one keeps its place, so that trees do not jump while pages come in.
      entries =
        before?.startedAt === sent.startedAt
          ? entries.map(entry => (entry === before ? sent : entry))
          : [sent, ...entries.filter(entry => entry !== before)];
      if (entries.length > limit)
        entries = entries.filter((entry, index) => index < limit || entry.exchange === undefined);
      tell([sent]);
    },
    clear() {
      const gone = entries.filter(entry => entry.exchange !== undefined);
      entries = entries.filter(entry => entry.exchange === undefined);
      tell(gone);
    },
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}

/** Whether it came back as the caller wanted: no error, a status below 400, every assertion held. */
export function succeeded(exchange: Exchange): boolean {
  if (exchange.error !== null || exchange.response === null) return false;
  if (exchange.asserts.some(assert => !assert.passed)) return false;
  return exchange.response.status < 400 || assertsStatus(exchange);
}

function assertsStatus(exchange: Exchange): boolean {
  return exchange.asserts.some(({ text }) => /^status\b/.test(text));
}

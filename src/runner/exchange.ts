import type { Diagnosis } from '../procore/diagnosis/diagnosis.ts';
import type { HeaderMap } from '../procore/headers.ts';

/**
 * One request and what became of it: the one value that history, hovers, trees, Problems, CLI, support
 * report and tests read. Secrets are masked when it is made. All pages of one request make one exchange.
 * The shape is a contract (`procore-http run --json` prints it).
 */
export interface Exchange {
  readonly request: {
    readonly name: string | null;
    readonly file: string | null;
    /** The request line, from 1. */
    readonly line: number | null;
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderMap;
    readonly bodyBytes: number;
  };
  readonly environment: string | null;
  /** `null`: nothing came back, or the request could not be sent; then `error` says why. */
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: HeaderMap;
    readonly bodyBytes: number;
    /** Decoded text; absent where the body is no text, or too long to be held. */
    readonly body?: string;
    /** Where the body lies on this machine; beside `body` where its text does not give back every byte. */
    readonly bodyFile?: string;
    /** Redirects that were followed to it; absent: none. */
    readonly redirects?: number;
  } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly timings: Timings;
  readonly attempts: number;
  readonly asserts: readonly AssertResult[];
  readonly rateLimit: RateLimitReport | null;
  readonly pagination: PaginationReport | null;
  readonly diagnoses: readonly Diagnosis[];
}

/** Milliseconds; `null` where it did not happen (a reused connection has no DNS, connect or TLS time). */
export interface Timings {
  readonly queuedMs: number | null;
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  readonly totalMs: number | null;
}

/** Of what was not sent, or whose sending nobody has measured. */
export const untimed: Timings = {
  queuedMs: null,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  firstByteMs: null,
  totalMs: null,
};

/** What became of one assert; `line` is that in the file, from 1. */
export interface AssertResult {
  readonly text: string;
  readonly line: number;
  readonly passed: boolean;
  /** What was found instead, as text. */
  readonly actual: string;
}

/** The rate window that the answer told of: how many requests it allows, and how many are left. */
export interface RateLimitReport {
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601, by the client's clock where the answer's `Date` shows that Procore's is another. */
  readonly resetAt: string;
  readonly window: 'spike' | 'hourly' | 'unknown';
}

/** Figures that the answer did not give are `null`. */
export interface PaginationReport {
  readonly page: number | null;
  readonly perPage: number | null;
  readonly total: number | null;
  readonly hasNext: boolean;
  readonly pagesRead: number;
  readonly rowsRead: number;
  /** Rows that stood on an earlier page too, known by their ids; absent: none did. */
  readonly duplicateRows?: number;
  /** Of a list that was read whole: rows that `Total` counts and that stood on no page; absent: none. */
  readonly missingRows?: number;
}

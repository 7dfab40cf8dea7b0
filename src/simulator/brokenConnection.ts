/** What reached the client before the connection broke. */
export interface SentBytes {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection is reset after these bytes instead of closed. */
  readonly reset?: boolean;
}

/**
 * The simulator's way to say that a request gets no whole answer; `fetch` rejects with it, as a real one
 * does when the peer hangs up. The server sends `sent` and drops the connection. `undefined`: not a byte.
 */
export class BrokenConnection extends Error {
  readonly code = 'ECONNRESET';
  readonly sent: SentBytes | undefined;

  constructor(fault: string, sent?: SentBytes) {
    super(`The simulator broke the connection (fault ${fault}).`);
    this.sent = sent;
  }
}

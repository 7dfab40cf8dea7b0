import { createHash } from 'node:crypto';
import type { ServerReport, Side } from './messages.ts';

/** A request as it reaches a server. */
export interface Arrival {
  readonly side: Side;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** The step that sent it, `undefined`: it says none. */
  readonly step: string | undefined;
  /** Tells the calls of one step apart that go to the same address. */
  readonly contentLength: string | undefined;
  readonly authorization: string | undefined;
  /** How it was answered until now; `undefined`: no byte of an answer has gone out. */
  readonly answer: () => { readonly status: number; readonly retryAfter: boolean } | undefined;
}

/** Counts what arrives, and finds writes that were sent twice and tokens that went astray. */
export interface Ledger {
  arrived(arrival: Arrival): void;
  /** Since the last one. */
  report(): ServerReport;
}

export function createLedger(): Ledger {
  const writes = new Map<string, Arrival[]>();
  let findings: string[] = [];
  let tokens = new Map<string, readonly [Side, string]>();
  let requests = 0;
  let counted = 0;
  return {
    arrived(arrival) {
      const { side, method, target, step, contentLength, authorization } = arrival;
      requests += 1;
      const where = `step ${step ?? '?'}: ${method} ${target}`;
      const isApi = side === 'first' || side === 'second';
      if (authorization !== undefined) {
        const digest = digestOf(authorization.replace(/^bearer /i, ''));
        tokens.set(`${side} ${digest}`, [side, digest]);
        if (!isApi) findings.push(`${where}: a token came to the ${side} host`);
      }
      if (method === 'GET' || method === 'HEAD') return;
      // Storage takes a part again, but for the address that a redirect leads to.
      if (side === 'storage' && !target.startsWith('/elsewhere')) return;
      if (!isApi) return void findings.push(`${where}: a write followed a redirect to the ${side} host`);
      if (target.startsWith('/oauth/')) return;
      if (step === undefined) return void findings.push(`${where}: a write that no step sent`);
      counted += 1;
      const key = `${side} ${step} ${method} ${target} ${contentLength}`;
      const earlier = writes.get(key) ?? [];
      const doubtful = earlier.find(one => !mayBeSentAgain(one));
      if (doubtful !== undefined) {
        const said = doubtful.answer()?.status ?? 'no answer';
        findings.push(`${where}: sent twice, the first time it got ${said}`);
      }
      writes.set(key, [...earlier, arrival]);
    },
    report() {
      const report = { requests, writes: counted, findings, tokens: [...tokens.values()] };
      findings = [];
      tokens = new Map();
      requests = 0;
      counted = 0;
      return report;
    },
  };
}

/** Only what says itself that nothing was done. */
function mayBeSentAgain({ answer }: Arrival): boolean {
  const given = answer();
  if (given === undefined) return false;
  const { status, retryAfter } = given;
  return status === 401 || status === 429 || status === 307 || (status === 503 && retryAfter);
}

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

import type { Progress } from './runner.ts';

/** What a person is to see of a request that runs: how far it is, and what it waits for. */
export interface ProgressNow {
  readonly step: Progress | undefined;
  readonly wait:
    | { readonly reason: string /** Milliseconds since 1970. */; readonly until: number }
    | undefined;
}

/** Of a request that has not begun. */
export const nothingYet: ProgressNow = { step: undefined, wait: undefined };

/**
 * With one more report. Pages that were under way still arrive while the next ones wait, so a wait stays
 * until it is over, or until the request itself is sent.
 */
export function progressAfter(before: ProgressNow, next: Progress, now: number): ProgressNow {
  if (next.kind === 'waiting') {
    const { reason, milliseconds } = next;
    const isOver = before.step?.kind === 'sending' || before.step?.kind === 'sent';
    const step = isOver ? undefined : before.step;
    return { step, wait: { reason, until: now + milliseconds } };
  }
  const waits = before.wait !== undefined && before.wait.until > now && next.kind !== 'sending';
  return { step: next, wait: waits ? before.wait : undefined };
}

/** The reports to be shown at this time, with what is left of a wait. */
export function reportsAt({ step, wait }: ProgressNow, now: number): readonly Progress[] {
  const waiting =
    wait === undefined || (wait.until <= now && step !== undefined)
      ? []
      : [
          {
            kind: 'waiting' as const,
            reason: wait.reason,
            milliseconds: Math.max(0, wait.until - now),
          },
        ];
  return [...(step === undefined ? [] : [step]), ...waiting];
}

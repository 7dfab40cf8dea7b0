import { flagValue } from '../httpFile/syntax.ts';
import type { NotSendable } from './notSendable.ts';
import type { RunJob } from './runner.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * Milliseconds that a request may take, waits and pages included: what its `# @timeout` says (`30`, `30 s`,
 * `500 ms`, `2 m`; seconds where no unit stands) or the job's own limit, whichever is shorter. `undefined`:
 * no limit.
 */
export function timeLimit({
  request,
  timeoutMs,
}: Pick<RunJob, 'request' | 'timeoutMs'>): number | undefined | NotSendable {
  const flag = flagValue(request, 'timeout');
  if (flag === undefined) return timeoutMs;
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(String(flag).trim()) ?? [];
  const own = Number(amount) * (units[unit] ?? 1000);
  if (!(own > 0)) {
    const given = flag === true ? 'says no time' : `says "${flag}"`;
    return {
      code: 'timeout-unreadable',
      message: `# @timeout ${given}. Write seconds, such as # @timeout 30, or a time with its unit: 500 ms, 30 s, 2 m.`,
    };
  }
  return Math.min(own, timeoutMs ?? own);
}

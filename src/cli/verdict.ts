import { assertsStatus, parseAssert } from '../httpFile/asserts.ts';
import type { Exchange } from '../runner/exchange.ts';
import { cancelledCode, timedOutCode } from '../runner/failure.ts';
import { exitStatus } from './io.ts';

/** Whether a request did what its file says: its asserts hold, and the status is one it names or 2xx or 3xx. */
export function wentWell({ response, error, asserts }: Exchange): boolean {
  if (response === null || error !== null) return false;
  if (asserts.some(({ passed }) => !passed)) return false;
  if (assertsStatus(asserts.map(({ text }) => parseAssert(text)))) return true;
  return response.status >= 200 && response.status < 400;
}

/**
 * The exit status of a run, the first that applies. `signInCodes` are the error codes that came from
 * signing in; none where that went well or was not needed. `saved`: what `--output` asks for is there.
 */
export function runStatus(
  exchanges: readonly Exchange[],
  {
    interrupted,
    signInCodes,
    saved,
  }: {
    readonly interrupted: boolean;
    readonly signInCodes: ReadonlySet<string>;
    readonly saved: boolean;
  },
): number {
  if (interrupted) return exitStatus.interrupted;
  const nothingSent = exchanges.every(({ attempts }) => attempts === 0);
  const wrong = exchanges.some(
    ({ error }) => error !== null && !notTheText.has(error.code) && !signInCodes.has(error.code),
  );
  if (nothingSent && wrong) return exitStatus.usage;
  if (signInCodes.size > 0) return exitStatus.signIn;
  return saved && exchanges.every(wentWell) ? exitStatus.ok : exitStatus.failed;
}

/** What keeps a request from being sent although file and arguments are right. */
const notTheText: ReadonlySet<string> = new Set([
  'not-confirmed',
  'input-declined',
  cancelledCode,
  timedOutCode,
]);

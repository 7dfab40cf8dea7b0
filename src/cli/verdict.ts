import { cancelledCode, timedOutCode } from '../runner/failure.ts';
import { exitStatus } from './io.ts';
import type { Tally } from './tally.ts';

/**
 * The exit status of a run, the first that applies. `signInCodes` are the error codes that came from
 * signing in; none where that went well or was not needed. `saved`: what `--output` asks for is there.
 */
export function runStatus(
  { requests, good, sent, errorCodes }: Tally,
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
  const wrong = [...errorCodes].some(code => !notTheText.has(code) && !signInCodes.has(code));
  if (!sent && wrong) return exitStatus.usage;
  if (signInCodes.size > 0) return exitStatus.signIn;
  return saved && good === requests ? exitStatus.ok : exitStatus.failed;
}

/** What keeps a request from being sent although file and arguments are right. */
const notTheText: ReadonlySet<string> = new Set([
  'not-confirmed',
  'input-declined',
  // Of the one that it reads, which counts by itself.
  'request-not-answered',
  cancelledCode,
  timedOutCode,
]);

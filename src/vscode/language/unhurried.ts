import { setImmediate } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { HttpFile, Segment } from '../../httpFile/syntax.ts';

/** Milliseconds of work between two pauses: other extensions live in the same thread. */
const longestStretch = 15;

/**
 * Visits every segment of a file with pauses between, so that what is kept for segments is there when the
 * whole is asked for. `false` where the answer is no longer wanted.
 */
export async function visitSegments(
  { segments }: HttpFile,
  visit: (segment: Segment) => unknown,
  token: vscode.CancellationToken,
): Promise<boolean> {
  let since = performance.now();
  for (const segment of segments) {
    visit(segment);
    if (performance.now() - since < longestStretch) continue;
    await setImmediate();
    if (token.isCancellationRequested) return false;
    since = performance.now();
  }
  return true;
}

/**
 * Asks `work`, which does what it can while it has time and says whether all is done, again and again with
 * pauses between. `false` where the answer is no longer wanted.
 */
export async function inTurns(
  work: (hasTime: () => boolean) => boolean,
  token: vscode.CancellationToken,
): Promise<boolean> {
  for (;;) {
    const until = performance.now() + longestStretch;
    if (work(() => performance.now() < until)) return true;
    await setImmediate();
    if (token.isCancellationRequested) return false;
  }
}

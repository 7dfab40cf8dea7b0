import type * as vscode from 'vscode';
import type { HttpFile, Segment } from '../../httpFile/syntax.ts';

/** Milliseconds of work between two pauses: other extensions live in the same thread. */
const longestStretch = 12;
/** So many segments are read in one stretch. */
const fewSegments = 200;

type Urgency = 'first' | 'inTurn';

const waiting: (() => void)[] = [];
let serving = false;

/** One at a time, or the stretches of several features would follow each other without a pause. */
function nextTurn(urgency: Urgency): Promise<void> {
  return new Promise(resolve => {
    if (urgency === 'first') waiting.unshift(resolve);
    else waiting.push(resolve);
    if (!serving) setImmediate(serve);
    serving = true;
  });
}

function serve(): void {
  waiting.shift()?.();
  serving = waiting.length > 0;
  if (serving) setImmediate(serve);
}

/**
 * Visits every segment of a file with pauses between, so that what is kept for segments is there when the
 * whole is asked for. `false` where the answer is no longer wanted. What people wait for goes `first`.
 */
export async function visitSegments(
  { segments }: HttpFile,
  visit: (segment: Segment, index: number) => unknown,
  token: Pick<vscode.CancellationToken, 'isCancellationRequested'>,
  urgency: Urgency = 'inTurn',
): Promise<boolean> {
  if (segments.length > fewSegments) await nextTurn(urgency);
  let since = performance.now();
  for (const [index, segment] of segments.entries()) {
    if (performance.now() - since >= longestStretch) {
      await nextTurn(urgency);
      since = performance.now();
    }
    if (token.isCancellationRequested) return false;
    visit(segment, index);
  }
  return true;
}

/** Segments are read when somebody first looks at their nodes. */
export function readNodes({ requests, variables }: Segment): readonly unknown[] {
  return [requests, variables];
}

/**
 * Asks `work`, which does what it can while it has time and says whether all is done, again and again with
 * pauses between. `false` where the answer is no longer wanted.
 */
export async function inTurns(
  work: (hasTime: () => boolean) => boolean,
  token: Pick<vscode.CancellationToken, 'isCancellationRequested'>,
): Promise<boolean> {
  for (;;) {
    const until = performance.now() + longestStretch;
    if (work(() => performance.now() < until)) return true;
    await nextTurn('inTurn');
    if (token.isCancellationRequested) return false;
  }
}

import type * as vscode from 'vscode';
import type { HttpFile, Segment } from '../../httpFile/syntax.ts';

/** Milliseconds of work between two pauses: other extensions live in the same thread. */
const longestStretch = 6;
/** After more milliseconds than this, what follows the work gets a turn of its own. */
const shortStretch = 1;
/** So many segments are read at once. */
const fewSegments = 200;

/** What somebody waits for goes first; what nobody asked for goes last. */
export type Urgency = 'first' | 'inTurn' | 'last';

type Token = Pick<vscode.CancellationToken, 'isCancellationRequested'>;

const waiting: Readonly<Record<Urgency, (() => void)[]>> = { first: [], inTurn: [], last: [] };
let serving = false;

/** One at a time, or the stretches of several features would follow each other without a pause. */
export function nextTurn(urgency: Urgency): Promise<void> {
  return new Promise(resolve => {
    waiting[urgency].push(resolve);
    if (!serving) setImmediate(serve);
    serving = true;
  });
}

function serve(): void {
  const next = waiting.first.shift() ?? waiting.inTurn.shift() ?? waiting.last.shift();
  next?.();
  serving = Object.values(waiting).some(({ length }) => length > 0);
  if (serving) setImmediate(serve);
}

/**
 * Asks `work`, which does what it can while it has time and says whether all is done, again and again with
 * pauses between. `false` where the answer is no longer wanted.
 */
export async function inTurns(
  work: (hasTime: () => boolean) => boolean,
  token: Token,
  urgency: Urgency = 'inTurn',
): Promise<boolean> {
  for (;;) {
    await nextTurn(urgency);
    if (token.isCancellationRequested) return false;
    const since = performance.now();
    const spent = () => performance.now() - since;
    if (!work(() => spent() < longestStretch)) continue;
    if (spent() > shortStretch) await nextTurn(urgency);
    return !token.isCancellationRequested;
  }
}

/**
 * Visits every segment of a file, of a large one in turns, so that what is kept for segments is there when the
 * whole is asked for. `false` where the answer is no longer wanted.
 */
export async function visitSegments(
  { segments }: HttpFile,
  visit: (segment: Segment, index: number) => unknown,
  token: Token,
  urgency?: Urgency,
): Promise<boolean> {
  if (segments.length <= fewSegments) {
    segments.forEach(visit);
    return !token.isCancellationRequested;
  }
  let index = 0;
  return inTurns(
    hasTime => {
      do {
        const segment = segments[index];
        if (segment === undefined) return true;
        visit(segment, index);
        index++;
      } while (hasTime());
      return false;
    },
    token,
    urgency,
  );
}

/** Segments are read when somebody first looks at their nodes. */
export function readNodes({ requests, variables }: Segment): readonly unknown[] {
  return [requests, variables];
}

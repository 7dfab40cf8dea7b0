import type { Clock } from './clock.ts';

interface Waiting {
  readonly stops: Set<() => void>;
  readonly listener: () => void;
  leaving: boolean;
}

const waitingFor = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls `stop` when the signal is aborted, unless the function that is given back was called before. All who wait
 * share one listener, which stays for a turn when the last has gone: of requests one after another the next comes in
 * the same turn, and a listener of its own would take it longer than most of what it needs. A signal that is aborted
 * already calls nobody.
 */
export function whenAborted(signal: AbortSignal, stop: () => void): () => void {
  const waiting = waitingFor.get(signal) ?? listenTo(signal);
  const { stops } = waiting;
  stops.add(stop);
  return () => {
    stops.delete(stop);
    if (stops.size > 0 || waiting.leaving) return;
    waiting.leaving = true;
    setImmediate(() => {
      waiting.leaving = false;
      if (stops.size > 0) return;
      signal.removeEventListener('abort', waiting.listener);
      waitingFor.delete(signal);
    });
  };
}

/** Sleeps like the clock; of many that sleep at once, the signal has one listener. */
export async function sleepUnlessAborted(
  clock: Pick<Clock, 'sleep'>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const own = new AbortController();
  const leave = whenAborted(signal, () => own.abort(signal.reason));
  try {
    await clock.sleep(milliseconds, own.signal);
  } finally {
    leave();
  }
}

function listenTo(signal: AbortSignal): Waiting {
  const stops = new Set<() => void>();
  const listener = () => {
    for (const stop of [...stops]) {
      stops.delete(stop);
      stop();
    }
  };
  const waiting: Waiting = { stops, listener, leaving: false };
  waitingFor.set(signal, waiting);
  signal.addEventListener('abort', listener);
  return waiting;
}

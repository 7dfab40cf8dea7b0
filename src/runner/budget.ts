import type { HeaderMap } from '../procore/headers.ts';
import type { BudgetBook, SharedBook } from './budgetBook.ts';
import { createBudgetBook } from './budgetBook.ts';
import type { KnownWindows } from './rateWindows.ts';
import type { Clock } from './runner.ts';

/** Who waits for a request: the person who asked for just this one, or work that goes on by itself. */
export type Priority = 'person' | 'background';

/**
 * What is left of Procore's two windows for one environment, app and company. Each request takes a place
 * before it goes and says afterwards what it heard, so that any number may be under way at once without
 * running into 429. Where no answer has told of a window, nothing is held back but for the beginning of
 * background work: one request goes first, and the rest when its answer has told. Source: "Rate limiting"
 * [doc]; that app and company share a budget [assumed].
 */
export interface Budget {
  /**
   * Resolves when the request may go: to a `Place`, or at once to `TooLate` where that would be after the
   * deadline. Rejects with the signal's reason. Persons go before background work, each in order.
   */
  reserve(wish: Wish): Promise<Place | TooLate>;
  /** Milliseconds until the last of so many requests may go; `undefined`: nothing is known of a window. */
  forecast(requests: number): number | undefined;
  /** What is known now, without windows that are over. */
  windows(): KnownWindows;
}

export interface Wish {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; `undefined`: it may take as long as it takes. */
  readonly deadline?: number | undefined;
  /** Hears how long it will take, in milliseconds, where a window is used up; again where that changes. */
  readonly onWait?: (milliseconds: number) => void;
}

/** The right to send one request. One of the two must be called; whatever is called after it does nothing. */
export interface Place {
  /** An answer came, of whatever status. */
  learn(status: number, headers: HeaderMap): void;
  /** No answer came. `sent`: some of the request may have arrived, and then it counts. */
  release(sent: boolean): void;
}

/** The windows leave no room before the deadline. */
export interface TooLate {
  readonly waitMs: number;
}

export function isTooLate(reserved: Place | TooLate): reserved is TooLate {
  return 'waitMs' in reserved;
}

/** Lets other processes know of this one's requests and tells of theirs. Never rejects, and takes no long. */
export type ExchangeBooks = (mine: SharedBook) => Promise<readonly SharedBook[]>;

interface Waiting extends Wish {
  readonly resolve: (place: Place) => void;
  readonly leave: () => void;
  told: number | undefined;
}

/** While others take from the same windows, in milliseconds between two looks. */
const lookMs = 100;

export function createBudget(clock: Clock, exchange?: ExchangeBooks): Budget {
  const book: BudgetBook = createBudgetBook();
  const queues: Readonly<Record<Priority, Waiting[]>> = { person: [], background: [] };
  let alarm: { readonly at: number; readonly cancel: AbortController } | undefined;
  let agreeing = false;
  let publishing = false;
  let unpublished = false;

  function place(): Place {
    const slot = book.take(clock.now());
    let open = true;
    const once = (change: (now: number) => void) => {
      if (!open) return;
      open = false;
      change(clock.now());
      publish();
      serve();
    };
    return {
      learn: (status, headers) => once(now => book.hear(slot, status, headers, now)),
      release: sent => once(now => book.giveBack(slot, sent, now)),
    };
  }

  function grant(queue: Waiting[], most: number): number {
    let granted = 0;
    for (; granted < most && queue.length > 0; granted += 1) {
      const next = queue.shift();
      next?.leave();
      next?.resolve(place());
    }
    return granted;
  }

  /** Gives out what is free, and sees to it that somebody looks again. */
  function serve(): void {
    const { person, background } = queues;
    const now = clock.now();
    if (grant(person, book.room('person', now)) > 0) publish();
    if (person.length === 0 && background.length > 0) {
      const room = book.room('background', now);
      if (exchange === undefined) grant(background, room);
      else if (room > 0 && !agreeing) void agree(exchange);
    }
    tellWaits(now);
    setAlarm(now);
  }

  /**
   * Background work says what it is about to take before it takes it, so that of two processes one at least
   * sees the other. Where both want the last places, both step back and try again, not at the same time.
   */
  async function agree(ask: ExchangeBooks): Promise<void> {
    agreeing = true;
    const wanted = Math.min(queues.background.length, book.room('background', clock.now()));
    book.merge(await ask(book.share(clock.now(), wanted)), clock.now());
    const granted = grant(queues.background, Math.min(wanted, book.room('background', clock.now())));
    if (granted < wanted) await ask(book.share(clock.now(), 0));
    agreeing = false;
    if (granted === wanted) serve();
    else setAlarm(clock.now());
  }

  /** After the fact, one at a time, and never waited for. */
  function publish(): void {
    if (exchange === undefined) return;
    unpublished = true;
    if (publishing) return;
    publishing = true;
    void (async () => {
      while (unpublished) {
        unpublished = false;
        book.merge(await exchange(book.share(clock.now(), 0)), clock.now());
      }
      publishing = false;
      serve();
    })();
  }

  function tellWaits(now: number): void {
    if (!book.isUsedUp(now)) return;
    [...queues.person, ...queues.background].forEach((waiting, index) => {
      const wait = book.forecast(index + 1, now) ?? 0;
      const until = now + wait;
      if (wait <= 0 || (waiting.told !== undefined && Math.abs(until - waiting.told) < 1000)) return;
      waiting.told = until;
      waiting.onWait?.(wait);
    });
  }

  function setAlarm(now: number): void {
    const first =
      queues.person.length > 0 ? 'person' : queues.background.length > 0 ? 'background' : undefined;
    const at = first && (book.roomAt(first, now) ?? (exchange && now + lookMs));
    if (at === alarm?.at) return;
    alarm?.cancel.abort();
    alarm = undefined;
    if (at === undefined) return;
    const cancel = new AbortController();
    alarm = { at, cancel };
    clock.sleep(Math.max(1, at - now), cancel.signal).then(
      () => {
        alarm = undefined;
        serve();
      },
      () => {},
    );
  }

  return {
    reserve(wish) {
      const { priority, signal, deadline } = wish;
      if (signal.aborted) return Promise.reject(signal.reason);
      const now = clock.now();
      const ahead = queues.person.length + (priority === 'person' ? 0 : queues.background.length);
      if (ahead === 0 && (priority === 'person' || exchange === undefined) && book.room(priority, now) > 0) {
        const taken = place();
        publish();
        return Promise.resolve(taken);
      }
      const waitMs = book.forecast(ahead + 1, now) ?? 0;
      if (deadline !== undefined && now + waitMs > deadline) return Promise.resolve({ waitMs });
      return new Promise((resolve, reject) => {
        const queue = queues[priority];
        const leave = () => signal.removeEventListener('abort', abort);
        const waiting: Waiting = { ...wish, resolve, leave, told: undefined };
        const abort = () => {
          leave();
          const index = queue.indexOf(waiting);
          if (index >= 0) queue.splice(index, 1);
          reject(signal.reason);
          serve();
        };
        signal.addEventListener('abort', abort);
        queue.push(waiting);
        serve();
      });
    },
    forecast: requests => book.forecast(requests + queues.person.length, clock.now()),
    windows: () => book.windows(clock.now()),
  };
}

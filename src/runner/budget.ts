import type { HeaderMap } from '../procore/headers.ts';
import { whenAborted } from './aborted.ts';
import type { BudgetBook, Priority, SharedBook } from './budgetBook.ts';
import { createBudgetBook } from './budgetBook.ts';
import type { Clock } from './clock.ts';
import type { KnownWindows } from './rateWindows.ts';

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
  /** The same without a turn of waiting, where there is room now; `undefined`: `reserve` says when. */
  reserveNow(priority: Priority): Place | undefined;
  /**
   * Milliseconds until the last of so many requests may go, those that are under way among them; `undefined`:
   * nothing is known of a window.
   */
  forecast(requests: number): number | undefined;
  /** What is known now, without windows that are over. */
  windows(): KnownWindows;
}

/** Who wants a place, and how long it is worth waiting for. */
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

/** Whether there is no place in time. */
export function isTooLate(reserved: Place | TooLate): reserved is TooLate {
  return 'waitMs' in reserved;
}

/**
 * Lets other processes know of this one's requests and tells of theirs; `undefined`: not in time. Never
 * rejects: where nothing can be told or heard, there are no others.
 */
export type ExchangeBooks = (mine: SharedBook) => Promise<readonly SharedBook[] | undefined>;

interface Waiting extends Wish {
  readonly resolve: (place: Place) => void;
  readonly leave: () => void;
  told: number | undefined;
}

/** Other processes that send for the same owner, and what keeps two of them from moving in step. */
export interface Sharing {
  readonly exchange: ExchangeBooks;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Milliseconds between two looks at what others have taken, at most. */
const lookMs = 100;

/** So often in a row background work waits for the others to be heard; a person does not wait at all. */
const mostMisses = 5;

/** Hears of each answer, after it was counted. */
export type OnAnswer = (status: number, headers: HeaderMap, now: number) => void;

/**
 * A budget of which nothing is known yet. `sharing`: with other processes; `undefined`: this one counts
 * alone.
 */
export function createBudget(clock: Clock, sharing?: Sharing, onAnswer?: OnAnswer): Budget {
  const book: BudgetBook = createBudgetBook();
  const queues: Readonly<Record<Priority, Waiting[]>> = { person: [], background: [] };
  let alarm: { readonly at: number; readonly cancel: AbortController } | undefined;
  let claimed = 0;
  let agreeing = false;
  let restingUntil = 0;
  let misses = 0;
  let telling = false;
  let untold = false;
  let lastExchange: Promise<void> = Promise.resolve();

  function place(): Place {
    const slot = book.take(clock.now());
    let open = true;
    const once = (change: (now: number) => void) => {
      if (!open) return;
      open = false;
      change(clock.now());
      tell();
      serve();
    };
    return {
      learn: (status, headers) =>
        once(now => {
          book.hear(slot, status, headers, now);
          onAnswer?.(status, headers, now);
        }),
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

  /** Gives out what is free, and of that no more than `most`. */
  function grantAll(most: number): number {
    const persons = grant(queues.person, Math.min(most, book.room('person', clock.now())));
    if (queues.person.length > 0 || (misses > 0 && misses < mostMisses)) return persons;
    return persons + grant(queues.background, Math.min(most - persons, book.room('background', clock.now())));
  }

  function grantable(now: number): number {
    const persons = Math.min(queues.person.length, book.room('person', now));
    if (persons < queues.person.length) return persons;
    return Math.max(persons, Math.min(persons + queues.background.length, book.room('background', now)));
  }

  /** Gives out what is free, and sees to it that somebody looks again. */
  function serve(): void {
    if (queues.person.length + queues.background.length === 0 && alarm === undefined) return;
    if (sharing === undefined) grantAll(Number.POSITIVE_INFINITY);
    else if (!agreeing && clock.now() >= restingUntil && grantable(clock.now()) > 0) void agree(sharing);
    const now = clock.now();
    tellWaits(now);
    setAlarm(now);
  }

  /**
   * Says what is about to be taken before it is taken, so that of two processes one at least sees the other.
   * Where both want the last places, both step back and try again, not at the same time.
   */
  async function agree(by: Sharing): Promise<void> {
    agreeing = true;
    claimed = grantable(clock.now());
    const wanted = claimed;
    await exchangeBooks(by);
    claimed = 0;
    const granted = grantAll(wanted);
    agreeing = false;
    if (granted > 0) return serve();
    restingUntil = clock.now() + Math.round(lookMs * (0.2 + 0.8 * by.random()));
    tell();
    setAlarm(clock.now());
  }

  /** One after the other, each with what is true when it begins: a claim must not be overwritten. */
  function exchangeBooks({ exchange }: Sharing): Promise<void> {
    lastExchange = lastExchange.then(async () => {
      const theirs = await exchange(book.share(clock.now(), claimed));
      misses = theirs === undefined ? misses + 1 : 0;
      if (theirs !== undefined) book.merge(theirs, clock.now());
    });
    return lastExchange;
  }

  /** After the fact, and never waited for. */
  function tell(): void {
    if (sharing === undefined) return;
    untold = true;
    if (telling) return;
    telling = true;
    void (async () => {
      for (; untold; ) {
        untold = false;
        await exchangeBooks(sharing);
      }
      telling = false;
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
    // What others have under way ends without a word to us.
    const look = sharing && Math.max(restingUntil, now + lookMs);
    const at = first === undefined || agreeing ? undefined : (book.roomAt(first, now) ?? look);
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

  const aheadOf = (priority: Priority) =>
    queues.person.length + (priority === 'person' ? 0 : queues.background.length);

  function reserveNow(priority: Priority): Place | undefined {
    const free = sharing === undefined && aheadOf(priority) === 0 && book.room(priority, clock.now()) > 0;
    return free ? place() : undefined;
  }

  return {
    reserveNow,
    reserve(wish) {
      const { priority, signal, deadline } = wish;
      if (signal.aborted) return Promise.reject(signal.reason);
      const free = reserveNow(priority);
      if (free !== undefined) return Promise.resolve(free);
      const now = clock.now();
      const ahead = aheadOf(priority);
      const waitMs = book.forecast(ahead + 1, now) ?? 0;
      if (deadline !== undefined && now + waitMs > deadline) return Promise.resolve({ waitMs });
      return new Promise((resolve, reject) => {
        const queue = queues[priority];
        const leave = whenAborted(signal, () => {
          leave();
          const index = queue.indexOf(waiting);
          if (index >= 0) queue.splice(index, 1);
          reject(signal.reason);
          serve();
        });
        const waiting: Waiting = { ...wish, resolve, leave, told: undefined };
        queue.push(waiting);
        serve();
      });
    },
    forecast: requests => book.forecast(requests - book.underWay() + queues.person.length, clock.now()),
    windows: () => book.windows(clock.now()),
  };
}

import { type HeaderMap, header, headerValue } from './headers.ts';

/**
 * What an answer says about the budget. Procore counts two windows at once, a spike window of 10 seconds
 * and an hourly one, and reports the one nearer to running out. Source: "Rate limiting" [doc, 2026-01].
 */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601, by Procore's clock, as the header said it. */
  readonly resetAt: string;
  /** `unknown`: the answer names no time to measure the reset against. */
  readonly window: RateWindow;
}

/**
 * Which of the two windows a report is about: about 10 seconds, 60 minutes, or one that cannot be told. Source: "Rate
 * limiting" [doc].
 */
export type RateWindow = 'spike' | 'hourly' | 'unknown';

/** How to wait after a 429 or 503. Milliseconds throughout. */
export interface WaitingPolicy {
  /** Never less than this. */
  readonly minimumMs: number;
  /** First wait where the answer says nothing; doubled with each further attempt. */
  readonly fallbackMs: number;
  /** The doubling stops here. What the server asks for is never shortened. */
  readonly fallbackCeilingMs: number;
  /** Up to this much is added, so that clients that were refused together do not come back together. */
  readonly jitterMs: number;
}

/** Procore documentation, "Rate limiting" and "Error code reference": wait, back off, jitter [doc]. */
export const rateLimitWaiting: WaitingPolicy = {
  minimumMs: 1_000,
  fallbackMs: 10_000,
  fallbackCeilingMs: 300_000,
  jitterMs: 500,
};

// The spike window is 10 s; `Date` is cut to whole seconds, so a full window can look one second longer.
const spikeWindowMs = 10_000;
const dateHeaderGrainMs = 1_000;
// Clocks that are kept by a time server differ by less.
const clockGraceMs = 2 * dateHeaderGrainMs;

/**
 * The report of an answer's `X-Rate-Limit-*` headers; `undefined` where one is missing or no number. `now`
 * (milliseconds since 1970) stands in for a missing `Date` header; without both the window is `unknown`.
 */
export function readRateLimit(headers: HeaderMap, now?: number): RateLimit | undefined {
  const limit = count(headerValue(headers, header.rateLimit));
  const remaining = count(headerValue(headers, header.rateRemaining));
  const resetMs = resetTime(headers);
  if (limit === undefined || remaining === undefined || resetMs === undefined) return undefined;
  return { limit, remaining, resetAt: new Date(resetMs).toISOString(), window: rateWindow(headers, now) };
}

/**
 * The same report with the reset by the client's clock, where the answer's `Date` shows that it is another than
 * Procore's: by more than the second that `Date` is cut to, and than `tookMs`, the time that the answer may have been
 * on its way and read. `now` and `tookMs` in milliseconds, `now` since 1970.
 */
export function readRateLimitHere(headers: HeaderMap, now: number, tookMs: number): RateLimit | undefined {
  const report = readRateLimit(headers, now);
  const served = report && serverTime(headers);
  if (report === undefined || served === undefined) return report;
  const behind = now - served;
  if (behind >= -clockGraceMs && behind <= clockGraceMs + tookMs) return report;
  const reset = new Date(Date.parse(report.resetAt) + behind);
  return Number.isNaN(reset.getTime()) ? report : { ...report, resetAt: reset.toISOString() };
}

/**
 * Which window an answer speaks of, by how soon it resets; `Retry-After` decides where there is no reset
 * header. `unknown` where nothing is said, or nothing to measure it by.
 */
export function rateWindow(headers: HeaderMap, now?: number): RateWindow {
  const served = serverTime(headers);
  const reference = served ?? now;
  const resetMs = resetTime(headers);
  if (resetMs !== undefined && reference !== undefined) {
    const tolerance = served === undefined ? 0 : dateHeaderGrainMs;
    return resetMs - reference <= spikeWindowMs + tolerance ? 'spike' : 'hourly';
  }
  const retryMs = retryAfter(headers, reference);
  if (retryMs === undefined) return 'unknown';
  return retryMs <= spikeWindowMs ? 'spike' : 'hourly';
}

/**
 * Milliseconds until the answer lets the client come back: the longer of `Retry-After` and the reset time,
 * both measured against the answer's `Date` where it has one, so that a wrong local clock does no harm, else
 * against `now`. `undefined`: it says nothing, or there is no clock to measure it by. Procore's pages
 * disagree on which of the two a 429 carries, hence both [doc].
 */
export function requestedWait(headers: HeaderMap, now?: number): number | undefined {
  const reference = serverTime(headers) ?? now;
  const resetMs = resetTime(headers);
  const waits = [
    retryAfter(headers, reference),
    resetMs === undefined || reference === undefined ? undefined : Math.max(0, resetMs - reference),
  ].filter(wait => wait !== undefined);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/**
 * Milliseconds to wait before the next attempt after a 429 or 503. `attempt` counts from 1 (the attempt
 * that was refused), `random` gives 0 to 1. What the server asked for wins; where it said nothing, the
 * policy's fallback doubles by attempt.
 */
export function waitingTime(
  headers: HeaderMap,
  at: { readonly now: number; readonly attempt: number; readonly random: () => number },
  policy: WaitingPolicy = rateLimitWaiting,
): number {
  const doublings = Math.max(0, at.attempt - 1);
  const asked =
    requestedWait(headers, at.now) ?? Math.min(policy.fallbackMs * 2 ** doublings, policy.fallbackCeilingMs);
  return Math.round(Math.max(policy.minimumMs, asked) + at.random() * policy.jitterMs);
}

function resetTime(headers: HeaderMap): number | undefined {
  const seconds = count(headerValue(headers, header.rateReset));
  // After the year 9999 it is no Unix time in seconds, though one in milliseconds looks like it.
  return seconds === undefined || seconds > 253_402_300_799 ? undefined : seconds * 1000;
}

function serverTime(headers: HeaderMap): number | undefined {
  return time(headerValue(headers, header.date));
}

function retryAfter(headers: HeaderMap, reference: number | undefined): number | undefined {
  const text = headerValue(headers, header.retryAfter);
  const seconds = count(text);
  if (seconds !== undefined) return seconds * 1000;
  const until = time(text);
  return until === undefined || reference === undefined ? undefined : Math.max(0, until - reference);
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function time(text: string | undefined): number | undefined {
  // HTTP dates only: Date.parse alone would read "7" as a year.
  if (text === undefined || !/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : parsed;
}

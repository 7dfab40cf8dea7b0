import { hashNumbers, hashText } from './seed/hash.ts';
import type { Row } from './world.ts';

const day = 86_400_000;
/** Seeded dates start here, so that the same seed gives the same data on every day. */
export const firstDay = Date.UTC(2026, 0, 5);
const hashOfSalt = new Map<string, number>();

/** A number that the row and the salt decide. */
export function draw(row: Row, salt: string): number {
  let salted = hashOfSalt.get(salt);
  if (salted === undefined) {
    salted = hashText(salt);
    hashOfSalt.set(salt, salted);
  }
  return hashNumbers(row.hash, salted);
}

/** From `low` to `high`, both included. */
export function between(row: Row, salt: string, low: number, high: number): number {
  return low + (draw(row, salt) % (high - low + 1));
}

/** True for about `percent` of the rows. */
export function chance(row: Row, salt: string, percent: number): boolean {
  return draw(row, salt) % 100 < percent;
}

/** One of the list; the list must not be empty. */
export function pick<T>(row: Row, salt: string, list: readonly T[]): T {
  const picked = list[draw(row, salt) % list.length];
  if (picked === undefined) throw new Error(`Nothing to pick for ${salt}.`);
  return picked;
}

function dayAfter(row: Row, days: number): number {
  return row.daily ? row.day : row.day + days;
}

/** `YYYY-MM-DD`, `days` after the row's own day. */
export function dateText(row: Row, days = 0): string {
  return textOfDay(dayAfter(row, days));
}

/** ISO 8601 in UTC, `days` after the row's own day, at a working hour. */
export function timeText(row: Row, salt: string, days = 0): string {
  const minutes = 8 * 60 + (draw(row, salt) % 540);
  return `${dateText(row, days)}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:00Z`;
}

const dayTexts = new Map<number, string>();

/** Dates are most of a record's text and few days are in use, so each is written once. */
function textOfDay(dayNumber: number): string {
  let text = dayTexts.get(dayNumber);
  if (text === undefined) {
    text = new Date(firstDay + dayNumber * day).toISOString().slice(0, 10);
    dayTexts.set(dayNumber, text);
  }
  return text;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** `YYYY-MM-DDTHH:MM:SSZ`. */
export function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Money as Procore writes it: a text with decimals. */
export function money(row: Row, salt: string, low: number, high: number): string {
  return `${between(row, salt, low, high)}.${String(between(row, `${salt} cents`, 0, 99)).padStart(2, '0')}`;
}

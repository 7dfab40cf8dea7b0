import type { Directory } from '../directory.ts';
import { pick } from '../row.ts';
import type { Scope } from '../scopes.ts';
import type { Row } from '../world.ts';
import { subjects } from './words.ts';

/** The value of a field; the same row always gives the same one. */
export type Value = (row: Row) => unknown;

/** What the records of one collection hold, where names and types alone would not look real. */
export interface Seed {
  readonly count: (scope: Scope, rows: number) => number;
  readonly values: Readonly<Record<string, Value>>;
  /** Name and type of fields that the document leaves out. */
  readonly fields?: readonly (readonly [name: string, type: string])[];
  /** One list for the whole company, whichever project asks. */
  readonly companyWide?: boolean;
  /** Ids of the first rows, where the directory has them. */
  readonly ids?: (scope: Scope, directory: Directory) => readonly number[];
  /** What a reference from another record shows; default `name`. */
  readonly label?: Value;
  /** Values of a record that somebody creates, where they differ from empty. */
  readonly created?: Readonly<Record<string, Value>>;
  /** Further fields that a write of these fields changes. */
  readonly follows?: (written: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Values that a filter names by their number, though the field holds the name, from 0. */
  readonly filterCodes?: Readonly<Record<string, readonly string[]>>;
  /** Rows that only an Admin of the tool sees. */
  readonly hidden?: (scope: Scope) => readonly number[];
}

/** Collection to seed. */
export type Seeds = Readonly<Record<string, Seed>>;

/** Rows by the size of the scope; `'rows'` is the length of the long lists. */
export function counts(sizes: {
  readonly main: number | 'rows';
  readonly sandbox: number;
  readonly plain: number;
}): Seed['count'] {
  return (scope, rows) => {
    if (scope.size === 'empty') return 0;
    if (scope.size === 'main') return sizes.main === 'rows' ? rows : sizes.main;
    return scope.size === 'sandbox' ? sizes.sandbox : sizes.plain;
  };
}

/** A reference as most records show it. */
export function referTo(name: string): Value {
  return row => row.world.reference(row, name) ?? null;
}

/** One of the people of the row's company: `{ id, login, name }`. */
export function personAt(salt: string): (row: Row) => { id: number; login: string; name: string } {
  return row => {
    const people = row.world.people(row.scope);
    const { id, login, name } = pick(row, salt, people);
    return { id, login, name };
  };
}

/** The row's number as text, from 1. */
export const byNumber: Value = row => String(row.index + 1);

/** What the record is about. */
export const subject: Value = row => subjects[(row.index * 7 + row.parents.length) % subjects.length];

/** One of these values. */
export function oneOf<T>(salt: string, values: readonly T[]): (row: Row) => T {
  return row => pick(row, salt, values);
}

/** New records go on counting where the seeded ones end. */
export function byNumberOfCreated(row: Row): string {
  return String(row.world.seededRows(row) + row.world.createdBefore(row) + 1);
}

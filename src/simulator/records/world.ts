import type { Directory } from './directory.ts';
import type { Scope } from './scopes.ts';

/** Somebody that records can name: users of the directory and further people of the company. */
export interface Person {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** One record before its values are made: what every value follows from. */
export interface Row {
  /** From 0. */
  readonly index: number;
  readonly id: number;
  readonly scope: Scope;
  /** Ids of the records above it in the path, outermost first. */
  readonly parents: readonly number[];
  /** Key of its collection, e.g. `rfis` or `rfis/{}/replies`. */
  readonly collection: string;
  readonly hash: number;
  /** The row's own day, counted from the first of the seed; later rows have later days. */
  readonly day: number;
  /** A daily log: all its times are on its day. */
  readonly daily: boolean;
  readonly world: World;
}

/** What the made-up values of one record may read of all the others. */
export interface World {
  readonly directory: Directory;
  /** Everybody in the company of the scope, users of the directory first. */
  people(scope: Scope): readonly Person[];
  /** The company a scope is in, as a scope. */
  companyScope(scope: Scope): Scope | undefined;
  /**
   * A short form of another record that the row's field `name` points to, e.g. `{ id, name }` of a location
   * for `location`; it exists, and the same row points to the same record. `undefined`: no such collection.
   */
  reference(row: Row, name: string): { readonly id: number; readonly name: string } | undefined;
  /** Like `reference`, but only the records above the row in its path. */
  above(row: Row, name: string): { readonly id: number; readonly name: string } | undefined;
  /** Name of the record with that id in the collection that the field `name` refers to. */
  nameOf(row: Row, name: string, id: number): string | undefined;
  /** Id of the nth seeded folder of Documents; 0 is the root. */
  folderId(scope: Scope, index: number): number;
  /** What a write has put into the row's field, or `undefined`. */
  stored(row: Row, name: string): unknown;
  /** Rows that the seed gives the row's collection. */
  seededRows(row: Row): number;
  /** Rows created in the collection before this one. */
  createdBefore(row: Row): number;
}

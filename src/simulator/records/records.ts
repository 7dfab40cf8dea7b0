import type { CatalogMatch, Operation } from '../../procore/catalog/catalog.ts';
import type { Directory } from './directory.ts';

/** What the data follow from. */
export interface RecordsOptions {
  /** The same seed gives the same data. */
  readonly seed: number;
  /** Rows of the long lists, e.g. the RFIs of the main project; rows are made when they are read. */
  readonly rows: number;
  /** Projects of the main company beside the seeded ones; default none. */
  readonly projects?: number;
  /** Ids differ between environments, so that an id of another one is not found. */
  readonly environment: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A call that has passed the simulator's rules. */
export interface RecordsCall {
  readonly match: CatalogMatch;
  readonly query: URLSearchParams;
  /** Parsed JSON, or the fields of a form as nested objects; `undefined`: no body. */
  readonly body: unknown;
  readonly userId: number;
  /** Of the `Procore-Company-Id` header; `undefined` where the call has none. */
  readonly companyId: string | undefined;
}

/** Where a list page stands; the simulator makes `Total`, `Per-Page` and `Link` of it. */
export interface RecordsPage {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** What a call is answered, before it is put into the form of its API version. */
export type RecordsAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** To be sent as JSON, `data` wrap included; `undefined`: no body. */
      readonly body: unknown;
      /** `undefined`: not a list, or one that does not page by headers. */
      readonly page: RecordsPage | undefined;
      /** Where a 302 leads. */
      readonly location?: string;
    }
  | {
      readonly kind: 'refused';
      readonly status: 400 | 404 | 413 | 422;
      /** A text, or field to texts; the simulator puts it into the envelope of the API version. */
      readonly errors: string | Readonly<Record<string, readonly string[]>>;
    };

/** What a call has changed in one record. */
export interface RecordWrite {
  readonly change: 'create' | 'update' | 'delete';
  /** Path without version and scope, placeholders as `{}`, e.g. `rfis/{}/replies`. */
  readonly collection: string;
  /** Whose record it is. */
  readonly kind: 'company' | 'project';
  readonly companyId: number;
  /** `undefined`: a record of the company. */
  readonly projectId: number | undefined;
  /** Ids of the records above it, outermost first. */
  readonly parents: readonly number[];
  readonly id: number;
}

/** All records of one simulator. */
export interface Records extends Directory {
  /** Data for a call, and what a write changes. Never throws for bad input. */
  answer(call: RecordsCall): RecordsAnswer;
  /** What was written since it was asked last, in order; a few thousand at most. */
  takeWrites(): readonly RecordWrite[];
  /** Id of the user who made the record that a path names; `undefined`: it was there from the start. */
  creatorOf(call: RecordsCall): number | undefined;
  /** Path of a record that exists and that only an Admin of its tool sees; others get 404. */
  hiddenPath(): string;
  /** `engine_name` of the project tool an operation belongs to; `undefined`: of no tool that can be off. */
  toolOf(operation: Operation): string | undefined;
  /**
   * Path and required query parameters of records that exist, for a call that answers 2xx; parameters of
   * no known meaning get a value of their type. For tests, demos and the log's suggestions.
   */
  exampleParameters(operation: Operation): {
    readonly path: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
  };
}

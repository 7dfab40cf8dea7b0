import type { LayerValue } from './values.ts';

/** Something in a file outside the `.http` file that the user should mend; nothing stops because of it. */
export interface OutsideProblem {
  /** The file's name as people know it. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** Names with their values, in the order of the file. */
export type NamedValues = ReadonlyMap<string, LayerValue>;

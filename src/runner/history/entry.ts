import type { Exchange } from '../exchange.ts';

/** What the list of a history shows of an entry, and what it is searched by. Short: it is read for each row. */
export interface EntryHead {
  /** When it went out, in milliseconds since 1970. */
  readonly at: number;
  /** Address of the document and key of the request in it, as the editor knew them; masked. */
  readonly document: string;
  readonly key: string;
  readonly label: string;
  readonly method: string;
  readonly url: string;
  /** Name of the environment that the request was for. */
  readonly environment: string;
  readonly environmentTitle: string;
  /** Status, time and size in one line. */
  readonly outcome: string;
  /** `null`: nothing came back. */
  readonly status: number | null;
  readonly result: EntryResult;
  readonly diagnoses: readonly string[];
}

/** `passed`: a good answer, and every assert held. `cancelled`: a person stopped it. */
export type EntryResult = 'passed' | 'failed' | 'cancelled';

/** What was chosen in the editor when it went out. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The project that was chosen, with the company it is in. */
export interface ProjectChoice extends Choice {
  readonly companyId: string;
}

/** Everything else. */
export interface EntryDetail {
  readonly exchange: Exchange;
  /** The block of the file as written; `undefined`: it was longer than bodies that are kept. */
  readonly template: string | undefined;
  readonly definitions: string;
  /** `undefined`: nothing was sent, or no text, or more than is kept. */
  readonly sentBody: string | undefined;
  readonly allPages: boolean;
  readonly company: Choice | undefined;
  readonly project: ProjectChoice | undefined;
  /** Why not all of the answer is here; `undefined`: it is. */
  readonly left: BodyLeft | undefined;
}

/** `large`: its beginning is kept. `off`: bodies are not kept. `elsewhere`: it went to a file, or was no text. */
export type BodyLeft = 'large' | 'off' | 'elsewhere';

/** One request that went out, and what became of it. It never changes. */
export interface Entry {
  readonly head: EntryHead;
  readonly detail: EntryDetail;
}

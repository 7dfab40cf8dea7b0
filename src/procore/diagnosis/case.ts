import type { DiagnosisAction, DiagnosisField } from './actions.ts';
import type { DiagnosisId, Severity } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';

/**
 * How sure a finding is, surest first: what the client knows for certain, an exact machine string of the
 * answer, what the context shows, what the catalog says of the path, what the status means in general, and
 * what is worth a look next.
 */
export const certainties = ['known', 'machine', 'context', 'path', 'general', 'follow-up'] as const;

/** One of `certainties`. */
export type Certainty = (typeof certainties)[number];

/** One row of the table of cases. Sources and marks of certainty stand beside each. */
export interface DiagnosisCase {
  readonly id: DiagnosisId;
  readonly title: string;
  /** Page of Procore's documentation. */
  readonly link: string;
  /** `undefined`: not this case. */
  readonly recognise: (seen: Evidence) => Finding | undefined;
}

/** What a case says of one answer; id, link and the usual title are its own. */
export interface Finding {
  readonly certainty: Certainty;
  readonly cause: string;
  /** What to do, first things first. */
  readonly remedies: readonly string[];
  /** What one click can do, the most helpful first. Default: nothing. */
  readonly actions?: readonly DiagnosisAction[];
  /** Which fields and parameters it is about. Default: none. */
  readonly fields?: readonly DiagnosisField[];
  /** Where the case's own title is not exact enough. */
  readonly title?: string;
  /** Default: error where the request failed, else warning; information for a follow-up. */
  readonly severity?: Severity;
  /**
   * A general finding gives way to any surer one, and a follow-up stands only behind another finding;
   * this names the ids that it stays beside.
   */
  readonly beside?: readonly DiagnosisId[];
}

/** Drops the sentences that do not apply, so that a table can hold conditions. */
export function sentences(...texts: readonly (string | false | undefined)[]): string {
  return texts.filter(text => typeof text === 'string' && text !== '').join(' ');
}

/** The same for a list of remedies. */
export function steps(...texts: readonly (string | false | undefined)[]): readonly string[] {
  return texts.filter((text): text is string => typeof text === 'string' && text !== '');
}

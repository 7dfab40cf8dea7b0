import type { DiagnosisId } from '../diagnosis/diagnosis.ts';

/** One thing that goes wrong, or is asked, on Procore's FAQ and Troubleshooting pages, in our words. */
export interface TroubleRow {
  /** Stable; lower case with dashes. */
  readonly id: string;
  readonly title: string;
  /** What somebody sees, in the words that they would search for. */
  readonly symptom: string;
  readonly cause: string;
  /** In order. Ends with the sentence that helps where nothing else did. */
  readonly remedies: readonly string[];
  /** A page of Procore's documentation. */
  readonly link: string;
  /** The diagnoses that recognise it on the wire; empty: it never shows there. */
  readonly diagnosisIds: readonly DiagnosisId[];
  /** Id of the command of the extension that helps. */
  readonly command?: string;
}

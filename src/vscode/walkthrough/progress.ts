import type { SentRequest } from '../requests/sentRequests.ts';

/** What the steps of the walkthrough wait for. */
export interface Progress {
  /** A request came back as it should. */
  readonly answered: boolean;
  /** A request failed, and its cause was told. */
  readonly explained: boolean;
}

/** What these sendings show, beside what was seen before: a step that is done stays done. */
export function progressOf(sent: readonly SentRequest[], before: Progress): Progress {
  const statuses = sent.flatMap(({ exchange }) => exchange?.response?.status ?? []);
  return {
    answered: before.answered || statuses.some(status => status >= 200 && status < 300),
    explained:
      before.explained ||
      sent.some(({ exchange }) => exchange?.diagnoses.some(({ severity }) => severity === 'error') === true),
  };
}

import type { SentRequest } from '../requests/sentRequests.ts';

/** Steps of the walkthrough that sending does: a request came back as it should, or failed and its cause was told. */
export type StepDone = 'answered' | 'explained';

/** The steps that these sendings do. */
export function stepsDoneBy(sent: readonly SentRequest[]): ReadonlySet<StepDone> {
  const done = new Set<StepDone>();
  for (const { exchange } of sent) {
    const status = exchange?.response?.status ?? 0;
    if (status >= 200 && status < 300) done.add('answered');
    if (exchange?.diagnoses.some(({ severity }) => severity === 'error')) done.add('explained');
  }
  return done;
}

import type { Diagnosis } from '../diagnosis.ts';

/** Whether one of the diagnoses says that a few reads would tell more. */
export function canFindCause(diagnoses: readonly Diagnosis[]): boolean {
  return diagnoses.some(({ actions }) => actions.some(({ kind }) => kind === 'findCause'));
}

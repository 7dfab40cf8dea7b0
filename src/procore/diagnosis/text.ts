import type { Diagnosis } from './diagnosis.ts';

/** A diagnosis as lines of plain text for a terminal: title, cause, numbered remedies, link. */
export function diagnosisText({ id, severity, title, cause, remedies, link }: Diagnosis): string {
  const steps = remedies.map((remedy, index) => `  ${index + 1}. ${remedy}`);
  return [`${severity}: ${title} (${id})`, `  ${cause}`, ...steps, `  ${link}`].join('\n');
}

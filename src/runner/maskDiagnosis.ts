import type { Diagnosis } from '../procore/diagnosis/diagnosis.ts';

type Masking = (text: string) => string;

/** A diagnosis with every text masked; `plain` for what is a name or an address, `text` for sentences. */
export function maskDiagnosis(diagnosis: Diagnosis, plain: Masking, text: Masking): Diagnosis {
  const { title, cause, remedies, actions, fields } = diagnosis;
  return {
    ...diagnosis,
    title: plain(title),
    cause: text(cause),
    remedies: remedies.map(text),
    actions: actions.map(action => masked(action, plain)),
    fields: fields.map(field => masked(field, plain)),
  };
}

/** The same value with every text in it masked, so that its shape stays. */
function masked<T>(value: T, mask: Masking): T;
function masked(value: unknown, mask: Masking): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((one: unknown) => masked(one, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, mask)]));
}

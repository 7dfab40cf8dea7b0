import { isSecretName } from '../secretValues.ts';

/** Stands for a value that nobody should read over a shoulder. */
export const masked = '••••••';

const longest = 200;

/**
 * A value as hovers and completions show it: on one line, cut where it is long, masked where it is said to be
 * secret or its name says so. What only names another value, as `{{token}}` does, is shown.
 */
export function shownValue(name: string, value: string, secret: boolean): string {
  if (value === '') return '';
  const refers = /^(?:Bearer\s+|Basic\s+)?\{\{[^{}]*\}\}$/i.test(value.trim());
  if (!refers && (secret || isSecretName(name))) return masked;
  const hidden = refers ? value : value.replaceAll(/\beyJ[\w-]{8,}\.[\w-]+\.?[\w-]*/g, masked);
  const line = hidden.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

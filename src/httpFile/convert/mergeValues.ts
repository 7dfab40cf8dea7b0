import type { Sections } from './fromPostman.ts';

/** An environment file with values added, and what it kept although the import says otherwise. */
export interface MergedValues {
  readonly text: string;
  /** `section: name`, whose value in the file differs. */
  readonly kept: readonly string[];
}

/**
 * The text of an environment file with the values added that it does not have; what it has, it keeps.
 * `undefined` where the present text is no JSON object, or could not be written again as it is, so that
 * nothing is lost.
 */
export function mergeValues(present: string | undefined, added: Sections): MergedValues | undefined {
  const sections = present === undefined || present.trim() === '' ? {} : parsed(present);
  if (sections === undefined) return undefined;
  const made: Record<string, unknown> = { ...sections };
  const kept: string[] = [];
  for (const [section, values] of Object.entries(added)) {
    const before = made[section];
    if (before !== undefined && !isObject(before)) return undefined;
    const own: Record<string, unknown> = { ...before };
    for (const [name, value] of Object.entries(values)) {
      if (!Object.hasOwn(own, name)) own[name] = value;
      else if (own[name] !== value) kept.push(`${section}: ${name}`);
    }
    made[section] = own;
  }
  return { text: `${JSON.stringify(made, null, 2)}\n`, kept };
}

function parsed(text: string): Record<string, unknown> | undefined {
  // Numbers of so many digits would come back changed.
  if (/[:[,]\s*-?\d{16}/.test(text)) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

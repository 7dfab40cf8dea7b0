import { privateValueEdit } from '../features/fixes/privateValue.ts';
import type { Sections } from './postmanValues.ts';

/** An environment file with values added, and what it kept although the import says otherwise. */
export interface MergedValues {
  readonly text: string;
  /** `section: name`, whose value in the file differs, or may differ where comments hide it. */
  readonly kept: readonly string[];
}

/**
 * The text of an environment file with the values added that it does not have; what it has, it keeps, layout
 * and comments included. `undefined` where the present text is no JSON object, so that nothing is lost.
 */
export function mergeValues(present: string | undefined, added: Sections): MergedValues | undefined {
  let text = present;
  const kept: string[] = [];
  for (const [section, values] of Object.entries(added))
    for (const [name, value] of Object.entries(values)) {
      const edit = privateValueEdit(text, section, name, value);
      if (edit !== undefined) {
        const before = text ?? '';
        text = before.slice(0, edit.start) + edit.text + before.slice(edit.end);
      } else if (privateValueEdit(text, section, `${name} `, '') === undefined) return undefined;
      else if (valueIn(text, section, name) !== value) kept.push(`${section}: ${name}`);
    }
  return text === undefined ? undefined : { text, kept };
}

function valueIn(text: string | undefined, section: string, name: string): unknown {
  try {
    const json: unknown = JSON.parse(text ?? '');
    const values: unknown = isObject(json) ? json[section] : undefined;
    return isObject(values) ? values[name] : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { valueText } from './json.ts';
import type { NamedValues } from './outsideFiles.ts';
import type { LayerValue } from './values.ts';

/**
 * The sections of REST Client's setting `rest-client.environmentVariables`, `$shared` among them. Settings are
 * written by hand, so anything may stand there; what is no object of names and values is passed over.
 */
export function settingsSections(setting: unknown): ReadonlyMap<string, NamedValues> {
  const sections = new Map<string, NamedValues>();
  if (!isObject(setting)) return sections;
  for (const [section, values] of Object.entries(setting)) {
    if (!isObject(values)) continue;
    const named = new Map<string, LayerValue>();
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) continue;
      named.set(name, { text: valueText(value), line: undefined });
    }
    sections.set(section, named);
  }
  return sections;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

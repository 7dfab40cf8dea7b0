import { isSecretName } from '../secretValues.ts';
import type { PostmanEnvironment, PostmanVariable } from './postmanFormat.ts';
import { variableNameOf, withOurNames } from './postmanNames.ts';

/** Values by section of an environment file and by name. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What goes into the two environment files. */
export interface EnvironmentValues {
  readonly publicValues: Sections;
  readonly privateValues: Sections;
}

/** The values of environments, secrets apart. */
export function environmentSections(environments: readonly PostmanEnvironment[]): EnvironmentValues {
  const publicValues: Record<string, Record<string, string>> = {};
  const privateValues: Record<string, Record<string, string>> = {};
  for (const { name, values } of environments)
    for (const { key, value, secret, disabled } of values) {
      if (key === '' || disabled) continue;
      const sections = secret || isSecretName(key) ? privateValues : publicValues;
      sections[name] = { ...sections[name], [variableNameOf(key)]: withOurNames(value, new Set()) };
    }
  return { publicValues, privateValues };
}

/** With the secrets of the collection itself, which hold in every environment. */
export function merged(
  { publicValues, privateValues }: EnvironmentValues,
  hidden: ReadonlyMap<string, string>,
): EnvironmentValues {
  if (hidden.size === 0) return { publicValues, privateValues };
  const shared = { ...privateValues['$shared'], ...Object.fromEntries(hidden) };
  return { publicValues, privateValues: { ...privateValues, $shared: shared } };
}

/** What variables that are on stand for; the last of one name wins. */
export function valuesByName(variables: readonly PostmanVariable[]): ReadonlyMap<string, string> {
  return new Map(variables.filter(({ disabled }) => !disabled).map(({ key, value }) => [key, value]));
}

/** A reference in place of a secret, which is kept in `hidden` under the name it got. */
export function hideSecret(name: string, value: string, hidden: Map<string, string>): string {
  if (value.includes('{{')) return value;
  const base = variableNameOf(name);
  if (value === '') return `{{${base}}}`;
  let free = base;
  for (let count = 2; hidden.has(free) && hidden.get(free) !== value; count++) free = `${base}${count}`;
  hidden.set(free, value);
  return `{{${free}}}`;
}

/** Headers whose values nobody should read in a request file. */
export function isSecretHeader(name: string): boolean {
  return isSecretName(name) || /^(?:authorization|cookie|x-api-key)$/i.test(name);
}

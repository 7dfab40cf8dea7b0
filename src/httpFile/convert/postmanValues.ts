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

/**
 * The values of environments, secrets apart. Variables of the collection that an environment has, too, hold
 * where it has none: it wins over them in Postman, and would not over those of a file.
 */
export function environmentSections(
  environments: readonly PostmanEnvironment[],
  ofCollection: readonly PostmanVariable[],
): EnvironmentValues {
  const publicValues: Record<string, Record<string, string>> = {};
  const privateValues: Record<string, Record<string, string>> = {};
  const weaker = ofCollection.filter(({ key }) => isInEnvironment(key, environments));
  for (const { name, values } of [...environments, { name: '$shared', values: weaker }])
    for (const { key, value, secret, disabled } of values) {
      if (key === '' || disabled) continue;
      const sections = secret || isSecretName(key) ? privateValues : publicValues;
      sections[name] = { ...sections[name], [variableNameOf(key)]: withOurNames(value, new Set()) };
    }
  return { publicValues, privateValues };
}

/** Whether one of the environments, globals apart, has a variable of that name that is on. */
export function isInEnvironment(key: string, environments: readonly PostmanEnvironment[]): boolean {
  return environments.some(
    ({ name, values }) => name !== '$shared' && values.some(one => one.key === key && !one.disabled),
  );
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

/**
 * What a name stands for in each of several sets of variables that has it on; in one set the last wins. Names
 * within a value are filled in where one set has them.
 */
export function valuesByName(
  sets: readonly (readonly PostmanVariable[])[],
): (name: string) => readonly string[] {
  const maps = sets.map(
    set => new Map(set.filter(({ disabled }) => !disabled).map(({ key, value }) => [key, value])),
  );
  const valuesOf = (name: string, depth: number): readonly string[] =>
    maps.flatMap(map => {
      const value = map.get(name);
      return value === undefined ? [] : filledIn(value, depth);
    });
  const filledIn = (value: string, depth: number): readonly string[] => {
    const inner = /\{\{([^{}]+)\}\}/.exec(value);
    if (inner === null || depth > deepest) return [value];
    const found = new Set(valuesOf((inner[1] ?? '').trim(), depth + 1));
    return [...found].flatMap(one =>
      filledIn(
        value.replace(inner[0], () => one),
        depth + 1,
      ),
    );
  };
  return name => valuesOf(name, 0);
}

/** Variables in variables beyond any that people make. */
const deepest = 4;

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

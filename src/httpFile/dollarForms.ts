import { plainValue } from './candidates.ts';
import { dynamicValue } from './dynamicValues.ts';
import { parseInput } from './inputs.ts';
import { missing } from './missingValues.ts';
import { secretsOf } from './secretValues.ts';
import type { FoundValue, MissingValue, Scope, ValueLayer, ValueOrigin } from './values.ts';

/**
 * What a name that begins with `$` gives by its form: an input, the operating system's environment, a
 * `.env` file, `$shared`, a folder, or a dynamic value. `undefined` where it has none of these forms.
 * `resolveInner` reads the variable that `%` points to.
 */
export function resolveForm(
  name: string,
  scope: Scope,
  resolveInner: (name: string) => FoundValue | MissingValue,
): FoundValue | MissingValue | undefined {
  const input = parseInput(name);
  if (input !== undefined) {
    const { inputs = {}, overrides } = scope.values;
    const answers = Object.hasOwn(overrides, input.key) ? overrides : inputs;
    const text = Object.hasOwn(answers, input.key) ? answers[input.key] : undefined;
    if (text === undefined) {
      return missing(
        name,
        'input-needed',
        `"${input.label}" is asked for at each sending. Answer it, or pass --var "${input.label}=<value>".`,
      );
    }
    return found(name, text, 'prompt', { secrets: input.kind === 'hidden' ? secretsOf('secret', text) : [] });
  }
  const [, form, indirect, key = ''] =
    /^\$(processEnv\s+|env\.|dotenv\s+|shared\s+)(%?)(\S+)$/.exec(name) ?? [];
  if (form !== undefined) {
    const inner = indirect === '%' ? resolveInner(key) : undefined;
    if (inner?.found === false) return inner;
    const variable = inner?.value ?? key;
    if (form.startsWith('dotenv')) return fromDotEnv(name, variable, scope);
    if (form.startsWith('shared')) return fromShared(name, variable, scope);
    return fromProcessEnv(name, variable, scope);
  }
  const { folders = {} } = scope.values;
  if (name === '$projectRoot') return folder(name, folders.projectRoot);
  if (name === '$historyFolder') return folder(name, folders.historyFolder);
  const value = dynamicValue(name, scope.values);
  switch (value.kind) {
    case 'value':
      return found(
        name,
        value.text,
        'dynamic',
        value.warning === undefined ? {} : { warning: value.warning },
      );
    case 'invalid':
      return missing(name, 'dynamic-value-invalid', `{{${name}}} cannot be read: ${value.reason}`);
    case 'unknown':
      return undefined;
  }
}

function fromProcessEnv(name: string, variable: string, { values }: Scope): FoundValue | MissingValue {
  const { processEnv } = values;
  const value = Object.hasOwn(processEnv, variable) ? processEnv[variable] : undefined;
  if (value === undefined) {
    return missing(
      name,
      'process-env-missing',
      `The environment variable ${variable} is not set. Set it and try again.`,
    );
  }
  return found(name, value, 'processEnv', { secrets: secretsOf(variable, value) });
}

/** Visual Studio finds names of any case; the exact one is preferred. */
function fromDotEnv(name: string, variable: string, { values }: Scope): FoundValue | MissingValue {
  const layers = (values.layers ?? []).filter(({ origin }) => origin === 'dotEnv');
  for (const matches of [
    (key: string) => key === variable,
    (key: string) => key.toLowerCase() === variable.toLowerCase(),
  ]) {
    for (const layer of layers) {
      const entry = [...layer.values].find(([key]) => matches(key));
      if (entry === undefined) continue;
      const [key, { text, line }] = entry;
      return found(name, text, 'dotEnv', { layer, line, secrets: secretsOf(key, text) });
    }
  }
  const files = layers.map(({ source }) => source).join(', ') || 'there is none beside the file or above it';
  return missing(
    name,
    'dot-env-missing',
    `No .env file gives ${variable} a value (${files}). Write ${variable}=value into .env beside the request file.`,
  );
}

/** REST Client's `{{$shared name}}` in its settings, to read past a value of the environment's own. */
function fromShared(
  name: string,
  variable: string,
  { values }: Scope,
): FoundValue | MissingValue | undefined {
  for (const layer of values.layers ?? []) {
    if (layer.origin !== 'sharedSettings' && layer.origin !== 'sharedEnvironment') continue;
    const value = layer.values.get(variable);
    if (value === undefined) continue;
    const secrets = layer.secret ? secretsOf(variable, value.text) : [];
    return found(name, value.text, layer.origin, { layer, line: value.line, secrets });
  }
  return missing(name, 'variable-unknown', `No environment has ${variable} under $shared. Add it there.`);
}

function folder(name: string, path: string | undefined): FoundValue | MissingValue {
  if (path !== undefined) return found(name, path, 'dynamic', {});
  return missing(
    name,
    'folder-missing',
    `{{${name}}} has no value: the text stands in no folder. Save it first.`,
  );
}

function found(
  name: string,
  value: string,
  origin: ValueOrigin,
  more: {
    readonly layer?: ValueLayer;
    readonly line?: number | undefined;
    readonly secrets?: readonly string[];
    readonly warning?: string;
  },
): FoundValue {
  const { layer, line, secrets = [], warning } = more;
  return { ...plainValue(name, { origin, value, layer }, [], secrets), line, warning };
}

import { answerReference, parseAnswerPath } from './answerPaths.ts';
import { answerValue } from './answerValues.ts';
import { type Candidate, candidatesFor, plainValue } from './candidates.ts';
import { readEscapes, variableName } from './definitions.ts';
import { resolveForm } from './dollarForms.ts';
import { promptsOf } from './inputs.ts';
import { circularMessage, missing, unknown, unknownRequest } from './missingValues.ts';
import { readBraceEscapes, referencesIn } from './references.ts';
import { isSecretName, secretsOf } from './secretValues.ts';
import type { FoundValue, MissingValue, Scope, ShadowedValue, Substituted } from './values.ts';

export type { Answer } from './answers.ts';
export type {
  FoundValue,
  MissingCode,
  MissingValue,
  Scope,
  ShadowedValue,
  Substituted,
  ValueLayer,
  ValueOrigin,
  Values,
} from './values.ts';

/** What `{{name}}` stands for in this scope. Dynamic values are new at each call. */
export function resolveName(name: string, scope: Scope): FoundValue | MissingValue {
  const value = resolve(name, scope, []);
  if (value.found) noteSecrets(scope, [value]);
  return value;
}

/**
 * `text` with every `{{name}}` replaced, once: values are not read again. httpYac's `\{\{name\}\}` is the text
 * `{{name}}`; other text stays as it is. In the text of a body, braces around what can be no name are text.
 */
export function substitute(text: string, scope: Scope, where: 'head' | 'body' = 'body'): Substituted {
  const substituted = substituteWithin(text, scope, [], where);
  noteSecrets(scope, substituted.values);
  return substituted;
}

/** Everything that was found in this scope so far and must be masked wherever it is shown. */
export function secretsUsed(scope: Scope): readonly string[] {
  const known = secretsOfScopes.get(scope);
  return known === undefined ? [] : [...known];
}

const secretsOfScopes = new WeakMap<Scope, Set<string>>();

function noteSecrets(scope: Scope, values: readonly FoundValue[]): void {
  for (const { secrets } of values) {
    if (secrets.length === 0) continue;
    const noted = secretsOfScopes.get(scope) ?? new Set();
    secretsOfScopes.set(scope, noted);
    for (const secret of secrets) noted.add(secret);
  }
}

/** A value that is being made of others, to find one that needs itself. */
interface Step {
  readonly key: object;
  /** As people know it: `@name`, or the name in an environment file. */
  readonly label: string;
}

type Trail = readonly Step[];

function resolve(name: string, scope: Scope, trail: Trail): FoundValue | MissingValue {
  const { file, request, values } = scope;
  const prompt = promptsOf(request).get(name);
  const candidates = candidatesWithin(name, scope, trail);
  const [winner, ...weaker] = candidates;
  const shadows = weaker.map(({ origin, value, layer }): ShadowedValue => ({ origin, value, layer }));

  if (winner?.origin === 'override') {
    const hidden = prompt?.kind === 'hidden' || isSecretName(name);
    return plainValue(name, winner, shadows, hidden ? secretsOf('secret', winner.value) : []);
  }
  if (prompt !== undefined) {
    const { inputs = {} } = values;
    const text = Object.hasOwn(inputs, prompt.key) ? inputs[prompt.key] : undefined;
    if (text === undefined) {
      return missing(
        name,
        'input-needed',
        `{{${name}}} is asked for at each sending. Answer it, or pass --var ${name}=<value>.`,
      );
    }
    const secrets = prompt.kind === 'hidden' ? secretsOf('secret', text) : [];
    return plainValue(name, { origin: 'prompt', value: text, layer: undefined }, candidates, secrets);
  }
  const long = parseAnswerPath(name);
  const reference = winner === undefined || long !== undefined ? answerReference(name, file) : undefined;
  if (reference !== undefined) return answerValue(name, reference, values, candidates);
  if ((winner?.definition ?? winner?.layerValue ?? winner?.flag) !== undefined && winner !== undefined) {
    return evaluate(name, winner, shadows, scope, trail);
  }
  if (winner !== undefined) return plainValue(name, winner, shadows, []);
  if (long !== undefined) {
    return unknownRequest(name, long.request, file);
  }
  if (!name.startsWith('$')) return unknown(name, file, values);
  return resolveForm(name, scope, inner => resolve(inner, scope, trail)) ?? unknown(name, file, values);
}

/** `@name = {{name}}` hands on what has that name outside of the file. */
function candidatesWithin(name: string, scope: Scope, trail: Trail): readonly Candidate[] {
  const candidates = candidatesFor(name, scope);
  const self = trail.at(-1)?.key;
  if (self === undefined || candidates.length < 2) return candidates;
  return candidates.filter(({ definition }) => definition !== self);
}

/** The value of a file variable or of an outside one, which may be made of others. */
function evaluate(
  name: string,
  { origin, value, layer, definition, layerValue, flag }: Candidate,
  shadows: readonly ShadowedValue[],
  scope: Scope,
  trail: Trail,
): FoundValue | MissingValue {
  const key = definition ?? layerValue ?? flag;
  if (key === undefined) return plainValue(name, { origin, value, layer }, shadows, []);
  const earlier = evaluated.get(scope)?.get(key);
  if (earlier !== undefined) return { ...earlier, name, shadows };
  const label = definition === undefined ? name : `@${variableName(definition)}`;
  const from = trail.findIndex(step => step.key === key);
  if (from >= 0) {
    const labels = [...trail.slice(from).map(step => step.label), label];
    return missing(name, 'variable-circular', circularMessage(labels));
  }
  if (trail.length >= deepest) {
    return missing(
      name,
      'variable-too-long',
      `${label} is made of variables that are made of others, more than ${deepest} times. Write its value out.`,
    );
  }
  const text = definition === undefined ? value : readEscapes(value);
  const where = definition === undefined ? 'body' : 'head';
  const said = substituteWithin(text, scope, [...trail, { key, label }], where);
  const failed = said.missing[0];
  if (failed !== undefined) return failed;
  if (said.text.length > longest) {
    return missing(
      name,
      'variable-too-long',
      `The value of ${label} grows beyond 10 million characters. Shorten it.`,
    );
  }
  const found: FoundValue = {
    found: true,
    name,
    value: said.text,
    origin,
    definition,
    layer,
    line: layerValue?.line,
    secrets:
      layer?.secret || isSecretName(name)
        ? secretsOf(name, said.text)
        : said.values.flatMap(inner => inner.secrets),
    warning: said.values.find(inner => inner.warning !== undefined)?.warning,
    shadows,
  };
  // What is made of nothing else is the same each time, and remembering it takes longer than making it.
  if (said.values.length === 0) return found;
  const memory = evaluated.get(scope) ?? new Map<object, FoundValue>();
  evaluated.set(scope, memory.set(key, found));
  return found;
}

const evaluated = new WeakMap<Scope, Map<object, FoundValue>>();
/** In characters. */
const longest = 10_000_000;
const deepest = 200;

function substituteWithin(text: string, scope: Scope, trail: Trail, where: 'head' | 'body'): Substituted {
  if (!text.includes('{{')) return { text: readBraceEscapes(text), values: [], missing: [] };
  const values: FoundValue[] = [];
  const missingValues: MissingValue[] = [];
  let substituted = '';
  let from = 0;
  for (const { name, range } of referencesIn(text, where)) {
    const value = resolve(name, scope, trail);
    // One reason is enough to give up a variable; asking on would double at each level of nesting.
    if (!value.found && trail.length > 0) return { text, values, missing: [value] };
    if (value.found) values.push(value);
    else missingValues.push(value);
    substituted += readBraceEscapes(text.slice(from, range.start));
    substituted += value.found ? value.value : text.slice(range.start, range.end);
    from = range.end;
  }
  return { text: substituted + readBraceEscapes(text.slice(from)), values, missing: missingValues };
}

import { type Answer, type AnswerPath, type AnswerValue, parseAnswerPath, readAnswer } from './answers.ts';
import { definitionFor, readEscapes, variableName } from './definitions.ts';
import { type Chance, dynamicValue } from './dynamicValues.ts';
import { camelCase, findRequest } from './names.ts';
import { referencesIn } from './references.ts';
import type { HttpFile, ReferenceNode, RequestNode, VariableNode } from './syntax.ts';

export type { Answer } from './answers.ts';

/** Where a value came from; of one name the first of these that has it wins. */
export type ValueOrigin = 'override' | 'answer' | 'file' | 'host' | 'processEnv' | 'dynamic';

/** What names may stand for, beside what the file says. The world's part comes in as functions. */
export interface Values extends Chance {
  /** Beats everything: `--var`. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Below the file's own variables: what the host knows, e.g. `$procore.companyId`. */
  readonly host: Readonly<Record<string, string>>;
  /** The operating system's environment, for `$processEnv` and `$env`. */
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** What an earlier request of this file sent and got, or `undefined` where it has not been answered. */
  readonly answerOf: (request: RequestNode) => Answer | undefined;
}

/**
 * Whose names are meant: file variables count from the request upwards. A scope serves one sending: a file
 * variable is evaluated once in it, so that `@id = {{$uuid}}` is one id throughout the request.
 */
export interface Scope {
  readonly file: HttpFile;
  readonly request: RequestNode;
  readonly values: Values;
}

export interface FoundValue {
  readonly found: true;
  readonly name: string;
  readonly value: string;
  readonly origin: ValueOrigin;
  /** The `@name = value` that was taken; `undefined` for other origins. */
  readonly definition: VariableNode | undefined;
  /** Weaker values of the same name, strongest first. */
  readonly shadows: readonly { readonly origin: ValueOrigin; readonly value: string }[];
}

/** Stops the request: a name without a value never goes on the wire as text. */
export interface MissingValue {
  readonly found: false;
  readonly name: string;
  readonly code: MissingCode;
  readonly message: string;
  /** The request that must be answered first, where `code` is `request-not-answered`; else `undefined`. */
  readonly needs: RequestNode | undefined;
}

export type MissingCode =
  | 'variable-unknown'
  | 'variable-circular'
  | 'variable-too-long'
  | 'request-not-answered'
  | 'answer-has-no-value'
  | 'answer-path-invalid'
  | 'dynamic-value-invalid'
  | 'process-env-missing';

export interface Substituted {
  /** Complete only where `missing` is empty. */
  readonly text: string;
  readonly values: readonly FoundValue[];
  readonly missing: readonly MissingValue[];
}

/** What `{{name}}` stands for in this scope. Dynamic values are new at each call. */
export function resolveName(name: string, scope: Scope): FoundValue | MissingValue {
  return resolve(name, scope, []);
}

/** `text` with every `{{name}}` replaced, once: values are not read again. Other text stays as it is. */
export function substitute(text: string, scope: Scope): Substituted {
  return substituteWithin(text, scope, []);
}

/**
 * The requests whose answers this one reads, directly, through file variables or through each other, in the
 * order in which they must be sent, without `request` itself. `cycle` is a request that needs its own
 * answer, `undefined` where none does.
 */
export function prerequisites(
  file: HttpFile,
  request: RequestNode,
): { readonly order: readonly RequestNode[]; readonly cycle: RequestNode | undefined } {
  const order: RequestNode[] = [];
  const done = new Set<RequestNode>();
  const path = new Set<RequestNode>();
  let cycle: RequestNode | undefined;
  const visit = (node: RequestNode): void => {
    if (path.has(node)) cycle ??= node;
    if (path.has(node) || done.has(node)) return;
    path.add(node);
    for (const needed of neededAnswers(file, node)) visit(needed);
    path.delete(node);
    done.add(node);
    if (node !== request) order.push(node);
  };
  visit(request);
  return { order, cycle };
}

function neededAnswers(file: HttpFile, request: RequestNode): readonly RequestNode[] {
  const needed: RequestNode[] = [];
  const seen = new Set<VariableNode>();
  const read = (references: readonly ReferenceNode[]): void => {
    for (const { name } of references) {
      const definition = definitionFor(file, request, name);
      if (definition !== undefined) {
        if (!seen.has(definition)) {
          seen.add(definition);
          read(definition.references);
        }
        continue;
      }
      const path = parseAnswerPath(name) ?? parseShortPath(name, file);
      const node = path && findRequest(file, path.request);
      if (node !== undefined) needed.push(node);
    }
  };
  read(request.references);
  for (const { text } of request.asserts) read(referencesIn(text));
  for (const { value } of request.flags) if (value !== true) read(referencesIn(value));
  return needed;
}

/** `trail` holds the definitions being read, to find a value that needs itself. */
type Trail = readonly VariableNode[];

function resolve(name: string, scope: Scope, trail: Trail): FoundValue | MissingValue {
  const { file, request, values } = scope;
  const definition = definitionFor(file, request, name);
  const path = definition === undefined ? (parseAnswerPath(name) ?? parseShortPath(name, file)) : undefined;
  const known = [
    fromRecord('override', values.overrides, name),
    definition && { origin: 'file' as const, value: definition.value.text },
    fromRecord('host', values.host, name),
  ].filter(candidate => candidate !== undefined);
  const [winner, ...shadows] = known;
  if (winner === undefined) {
    if (path !== undefined) return resolveAnswer(name, path, scope);
    return name.startsWith('$') ? resolveDynamic(name, scope) : unknown(name, scope);
  }
  if (winner.origin !== 'file' || definition === undefined) {
    return { found: true, name, value: winner.value, origin: winner.origin, definition: undefined, shadows };
  }
  const earlier = evaluated.get(scope)?.get(definition);
  if (earlier !== undefined) return { ...earlier, name, shadows };
  if (trail.includes(definition)) {
    const names = [...trail.slice(trail.indexOf(definition)), definition].map(
      variable => `@${variableName(variable)}`,
    );
    return missing(
      name,
      'variable-circular',
      `${names.join(' needs ')}: no value can be found. Change one of them.`,
    );
  }
  const said = substituteWithin(readEscapes(definition.value.text), scope, [...trail, definition]);
  const failed = said.missing[0];
  if (failed !== undefined) return failed;
  if (said.text.length > longest) {
    return missing(
      name,
      'variable-too-long',
      `The value of @${variableName(definition)} grows beyond 10 million characters. Shorten it.`,
    );
  }
  const value: FoundValue = { found: true, name, value: said.text, origin: 'file', definition, shadows };
  const memory = evaluated.get(scope) ?? new Map<VariableNode, FoundValue>();
  evaluated.set(scope, memory.set(definition, value));
  return value;
}

const evaluated = new WeakMap<Scope, Map<VariableNode, FoundValue>>();
const longest = 10_000_000;

function fromRecord(
  origin: 'override' | 'host',
  record: Readonly<Record<string, string>>,
  name: string,
): { readonly origin: ValueOrigin; readonly value: string } | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return value === undefined ? undefined : { origin, value };
}

function substituteWithin(text: string, scope: Scope, trail: Trail): Substituted {
  const values: FoundValue[] = [];
  const missingValues: MissingValue[] = [];
  let substituted = '';
  let from = 0;
  for (const { name, range } of referencesIn(text)) {
    const value = resolve(name, scope, trail);
    // One reason is enough to give up a variable; asking on would double at each level of nesting.
    if (!value.found && trail.length > 0) return { text, values, missing: [value] };
    if (value.found) values.push(value);
    else missingValues.push(value);
    substituted +=
      text.slice(from, range.start) + (value.found ? value.value : text.slice(range.start, range.end));
    from = range.end;
  }
  return { text: substituted + text.slice(from), values, missing: missingValues };
}

function resolveAnswer(name: string, path: AnswerPath, scope: Scope): FoundValue | MissingValue {
  const request = findRequest(scope.file, path.request);
  if (request === undefined) {
    return missing(
      name,
      'variable-unknown',
      `No request of this file is named ${path.request}. Write # @name ${path.request} above the request whose answer is meant.`,
    );
  }
  const answer = scope.values.answerOf(request);
  if (answer === undefined) {
    const code = 'request-not-answered';
    return { ...missing(name, code, `${path.request} has no answer yet. Send it first.`), needs: request };
  }
  return found(name, path, readAnswer(answer, path));
}

function found(name: string, path: AnswerPath, value: AnswerValue): FoundValue | MissingValue {
  if ('text' in value) {
    return { found: true, name, value: value.text, origin: 'answer', definition: undefined, shadows: [] };
  }
  const place = `the ${path.half} of ${path.request}`;
  switch (value.problem) {
    case 'empty':
      return missing(
        name,
        'answer-has-no-value',
        `${path.path} finds nothing in ${place}. Look at that answer and mend the path.`,
      );
    case 'not-json':
      return missing(
        name,
        'answer-has-no-value',
        `The body of ${place} is not JSON, so ${path.path} finds nothing in it.`,
      );
    case 'path-invalid':
      return missing(
        name,
        'answer-path-invalid',
        `${path.path} is not a JSONPath. Write for example $.items[0].id.`,
      );
  }
}

/** `{{login.token}}` where `login` is a request: a path in the body of its answer. */
function parseShortPath(name: string, file: HttpFile): AnswerPath | undefined {
  const dot = name.search(/[.[]/);
  if (dot <= 0 || name.startsWith('$') || findRequest(file, name.slice(0, dot)) === undefined)
    return undefined;
  const path = name.slice(name.charAt(dot) === '.' ? dot + 1 : dot);
  return { request: name.slice(0, dot), half: 'response', part: 'body', path };
}

function resolveDynamic(name: string, scope: Scope): FoundValue | MissingValue {
  const environment = /^\$(?:processEnv\s+|env\.)(%?)([^\s]+)$/.exec(name);
  if (environment !== null)
    return resolveProcessEnv(name, environment[1] === '%', environment[2] ?? '', scope);
  const value = dynamicValue(name, scope.values);
  switch (value.kind) {
    case 'value':
      return { found: true, name, value: value.text, origin: 'dynamic', definition: undefined, shadows: [] };
    case 'invalid':
      return missing(name, 'dynamic-value-invalid', `{{${name}}} cannot be read: ${value.reason}`);
    case 'unknown':
      return unknown(name, scope);
  }
}

/** `%`: the name of the environment variable is itself the value of a variable. */
function resolveProcessEnv(
  name: string,
  indirect: boolean,
  key: string,
  scope: Scope,
): FoundValue | MissingValue {
  const inner = indirect ? resolve(key, scope, []) : undefined;
  if (inner?.found === false) return inner;
  const variable = inner?.value ?? key;
  const { processEnv } = scope.values;
  const value = Object.hasOwn(processEnv, variable) ? processEnv[variable] : undefined;
  if (value === undefined) {
    return missing(
      name,
      'process-env-missing',
      `The environment variable ${variable} is not set. Set it and try again.`,
    );
  }
  return { found: true, name, value, origin: 'processEnv', definition: undefined, shadows: [] };
}

function unknown(name: string, scope: Scope): MissingValue {
  if (name.startsWith('$procore.')) {
    return missing(name, 'variable-unknown', `{{${name}}} is not known. ${procoreRemedy(name)}`);
  }
  if (name.startsWith('$')) {
    return missing(name, 'variable-unknown', `{{${name}}} is not a dynamic value that is known here.`);
  }
  const near = nearest(name, scope.file);
  const hint =
    near === undefined ? `Write @${camelCase(name)} = value above the request.` : `Did you mean {{${near}}}?`;
  return missing(name, 'variable-unknown', `Nothing gives {{${name}}} a value. ${hint}`);
}

function procoreRemedy(name: string): string {
  const key = name.slice('$procore.'.length);
  return ['companyId', 'projectId', 'environment'].includes(key)
    ? `Choose it in the editor, or pass --var ${name}=value.`
    : 'Known are $procore.companyId, $procore.projectId and $procore.environment.';
}

/** A variable of the file that differs only in case, dashes or underscores. */
function nearest(name: string, file: HttpFile): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');
  return file.variables.map(variableName).find(other => plain(other) === plain(name));
}

function missing(name: string, code: MissingCode, message: string): MissingValue {
  return { found: false, name, code, message, needs: undefined };
}

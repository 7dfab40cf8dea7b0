import { answerReference, parseAnswerPath } from './answerPaths.ts';
import { definitionFor } from './definitions.ts';
import { findRequest } from './names.ts';
import { referencesIn } from './references.ts';
import type { AssertNode, HttpFile, ReferenceNode, RequestNode } from './syntax.ts';
import type { ValueLayer } from './values.ts';

/** What must be sent before a request can be. */
export interface Prerequisites {
  /** In the order in which they must be sent, each once, without the request itself. */
  readonly order: readonly RequestNode[];
  /** Those of `order` that `# @forceRef` sends although their answer may be known. */
  readonly forced: ReadonlySet<RequestNode>;
  /** The way from a request back to itself, both ends included; `undefined` where none needs its own answer. */
  readonly cycle: readonly RequestNode[] | undefined;
  /** Names in `# @ref` and `# @forceRef` that no request has. */
  readonly unknown: readonly string[];
}

/** What is known beside the text of the `.http` file. */
export interface Elsewhere {
  /** The text of a body file with variables (`<@ file`); `undefined` while it is not read. */
  readonly bodyFileText?: (request: RequestNode) => string | undefined;
  readonly layers?: readonly ValueLayer[];
  readonly overrides?: Readonly<Record<string, string>>;
  /** Requests that need not be sent for their answer; what they were made of is not looked for either. */
  readonly isAnswered?: (request: RequestNode) => boolean;
}

/**
 * The requests whose answers this one reads, directly, through variables, body files or each other, and those
 * that httpYac's `# @ref name` and `# @forceRef name` ask for.
 */
export function prerequisites(
  file: HttpFile,
  request: RequestNode,
  elsewhere: Elsewhere = {},
): Prerequisites {
  const order: RequestNode[] = [];
  const forced = new Set<RequestNode>();
  const unknown: string[] = [];
  const done = new Set<RequestNode>();
  let cycle: readonly RequestNode[] | undefined;
  // A stack of its own: a file may hold a chain of many thousand requests.
  const way = new Map<RequestNode, Iterator<RequestNode>>();
  const enter = (node: RequestNode) => {
    const needs = needsOf(file, node, elsewhere);
    for (const needed of needs.forced) forced.add(needed);
    unknown.push(...needs.unknown);
    way.set(node, needs.requests.values());
  };
  const stack = [request];
  enter(request);
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    const next = way.get(node)?.next();
    if (next !== undefined && next.done !== true) {
      const needed = next.value;
      if (way.has(needed)) cycle ??= [...stack.slice(stack.indexOf(needed)), needed];
      else if (!done.has(needed) && (forced.has(needed) || elsewhere.isAnswered?.(needed) !== true)) {
        stack.push(needed);
        enter(needed);
      }
      continue;
    }
    stack.pop();
    way.delete(node);
    done.add(node);
    if (node !== request) order.push(node);
  }
  return { order, forced, cycle, unknown };
}

/**
 * Names that a request refers to, in target, headers, body, body file, asserts and flags, and in the variables
 * that it is made of. Each once.
 */
export function namesUsedBy(
  file: HttpFile,
  request: RequestNode,
  { bodyFileText, layers = noLayers, overrides = noOverrides }: Elsewhere = {},
): ReadonlySet<string> {
  const body = bodyFileText?.(request);
  const known = namesOf.get(request);
  const same = known?.file === file && known.layers === layers && known.overrides === overrides;
  if (same && known.body === body) return known.names;
  const names = findNames(file, request, request.asserts, body, layers, overrides);
  namesOf.set(request, { file, layers, overrides, body, names });
  return names;
}

interface KnownNames extends Required<Pick<Elsewhere, 'layers' | 'overrides'>> {
  readonly file: HttpFile;
  readonly body: string | undefined;
  readonly names: ReadonlySet<string>;
}

/** A request is asked several times for its names each time it is sent. */
const namesOf = new WeakMap<RequestNode, KnownNames>();
const noLayers: readonly ValueLayer[] = [];
const noOverrides: Readonly<Record<string, string>> = {};

function findNames(
  file: HttpFile,
  request: RequestNode,
  asserts: readonly AssertNode[],
  body: string | undefined,
  layers: readonly ValueLayer[],
  overrides: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (references: readonly ReferenceNode[]) => {
    for (const { name } of references) names.add(name);
  };
  const addFrom = (text: string | undefined) => {
    if (text?.includes('{{')) add(referencesIn(text));
  };
  add(request.references);
  for (const { text } of asserts) addFrom(text);
  for (const { value } of request.flags) if (value !== true) addFrom(value);
  addFrom(body);
  // A set is walked through to its end, with what is added on the way.
  for (const name of names) {
    if (Object.hasOwn(overrides, name)) continue;
    const definition = definitionFor(file, request, name);
    if (definition !== undefined) {
      add(definition.references);
      continue;
    }
    const pointed = /^\$(?:processEnv|dotenv)\s+%(\S+)$/.exec(name)?.[1];
    if (pointed !== undefined) names.add(pointed);
    addFrom(layers.find(layer => layer.values.has(name))?.values.get(name)?.text);
  }
  return names;
}

function needsOf(
  file: HttpFile,
  request: RequestNode,
  elsewhere: Elsewhere,
): {
  readonly requests: readonly RequestNode[];
  readonly forced: readonly RequestNode[];
  readonly unknown: readonly string[];
} {
  const requests: RequestNode[] = [];
  const forced: RequestNode[] = [];
  const unknown: string[] = [];
  for (const { name, value } of request.flags) {
    if ((name !== 'ref' && name !== 'forceRef') || value === true) continue;
    const needed = findRequest(file, value);
    if (needed === undefined) unknown.push(value);
    else requests.push(needed);
    if (needed !== undefined && name === 'forceRef') forced.push(needed);
  }
  const own = new Set<string>();
  for (const name of namesUsedBy(file, request, elsewhere)) {
    const needed = answerReference(name, file)?.request;
    if (needed === undefined || hasOtherValue(name, file, request, elsewhere)) continue;
    if (needed === request) own.add(name);
    else requests.push(needed);
  }
  // An assert is held against the answer, so it may read it.
  if (own.size > 0) {
    const { bodyFileText, layers = noLayers, overrides = noOverrides } = elsewhere;
    const sent = findNames(file, request, [], bodyFileText?.(request), layers, overrides);
    if ([...own].some(name => sent.has(name))) requests.push(request);
  }
  return { requests, forced, unknown };
}

/** By the order of origins: an override beats every answer, a variable the short form of one. */
function hasOtherValue(
  name: string,
  file: HttpFile,
  request: RequestNode,
  { layers = [], overrides = {} }: Elsewhere,
): boolean {
  if (Object.hasOwn(overrides, name)) return true;
  if (parseAnswerPath(name) !== undefined) return false;
  return definitionFor(file, request, name) !== undefined || layers.some(({ values }) => values.has(name));
}

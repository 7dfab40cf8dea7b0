import { readEscapes } from '../../definitions.ts';
import { promptsOf } from '../../inputs.ts';
import { mayNeedFilling, readBraceEscapes, referencesIn } from '../../references.ts';
import { flagValue, type RequestNode, type Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import type { Definition, FileNames } from './fileNames.ts';
import { type NameFault, nameFault } from './nameFaults.ts';

/** From where a name is seen: the segment of that number. */
export interface Viewpoint {
  readonly names: FileNames;
  readonly context: FeatureContext;
  readonly segment: Segment;
  readonly index: number;
}

/** Longer chains are left for the sending to follow. */
const deepest = 8;
const longest = 10_000;

/**
 * What a name stands for in a request, its own references read; `undefined` where that cannot be told before
 * sending.
 */
export function valueOfName(
  view: Viewpoint,
  name: string,
  request: RequestNode,
  depth = 0,
  within?: string,
): string | undefined {
  const text = writtenValue(view, name, request, within === name);
  if (text === undefined || !mayNeedFilling(text)) return text;
  if (depth >= deepest || text.length > longest) return undefined;
  let filled = '';
  let from = 0;
  for (const reference of referencesIn(text)) {
    const value = valueOfName(view, reference.name, request, depth + 1, name);
    if (value === undefined) return undefined;
    filled += readBraceEscapes(text.slice(from, reference.range.start)) + value;
    from = reference.range.end;
    if (filled.length > longest) return undefined;
  }
  return filled + readBraceEscapes(text.slice(from));
}

/** `outsideOnly`: for `@name = {{name}}`, which hands on what has that name outside of the file. */
function writtenValue(
  view: Viewpoint,
  name: string,
  request: RequestNode,
  outsideOnly: boolean,
): string | undefined {
  const definition = outsideOnly ? undefined : definitionSeen(view, name, request);
  if (definition !== undefined)
    return definition.text.includes('\\') ? readEscapes(definition.text) : definition.text;
  const { outside, hostValues } = view.context;
  return outside?.get(name)?.value ?? (Object.hasOwn(hostValues, name) ? hostValues[name] : undefined);
}

/** The nearest definition above the request, else the last of the file. */
function definitionSeen(view: Viewpoint, name: string, request: RequestNode): Definition | undefined {
  const all = view.names.definitions.get(name);
  if (all === undefined) return undefined;
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const definition = all[middle];
    if (definition !== undefined && standsAbove(view, definition, request)) low = middle + 1;
    else high = middle;
  }
  return all[low - 1] ?? all.at(-1);
}

function standsAbove({ index, segment }: Viewpoint, definition: Definition, request: RequestNode): boolean {
  if (definition.segment !== index) return definition.segment < index;
  const variable = segment.variables[definition.ordinal];
  return variable !== undefined && variable.range.start < request.sent.start;
}

/**
 * Why a name has no value; `undefined` where it has one, or gets it when the request is sent. Without a
 * request it is asked for the value of a file variable, which any request may use.
 */
export function faultOfName(
  { names, context }: Viewpoint,
  name: string,
  request: RequestNode | undefined,
): NameFault | undefined {
  if (names.definitions.has(name)) return undefined;
  if (request === undefined ? names.prompts.has(name) : promptsOf(request).has(name)) return undefined;
  const fault = nameFault(name, names, context);
  if (fault?.code !== 'variable-unknown' || name.startsWith('$')) return fault;
  // Values from outside are those of the environment that the file names, or else of the active one.
  const own = request && flagValue(request, 'env');
  const elsewhere = typeof own === 'string' && own !== (names.environment ?? context.environment.name);
  return elsewhere ? undefined : fault;
}

/** From `# @env` of the request, or of the file; `undefined` where neither says one. */
export function environmentNamed({ names }: Viewpoint, request: RequestNode): string | undefined {
  const flag = flagValue(request, 'env');
  return typeof flag === 'string' ? flag : names.environment;
}

/** The names by which the value of a file variable needs itself, in order; `undefined` where it does not. */
export function circleOfName({ names, context }: Viewpoint, name: string): readonly string[] | undefined {
  const memory = circles.get(names) ?? new Map<string, readonly string[] | undefined>();
  circles.set(names, memory);
  if (!memory.has(name)) memory.set(name, findCircle(names, name));
  const circle = memory.get(name);
  return circle?.length === 2 && mayStandOutside(name, context) ? undefined : circle;
}

function mayStandOutside(name: string, { outside, hostValues }: FeatureContext): boolean {
  return outside?.has(name) !== false || Object.hasOwn(hostValues, name);
}

/** A file may define one name very often. */
const circles = new WeakMap<FileNames, Map<string, readonly string[] | undefined>>();

function findCircle({ definitions }: FileNames, name: string): readonly string[] | undefined {
  const seen = new Set<string>();
  const follow = (from: string, way: readonly string[]): readonly string[] | undefined => {
    for (const { text } of definitions.get(from) ?? []) {
      if (!text.includes('{{')) continue;
      for (const { name: next } of referencesIn(text)) {
        if (next === name) return [...way, next];
        if (seen.has(next) || way.length >= deepest) continue;
        seen.add(next);
        const found = follow(next, [...way, next]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return follow(name, [name]);
}

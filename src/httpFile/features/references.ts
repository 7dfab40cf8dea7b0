import { segmentAt, shiftOf, shiftRange } from '../segments.ts';
import type { HttpFile, Range, RequestNode } from '../syntax.ts';
import { type Names, namesOf } from './fileNames.ts';
import { type Usage, usagesIn } from './usages.ts';

/** What a name stands for: the same thing wherever it is called so. */
export type Named =
  | { readonly kind: 'variable'; readonly name: string }
  /** Asked for by `# @prompt`, and known to that request only. */
  | { readonly kind: 'prompt'; readonly name: string; readonly request: RequestNode }
  /** The node of its segment. */
  | { readonly kind: 'request'; readonly request: RequestNode }
  /** Nothing in the file gives it: from an environment file, dynamic, or unknown. */
  | { readonly kind: 'outside'; readonly name: string };

/** A place where the name of something stands. */
export interface Occurrence {
  readonly named: Named;
  readonly role: 'definition' | 'reference';
  /** The name alone, without braces, path or suffix. */
  readonly range: Range;
}

/** What the name at `offset` stands for, and where exactly it is; `undefined` where there is no name. */
export function occurrenceAt(file: HttpFile, offset: number): Occurrence | undefined {
  const found = occurrenceAround(file, offset);
  return found !== undefined && holds(found.range, offset) ? found : undefined;
}

/** The same for an offset anywhere between the braces, so in the path into an answer, too. */
export function occurrenceAround(file: HttpFile, offset: number): Occurrence | undefined {
  const index = segmentAt(file, offset);
  const segment = file.segments[index];
  if (segment === undefined) return undefined;
  const shift = shiftOf(file, index);
  const usage = usagesIn(segment).find(({ range }) => holds(range, offset - shift));
  const found = usage && readUsage(namesOf(file), usage);
  return found && { ...found, range: shiftRange(found.range, shift) };
}

/**
 * Every place of the file that means the same thing as the name at `offset`, in the order of the text;
 * empty where there is no name.
 */
export function occurrencesAt(file: HttpFile, offset: number): readonly Occurrence[] {
  const at = occurrenceAt(file, offset);
  return at === undefined ? [] : occurrencesOf(file, at.named);
}

/** Every place of the file where `named` is called by its name, in the order of the text. */
export function occurrencesOf(file: HttpFile, named: Named): readonly Occurrence[] {
  const names = namesOf(file);
  const found: Occurrence[] = [];
  for (const [index, segment] of file.segments.entries()) {
    const shift = shiftOf(file, index);
    for (const usage of usagesIn(segment)) {
      const occurrence = readUsage(names, usage);
      if (occurrence !== undefined && isSame(occurrence.named, named))
        found.push({ ...occurrence, range: shiftRange(occurrence.range, shift) });
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** What a usage calls by its name, with the range of the name alone; `undefined` where it names nothing. */
export function readUsage(names: Names, { form, text, range, request }: Usage): Occurrence | undefined {
  switch (form) {
    case 'variable':
      return { named: { kind: 'variable', name: text }, role: 'definition', range };
    case 'prompt':
      return request && { named: { kind: 'prompt', name: text, request }, role: 'definition', range };
    case 'named':
    case 'titled': {
      // Of several requests with one name, references mean the last; the others are called by nobody.
      const isName = request !== undefined && (form === 'named' || request.name === undefined);
      return isName ? { named: { kind: 'request', request }, role: 'definition', range } : undefined;
    }
    case 'needed': {
      const needed = names.request(text);
      return needed && { named: { kind: 'request', request: needed }, role: 'reference', range };
    }
    case 'braces':
      return readExpression(names, text, range, request);
  }
}

function readExpression(
  names: Names,
  expression: string,
  range: Range,
  request: RequestNode | undefined,
): Occurrence | undefined {
  const indirect = /^\$(?:dotenv|processEnv)\s+%/.exec(expression)?.[0];
  if (indirect !== undefined) {
    const inner = { start: range.start + indirect.length, end: range.end };
    return readExpression(names, expression.slice(indirect.length), inner, request);
  }
  const role = 'reference';
  if (request?.flags.some(flag => flag.name === 'prompt' && promptName(flag.value) === expression))
    return { named: { kind: 'prompt', name: expression, request }, role, range };
  if (names.variables.has(expression)) return { named: { kind: 'variable', name: expression }, role, range };
  const called = calledRequest(names, expression);
  if (called !== undefined) {
    const end = range.start + called.length;
    return { named: { kind: 'request', request: called.request }, role, range: { start: range.start, end } };
  }
  return { named: { kind: 'outside', name: expression }, role, range };
}

/** `login.response.body.$.token`, `login.token`, and httpYac's `loginResponse.headers`: the part that names. */
function calledRequest(
  names: Names,
  expression: string,
): { readonly request: RequestNode; readonly length: number } | undefined {
  const dot = expression.search(/[.[]/);
  if (dot <= 0 || expression.startsWith('$')) return undefined;
  const name = expression.slice(0, dot);
  // The short forms belong to a variable of that name where there is one.
  if (!longForm.test(expression.slice(dot)) && names.variables.has(name)) return undefined;
  const request = names.request(name);
  if (request !== undefined) return { request, length: name.length };
  const stem = /^(.+)Response$/.exec(name)?.[1];
  const answering = stem === undefined ? undefined : names.request(stem);
  return answering && stem !== undefined ? { request: answering, length: stem.length } : undefined;
}

const longForm = /^\.(?:request|response)\.(?:body|headers)\b/;

function promptName(value: string | true): string | undefined {
  return value === true ? undefined : value.split(/\s/, 1)[0];
}

function isSame(a: Named, b: Named): boolean {
  if (a.kind === 'request' || b.kind === 'request')
    return a.kind === 'request' && b.kind === 'request' && a.request === b.request;
  if (a.kind === 'prompt' || b.kind === 'prompt')
    return a.kind === 'prompt' && b.kind === 'prompt' && a.request === b.request && a.name === b.name;
  return a.kind === b.kind && a.name === b.name;
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

import { referencesIn } from '../references.ts';
import { perSegment } from '../segments.ts';
import type { Range, ReferenceNode, RequestNode, Segment, VariableNode } from '../syntax.ts';

/**
 * A place where a name may stand:
 * `variable`: the name of an `@name = value`, without httpYac's `global.`;
 * `braces`: what stands between `{{` and `}}`, trimmed;
 * `named`, `titled`: the text of `# @name` and of `###`;
 * `prompt`: the name that `# @prompt` asks for;
 * `needed`: the request of `# @ref` and `# @forceRef`.
 */
export interface Usage {
  readonly form: 'variable' | 'braces' | 'named' | 'titled' | 'prompt' | 'needed';
  readonly text: string;
  /** Counted as the segment's own ranges are. */
  readonly range: Range;
  /** The segment's node; `undefined` for file variables. */
  readonly request: RequestNode | undefined;
}

/** Every place of the segment where a name may stand. */
export const usagesIn: (segment: Segment) => readonly Usage[] = perSegment(segment => [
  ...segment.requests.flatMap(request => usagesInRequest(segment, request)),
  ...segment.variables.flatMap(variable => usagesInVariable(segment, variable)),
]);

function usagesInRequest(segment: Segment, request: RequestNode): readonly Usage[] {
  const found: Usage[] = [];
  const { name, title, flags, asserts } = request;
  if (name !== undefined) found.push({ form: 'named', text: name.text, range: name.range, request });
  if (title !== undefined) found.push({ form: 'titled', text: title.text, range: title.range, request });
  for (const { name: flag, value, valueRange } of flags) {
    if (value === true || valueRange === undefined) continue;
    if (flag === 'prompt') {
      const [text = ''] = value.split(/\s/, 1);
      const { start } = valueRange;
      found.push({ form: 'prompt', text, range: { start, end: start + text.length }, request });
    } else if (flag === 'ref' || flag === 'forceRef') {
      found.push({ form: 'needed', text: value, range: valueRange, request });
    } else found.push(...bracesWithin(value, valueRange.start, request));
  }
  for (const reference of request.references) found.push(braces(segment, reference, request));
  for (const { text, range } of asserts) found.push(...bracesWithin(text, range.end - text.length, request));
  return found;
}

function usagesInVariable(segment: Segment, { name, references }: VariableNode): readonly Usage[] {
  const from = name.text.startsWith('global.') ? 'global.'.length : 0;
  const range = { start: name.range.start + from, end: name.range.end };
  return [
    { form: 'variable', text: name.text.slice(from), range, request: undefined },
    ...references.map(reference => braces(segment, reference, undefined)),
  ];
}

function braces(
  { text, base }: Segment,
  { name, range }: ReferenceNode,
  request: RequestNode | undefined,
): Usage {
  const start = text.indexOf(name, range.start - base + 2) + base;
  return { form: 'braces', text: name, range: { start, end: start + name.length }, request };
}

function bracesWithin(said: string, at: number, request: RequestNode): readonly Usage[] {
  return referencesIn(said).map(({ name, range }) => {
    const start = at + said.indexOf(name, range.start + 2);
    return { form: 'braces', text: name, range: { start, end: start + name.length }, request };
  });
}

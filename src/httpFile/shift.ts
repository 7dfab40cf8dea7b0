import { shiftRange } from './segments.ts';
import type {
  BodyNode,
  FlagNode,
  Problem,
  ReferenceNode,
  RequestNode,
  Segment,
  TextNode,
  VariableNode,
} from './syntax.ts';

/** What a segment holds, with ranges that count from the start of the file. */
export type Placed = Pick<Segment, 'requests' | 'variables' | 'problems'>;

/** The contents of a segment that stands at `start`. */
export function placedSegment(segment: Segment, start: number): Placed {
  const by = start - segment.base;
  if (by === 0) return segment;
  const kept = latest.get(segment);
  if (kept?.start === start) return kept.placed;
  const placed = {
    requests: segment.requests.map(request => shiftRequest(request, by)),
    variables: segment.variables.map(variable => shiftVariable(variable, by)),
    problems: segment.problems.map(problem => shiftProblem(problem, by)),
  };
  latest.set(segment, { start, placed });
  return placed;
}

const latest = new WeakMap<Segment, { readonly start: number; readonly placed: Placed }>();

/** The problem moved by so many UTF-16 units. */
export function shiftProblem({ code, message, severity, range }: Problem, by: number): Problem {
  return { code, message, severity, range: shiftRange(range, by) };
}

function shiftRequest(request: RequestNode, by: number): RequestNode {
  return {
    range: shiftRange(request.range, by),
    sent: shiftRange(request.sent, by),
    name: shiftText(request.name, by),
    title: shiftText(request.title, by),
    method: request.method,
    methodRange: request.methodRange && shiftRange(request.methodRange, by),
    requestLine: shiftRange(request.requestLine, by),
    target: request.target,
    targetParts: request.targetParts.map(part => shiftText(part, by)),
    httpVersion: shiftText(request.httpVersion, by),
    headers: request.headers.map(({ name, value }) => ({
      name: shiftText(name, by),
      value: shiftText(value, by),
    })),
    body: request.body && shiftBody(request.body, by),
    flags: request.flags.map(flag => shiftFlag(flag, by)),
    asserts: request.asserts.map(({ text, range }) => ({ text, range: shiftRange(range, by) })),
    outputs: request.outputs.map(({ path, overwrite, range }) => ({
      path: shiftText(path, by),
      overwrite,
      range: shiftRange(range, by),
    })),
    references: shiftReferences(request.references, by),
  };
}

function shiftBody({ text, range, file }: BodyNode, by: number): BodyNode {
  return {
    text,
    range: shiftRange(range, by),
    file: file && { ...file, path: shiftText(file.path, by) },
  };
}

function shiftFlag({ name, value, range, valueRange }: FlagNode, by: number): FlagNode {
  return { name, value, range: shiftRange(range, by), valueRange: valueRange && shiftRange(valueRange, by) };
}

function shiftVariable({ name, value, range, references }: VariableNode, by: number): VariableNode {
  return {
    name: shiftText(name, by),
    value: shiftText(value, by),
    range: shiftRange(range, by),
    references: shiftReferences(references, by),
  };
}

function shiftReferences(references: readonly ReferenceNode[], by: number): readonly ReferenceNode[] {
  return references.map(({ name, range }) => ({ name, range: shiftRange(range, by) }));
}

function shiftText<T extends TextNode | undefined>(
  node: T,
  by: number,
): T extends undefined ? undefined : TextNode;
function shiftText(node: TextNode | undefined, by: number): TextNode | undefined {
  return node && { text: node.text, range: shiftRange(node.range, by) };
}

import { shiftReference, shiftText } from './placedNodes.ts';
import { shiftRequest } from './placedRequest.ts';
import { shiftRange } from './segments.ts';
import type { HttpFile, Problem, ReferenceNode, Segment, VariableNode } from './syntax.ts';

const requestsPlaced = placing(({ requests }) => requests, shiftRequest);

/** All requests of the file, in their order. */
export const placedRequests = requestsPlaced.all;

/** The requests of the segment with that index: the same objects as in the list of all. */
export const requestsOfSegment = requestsPlaced.ofSegment;

/** All variables of the file, in their order. */
export const placedVariables = placing(({ variables }) => variables, shiftVariable).all;

/** The problems of all segments, by where they start. */
export const placedProblems = placing(({ problems }) => problems, shiftProblem).all;

type Layout = Pick<HttpFile, 'segments' | 'segmentStarts'>;

/** Gathers nodes of all segments. Those of a segment that has not moved since are the same as before. */
function placing<T>(
  nodesOf: (segment: Segment) => readonly T[],
  shift: (node: T, by: number) => T,
): {
  readonly all: (file: Layout) => readonly T[];
  readonly ofSegment: (file: Layout, index: number) => readonly T[];
} {
  const latest = new WeakMap<Segment, { readonly by: number; readonly nodes: readonly T[] }>();

  function shifted(segment: Segment, by: number): readonly T[] {
    const kept = latest.get(segment);
    if (kept?.by === by) return kept.nodes;
    const nodes = nodesOf(segment).map(node => shift(node, by));
    latest.set(segment, { by, nodes });
    return nodes;
  }

  function ofSegment({ segments, segmentStarts }: Layout, index: number): readonly T[] {
    const segment = segments[index];
    const own = segment === undefined ? [] : nodesOf(segment);
    if (segment === undefined || own.length === 0) return own;
    const by = (segmentStarts[index] ?? 0) - segment.base;
    return by === 0 ? own : shifted(segment, by);
  }

  return {
    all(file) {
      const all: T[] = [];
      for (let index = 0; index < file.segments.length; index++)
        for (const node of ofSegment(file, index)) all.push(node);
      return all;
    },
    ofSegment,
  };
}

function shiftProblem({ code, message, severity, range }: Problem, by: number): Problem {
  return { code, message, severity, range: shiftRange(range, by) };
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
  return references.map(reference => shiftReference(reference, by));
}

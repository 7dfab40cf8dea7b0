import { perSegment } from '../../segments.ts';
import type { Problem, Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import type { FileNames } from './fileNames.ts';
import type { Finding } from './finding.ts';
import { type Asked, createLookups, stillHolds } from './lookups.ts';
import type { Viewpoint } from './nameValues.ts';
import { checkSegment } from './rules/table.ts';

/** What was found in a segment, and in which world. */
export interface SegmentResult {
  /** With ranges that count from the segment's base. */
  readonly findings: readonly Finding[];
  /** What was asked about names to find them. */
  readonly asked: readonly Asked[];
  readonly names: FileNames;
  readonly context: FeatureContext;
}

interface Cell {
  result: SegmentResult | undefined;
  /** Work that was begun and rests. */
  begun:
    | {
        readonly view: Viewpoint;
        readonly asked: readonly Asked[];
        readonly found: Finding[];
        readonly rest: Iterator<Finding | undefined>;
      }
    | undefined;
}

const cells = perSegment((): Cell => ({ result: undefined, begun: undefined }));

/** Whether what was found in a segment was found in this world. */
export function isFresh(segment: Segment, names: FileNames, context: FeatureContext): boolean {
  const { result } = cells(segment);
  return result?.context === context && result.names === names;
}

/** What there is to find in a segment: what was found, as far as it still holds. */
export function segmentResult(view: Viewpoint): SegmentResult {
  const { segment, names, context } = view;
  if (!isFresh(segment, names, context)) workOn(view, () => true);
  const { result } = cells(segment);
  if (result === undefined) throw new Error('The work on a segment ended without a result.');
  return result;
}

/** Finds what there is to find in a segment, on from where it rested; whether there is time for more. */
export function workOn(view: Viewpoint, hasTime: () => boolean): boolean {
  const { segment, names, context } = view;
  const cell = cells(segment);
  const before = cell.result;
  if (before?.context === context && stillHolds(before.asked, view)) {
    cell.result = { ...before, names };
    return hasTime();
  }
  const begun =
    cell.begun?.view.names === names && cell.begun.view.context === context ? cell.begun : begin(view);
  cell.begun = begun;
  for (let step = begun.rest.next(); ; step = begun.rest.next()) {
    if (step.done === true) break;
    if (step.value !== undefined) begun.found.push(step.value);
    else if (!hasTime()) return false;
  }
  cell.result = { findings: begun.found, asked: begun.asked, names, context };
  cell.begun = undefined;
  return true;
}

function begin(view: Viewpoint): NonNullable<Cell['begun']> {
  const { segment, context } = view;
  const lookups = createLookups(view);
  const found = segment.problems.map(asFinding);
  return { view, asked: lookups.asked, found, rest: checkSegment(segment, lookups, context) };
}

/** A mistake that the parser knows. */
export function asFinding(problem: Problem): Finding {
  return { ...problem, about: '', tag: undefined };
}

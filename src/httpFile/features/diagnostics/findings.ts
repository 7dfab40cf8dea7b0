import { perSegment, segmentAt, shiftOf, shiftRange } from '../../segments.ts';
import type { HttpFile, Problem, Range, Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { type FileNames, fileNames, namesInSegment } from './fileNames.ts';
import type { Finding } from './finding.ts';
import { type Asked, createLookups, stillHolds } from './lookups.ts';
import type { Viewpoint } from './nameValues.ts';
import { checkSegment } from './rules/table.ts';
import { unusedVariables } from './rules/unused.ts';
import { wordsInSegment } from './usedNames.ts';

/** All that is wrong with a file, or worth a hint: the parser's problems and what the rules find. */
export interface Findings {
  readonly count: number;
  /** At most `limit`: errors before warnings, information and hints, each in the order of the file. */
  first(limit: number): readonly Finding[];
  /** Those that touch the range, in the order of the file. */
  within(range: Range): readonly Finding[];
}

/**
 * What there is to say about a file. After an edit (`editHttpFile`) only the segments that changed are looked
 * at again, and those that use a name that changed. Never throws.
 */
export function findingsOf(file: HttpFile, context: FeatureContext): Findings {
  const { results, count } = segmentResults(file, context);
  const unused = unusedVariables(file);
  return {
    count: count + file.fileProblems.length + unused.length,
    first: limit => gravestFirst(file, results, unused, limit),
    within: range => touching(file, results, unused, range),
  };
}

/**
 * Looks at the file as `findingsOf` does, while `hasTime`; `false` where it could not finish. What was done is
 * kept, so that calling it again and again ends.
 */
export function prepareFindings(file: HttpFile, context: FeatureContext, hasTime: () => boolean): boolean {
  for (const segment of file.segments) {
    if (warmed.has(segment)) continue;
    if (!hasTime()) return false;
    namesInSegment(segment);
    wordsInSegment(segment);
    warmed.add(segment);
  }
  const names = fileNames(file);
  for (let index = 0; index < file.segments.length; index++) {
    const segment = file.segments[index];
    if (segment === undefined || isFresh(segment, names, context)) continue;
    if (!work({ segment, index, names, context }, hasTime)) return false;
  }
  return true;
}

const warmed = new WeakSet<Segment>();

interface SegmentResult {
  /** With ranges that count from the segment's base. */
  readonly findings: readonly Finding[];
  /** What was asked about names to find them. */
  readonly asked: readonly Asked[];
  readonly names: FileNames;
  readonly context: FeatureContext;
}

interface FileResults {
  readonly segments: readonly Segment[];
  readonly names: FileNames;
  readonly context: FeatureContext;
  readonly results: readonly SegmentResult[];
  /** Of all results together. */
  readonly count: number;
}

const latest = new WeakMap<object, FileResults>();

function segmentResults(file: HttpFile, context: FeatureContext): FileResults {
  const names = fileNames(file);
  const { segments, lineage } = file;
  const before = latest.get(lineage);
  const sameWorld = before?.names === names && before.context === context;
  if (sameWorld && before.segments === segments) return before;
  const now = sameWorld ? afterEdit(before, segments) : { ...countAnew(), segments, names, context };
  latest.set(lineage, now);
  return now;

  function countAnew(): Pick<FileResults, 'results' | 'count'> {
    const results = segments.map((segment, index) => resultOf(segment, index, names, context));
    return { results, count: countOf(results) };
  }
}

/** The results of the segments that an edit left alone stay; a large file has very many. */
function afterEdit(before: FileResults, segments: readonly Segment[]): FileResults {
  const { names, context } = before;
  const old = before.segments;
  let head = 0;
  while (head < old.length && head < segments.length && old[head] === segments[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, segments.length) - head;
  while (tail < most && old[old.length - 1 - tail] === segments[segments.length - 1 - tail]) tail++;
  const fresh = segments
    .slice(head, segments.length - tail)
    .map((segment, at) => resultOf(segment, head + at, names, context));
  const gone = before.results.slice(head, old.length - tail);
  const count = before.count - countOf(gone) + countOf(fresh);
  if (gone.length === fresh.length) {
    const results = before.results.slice();
    fresh.forEach((result, at) => {
      results[head + at] = result;
    });
    return { segments, names, context, results, count };
  }
  const results = before.results.slice(0, head).concat(fresh, before.results.slice(old.length - tail));
  return { segments, names, context, results, count };
}

function countOf(results: readonly SegmentResult[]): number {
  let count = 0;
  for (const { findings } of results) count += findings.length;
  return count;
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

function isFresh(segment: Segment, names: FileNames, context: FeatureContext): boolean {
  const { result } = cells(segment);
  return result?.context === context && result.names === names;
}

function resultOf(segment: Segment, index: number, names: FileNames, context: FeatureContext): SegmentResult {
  if (!isFresh(segment, names, context)) work({ segment, index, names, context }, () => true);
  const { result } = cells(segment);
  if (result === undefined) throw new Error('The work on a segment ended without a result.');
  return result;
}

/** Finds what there is to find in a segment, on from where it rested; whether it came to its end. */
function work(view: Viewpoint, hasTime: () => boolean): boolean {
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

function asFinding(problem: Problem): Finding {
  return { ...problem, about: '', tag: undefined };
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function gravestFirst(
  file: HttpFile,
  results: readonly SegmentResult[],
  unused: readonly Finding[],
  limit: number,
): readonly Finding[] {
  const chosen: Finding[] = [];
  for (const severity of severities) {
    if (chosen.length >= limit) break;
    const these: Finding[] = [...file.fileProblems.map(asFinding), ...unused].filter(
      found => found.severity === severity,
    );
    for (let index = 0; index < results.length && these.length < limit; index++) {
      for (const found of results[index]?.findings ?? []) {
        if (found.severity === severity) these.push(moved(found, shiftOf(file, index)));
      }
    }
    chosen.push(...these.sort(byPlace));
  }
  return chosen.slice(0, limit);
}

function touching(
  file: HttpFile,
  results: readonly SegmentResult[],
  unused: readonly Finding[],
  range: Range,
): readonly Finding[] {
  const found: Finding[] = [...file.fileProblems.map(asFinding), ...unused];
  const last = segmentAt(file, range.end);
  for (let index = segmentAt(file, range.start); index <= last; index++) {
    for (const one of results[index]?.findings ?? []) found.push(moved(one, shiftOf(file, index)));
  }
  return found.filter(one => one.range.start <= range.end && one.range.end >= range.start).sort(byPlace);
}

function moved(found: Finding, by: number): Finding {
  return by === 0 ? found : { ...found, range: shiftRange(found.range, by) };
}

function byPlace(a: Finding, b: Finding): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

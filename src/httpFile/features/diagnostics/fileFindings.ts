import type { HttpFile, Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { type FileNames, fileNames } from './fileNames.ts';
import { type SegmentResult, segmentResult } from './segmentFindings.ts';

/** What was found in the segments of a file. */
export interface FileResults {
  readonly segments: readonly Segment[];
  readonly names: FileNames;
  readonly context: FeatureContext;
  readonly results: readonly SegmentResult[];
  /** Of all results together. */
  readonly count: number;
}

const latest = new WeakMap<object, FileResults>();

/** After an edit of the file only what changed is looked at again. */
export function fileResults(file: HttpFile, context: FeatureContext): FileResults {
  const names = fileNames(file);
  const { segments, lineage } = file;
  const before = latest.get(lineage);
  const sameWorld = before?.names === names && before.context === context;
  if (sameWorld && before.segments === segments) return before;
  const now = sameWorld ? afterEdit(before, segments) : { ...countAnew(), segments, names, context };
  latest.set(lineage, now);
  return now;

  function countAnew(): Pick<FileResults, 'results' | 'count'> {
    const results = segments.map((segment, index) => segmentResult({ segment, index, names, context }));
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
    .map((segment, at) => segmentResult({ segment, index: head + at, names, context }));
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

import { declarationsInSegment } from '../../fileChecks.ts';
import { segmentAt, shiftOf, shiftRange } from '../../segments.ts';
import type { HttpFile, Range, Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { fileResults } from './fileFindings.ts';
import { fileNames, namesInSegment } from './fileNames.ts';
import type { Finding } from './finding.ts';
import { unusedVariables } from './rules/unused.ts';
import { asFinding, isFresh, type SegmentResult, workOn } from './segmentFindings.ts';
import { usedNames, wordsInSegment } from './usedNames.ts';

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
  const { results, count } = fileResults(file, context);
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
  const rest = restOf(file, context);
  const { segments } = file;
  for (; rest.read < segments.length; rest.read++) {
    const segment = segments[rest.read];
    if (segment === undefined || read.has(segment)) continue;
    if (!hasTime()) return false;
    for (const fact of factsOfSegments) fact(segment);
    read.add(segment);
  }
  for (; rest.combined < factsOfFiles.length; rest.combined++) {
    if (!hasTime()) return false;
    factsOfFiles[rest.combined]?.(file);
  }
  const names = fileNames(file);
  for (; rest.lookedAt < segments.length; rest.lookedAt++) {
    const index = rest.lookedAt;
    const segment = segments[index];
    if (segment === undefined || isFresh(segment, names, context)) continue;
    if (!workOn({ segment, index, names, context }, hasTime)) return false;
  }
  return true;
}

const read = new WeakSet<Segment>();
const factsOfSegments = [namesInSegment, wordsInSegment, declarationsInSegment];
/** Each goes through all segments at once, so each has a turn of its own. */
const factsOfFiles = [fileNames, usedNames, (file: HttpFile) => file.fileProblems];

/** Where the preparation of a file rests: a large one is not gone through from its start in every turn. */
interface Rest {
  readonly context: FeatureContext;
  read: number;
  combined: number;
  lookedAt: number;
}

const rests = new WeakMap<HttpFile, Rest>();

function restOf(file: HttpFile, context: FeatureContext): Rest {
  const known = rests.get(file);
  if (known?.context === context) return known;
  const rest = { context, read: 0, combined: 0, lookedAt: 0 };
  rests.set(file, rest);
  return rest;
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

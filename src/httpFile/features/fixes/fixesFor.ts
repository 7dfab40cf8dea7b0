import { segmentAt, shiftOf, shiftRange } from '../../segments.ts';
import type { HttpFile, RequestNode, Segment, TextEdit } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import { fileNames } from '../diagnostics/fileNames.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { findingsOf } from '../diagnostics/findings.ts';
import { createLookups } from '../diagnostics/lookups.ts';
import { look } from '../diagnostics/seen.ts';
import type { Broken, Fix } from './fix.ts';
import { fixers } from './table.ts';

/** Ways to mend a finding of this file, best first; none where only its author knows. */
export function fixesFor(file: HttpFile, finding: Finding, context: FeatureContext): readonly Fix[] {
  const fixer = Object.hasOwn(fixers, finding.code) ? fixers[finding.code] : undefined;
  const index = segmentAt(file, finding.range.start);
  const segment = file.segments[index];
  if (fixer === undefined || segment === undefined) return [];
  const shift = shiftOf(file, index);
  const range = shiftRange(finding.range, -shift);
  const request = requestAt(segment, range.start);
  const broken: Broken = {
    ...{ file, segment, shift, context, request },
    finding: { ...finding, range },
    seen: () =>
      request &&
      look(segment, request, createLookups({ names: fileNames(file), context, segment, index }), context),
  };
  return fixer(broken).map(fix => ({
    ...fix,
    edits: fix.edits.map(edit => ({ ...edit, ...shiftRange(edit, shift) })),
  }));
}

/**
 * The edits that mend all that can be mended unasked: what is only a matter of form, or could not be sent as
 * it stands. They do not overlap.
 */
export function safeEdits(file: HttpFile, context: FeatureContext): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const finding of findingsOf(file, context).first(mostMended)) {
    const fix = fixesFor(file, finding, context).find(({ safe }) => safe);
    if (fix !== undefined && !fix.edits.some(edit => edits.some(other => overlap(edit, other))))
      edits.push(...fix.edits);
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** One run mends so many; a file with more is saved or mended again. */
const mostMended = 500;

/** What is put in at a place has no order beside another edit that ends or starts there. */
function overlap(one: TextEdit, other: TextEdit): boolean {
  const putsIn = one.start === one.end || other.start === other.end;
  if (putsIn) return one.start <= other.end && other.start <= one.end;
  return one.start < other.end && other.start < one.end;
}

function requestAt({ requests }: Segment, offset: number): RequestNode | undefined {
  return requests.find(({ range }) => range.start <= offset && offset <= range.end);
}

import type { HttpFile, RequestNode, Segment } from '../../syntax.ts';
import type { FeatureContext } from '../context.ts';
import type { Seen } from '../diagnostics/seen.ts';

/** A request that is to be mended. Ranges of it, and of the edits made for it, count as the segment's nodes. */
export interface Mended {
  readonly file: HttpFile;
  readonly segment: Segment;
  /** What to add to ranges of the segment to get those of the file. */
  readonly shift: number;
  readonly context: FeatureContext;
  readonly request: RequestNode;
  readonly seen: Seen;
}

import type { ReferenceNode, RequestNode, Segment } from '../../../syntax.ts';
import { type Finding, finding } from '../finding.ts';
import type { Lookups } from '../lookups.ts';

/** References to names that have no value: the request would not be sent. */
export function* unknownNames(segment: Segment, lookups: Lookups): Generator<Finding> {
  for (const request of segment.requests) yield* unknownIn(request.references, request, lookups);
  for (const { references } of segment.variables) yield* unknownIn(references, undefined, lookups);
}

function* unknownIn(
  references: readonly ReferenceNode[],
  request: RequestNode | undefined,
  lookups: Lookups,
): Generator<Finding> {
  for (const { name, range } of references) {
    const fault = lookups.faultOf(name, request);
    if (fault === undefined) continue;
    yield finding(fault.code, fault.severity, range, fault.message, name);
  }
}

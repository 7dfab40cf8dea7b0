import { variableName } from '../../../definitions.ts';
import { circularMessage } from '../../../missingValues.ts';
import type { ReferenceNode, RequestNode, Segment } from '../../../syntax.ts';
import { type Finding, finding } from '../finding.ts';
import type { Lookups } from '../lookups.ts';

/** References of a request to names that have no value: it would not be sent. */
export function unknownInRequest(request: RequestNode, lookups: Lookups): Generator<Finding> {
  return unknownIn(request.references, request, lookups);
}

/** The same in the values of file variables, and values that need themselves. */
export function* unknownInVariables({ variables }: Segment, lookups: Lookups): Generator<Finding> {
  for (const variable of variables) {
    if (variable.references.length === 0) continue;
    yield* unknownIn(variable.references, undefined, lookups);
    const circle = lookups.circleOf(variableName(variable));
    if (circle === undefined) continue;
    const message = circularMessage(circle.map(name => `@${name}`));
    yield finding('variable-circular', 'error', variable.value.range, message);
  }
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

import { environmentInLead } from '../../../fileEnvironment.ts';
import type { Segment } from '../../../syntax.ts';
import type { FeatureContext } from '../../context.ts';
import type { Finding } from '../finding.ts';
import type { Lookups } from '../lookups.ts';
import { look, type Seen } from '../seen.ts';
import { environmentFault, otherHost, unknownEnvironment, unsentHost } from './address.ts';
import { invalidJson, missingContentType, missingFields } from './body.ts';
import { missingCompany } from './company.ts';
import { unpartedForm } from './form.ts';
import { oldPrefix, unfilledPath, unknownPath } from './path.ts';
import { missingParameters, unknownParameters } from './query.ts';
import { secretsInCommands, secretsInVariables, secretsSeen } from './secrets.ts';
import { unknownInRequest, unknownInVariables } from './unknownNames.ts';
import { misspeltFlags, misspeltHeaders } from './words.ts';

/** What one rule has to say about one request. Rules about Procore say nothing of other requests. */
type Rule = (seen: Seen) => Iterable<Finding>;

const rules: readonly Rule[] = [
  unknownEnvironment,
  otherHost,
  unsentHost,
  unfilledPath,
  unknownPath,
  oldPrefix,
  missingParameters,
  unknownParameters,
  missingCompany,
  misspeltFlags,
  misspeltHeaders,
  invalidJson,
  unpartedForm,
  missingContentType,
  missingFields,
  secretsSeen,
];

/**
 * All that the rules find in a segment, with ranges that count from its base; `undefined` now and then, where
 * the work may rest.
 */
export function* checkSegment(
  segment: Segment,
  lookups: Lookups,
  context: FeatureContext,
): Generator<Finding | undefined> {
  yield* unknownInVariables(segment, lookups);
  yield* secretsInVariables(segment);
  yield* secretsInCommands(segment);
  if (segment.requests.length === 0) yield* environmentOfLead(segment, context);
  for (const request of segment.requests) {
    yield* unknownInRequest(request, lookups);
    const seen = look(segment, request, lookups, context);
    for (const rule of rules) yield* rule(seen);
    yield undefined;
  }
}

/** `# @env` in a block that holds no request is kept by no node. */
function* environmentOfLead(segment: Segment, context: FeatureContext): Generator<Finding> {
  const found = environmentInLead(segment);
  if (found === undefined) return;
  yield* environmentFault(found.name, { start: found.start, end: found.start + found.name.length }, context);
}

import { findEnvironment } from '../../../../procore/environments.ts';
import { nearestName } from '../../../../procore/nearestName.ts';
import type { Range } from '../../../syntax.ts';
import { type Finding, finding, quoted } from '../finding.ts';
import { headerOf } from '../requestHeaders.ts';
import { filled, type Seen } from '../seen.ts';

/** A host that belongs to another environment than the one that is meant. */
export function* otherHost({ target, environment, flagged, context }: Seen): Generator<Finding> {
  if (target.origin === '' || environment === undefined) return;
  const meant = flagged ?? context.environment.name;
  if (environment.name === meant) return;
  const { title } = environment;
  if (flagged !== undefined) {
    const named = findEnvironment(context.environments, flagged);
    if (named === undefined) return;
    yield finding(
      'host-other-environment',
      'warning',
      target.originRange,
      `This host belongs to ${title}, but # @env says ${flagged}: no token is sent. Leave the host out, or write # @env ${environment.name}.`,
      environment.name,
    );
    return;
  }
  // Data of production at hand while a sandbox is chosen: that is the dangerous way round.
  const severity = environment.production && !context.environment.production ? 'warning' : 'information';
  yield finding(
    'host-other-environment',
    severity,
    target.originRange,
    `This host belongs to ${title}, but ${context.environment.title} is chosen. The request goes to ${title}. Leave the host out to send to the chosen environment, or write # @env ${environment.name}.`,
    environment.name,
  );
}

/** A `Host` beside a full address, which names the host that it is sent to: the header is not sent. */
export function* unsentHost({ request, target, lookups }: Seen): Generator<Finding> {
  const { origin = '' } = target;
  const host = request.headers.length === 0 || origin === '' ? undefined : headerOf(request, 'host');
  if (host === undefined || host.value.text === '' || !URL.canParse(origin)) return;
  const named = new URL(origin).host;
  if (filled(host.value.text, request, lookups)?.toLowerCase() === named) return;
  yield finding(
    'host-not-sent',
    'warning',
    { start: host.name.range.start, end: host.value.range.end },
    `This header is not sent: the address says that the host is ${quoted(named)}. Remove it, or write the path alone to send to ${quoted(host.value.text)}.`,
  );
}

/** `# @env` with a name that no environment has. */
export function* unknownEnvironment({ request, context }: Seen): Generator<Finding> {
  const flag = request.flags.findLast(({ name }) => name === 'env');
  if (typeof flag?.value !== 'string' || flag.valueRange === undefined) return;
  yield* environmentFault(flag.value, flag.valueRange, context);
}

/** What is wrong with the name of an environment that stands at `range`. */
export function* environmentFault(
  name: string,
  range: Range,
  { environments }: Seen['context'],
): Generator<Finding> {
  if (findEnvironment(environments, name) !== undefined) return;
  const names = environments.map(environment => environment.name);
  if (name.includes('{{')) {
    const message = `# @env wants a name that stands there: which values count depends on the environment, so it cannot come from one of them. There are ${names.join(', ')}.`;
    yield finding('environment-unknown', 'error', range, message);
    return;
  }
  const near = nearestName(name, names);
  const hint = near === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`;
  yield finding(
    'environment-unknown',
    'error',
    range,
    `No environment is named ${quoted(name)}. ${hint} Add your own in the setting procore.environments.`,
    near ?? '',
  );
}

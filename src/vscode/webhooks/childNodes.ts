import type { WebhookScope, WebhookVersion } from '../../procore/webhooks/calls.ts';
import type { ReceivedEvent } from '../../runner/webhookReceiver/receiver.ts';
import type {
  EventNode,
  Hint,
  HintNode,
  HookNode,
  ListNode,
  MoreNode,
  ReceiverNode,
  ScopeNode,
  VersionNode,
  WebhookNode,
} from './node.ts';

export const receiver: ReceiverNode = { kind: 'receiver', id: 'webhooks/receiver' };

/** The row of deliveries of a hook, wherever it is known from. */
export function deliveriesOf({ environment, scope, version, hook, id }: HookNode): ListNode {
  return { kind: 'deliveries', id: `${id}/deliveries`, environment, scope, version, hook };
}

export function scopeNode(environment: string, scope: WebhookScope, name: string): ScopeNode {
  const id = `webhooks/${environment}/${scope.companyId}${scope.projectId === undefined ? '' : `.${scope.projectId}`}`;
  return { kind: 'scope', id, environment, scope, name };
}

export function versionNodes(
  { id, environment, scope }: ScopeNode,
  namespace: string | undefined,
): readonly VersionNode[] {
  const versions: readonly WebhookVersion[] = ['v2.0', 'v1.0'];
  return versions.map(version => ({
    kind: 'version',
    // Another namespace is another list.
    id: `${id}/${version}${version === 'v2.0' && namespace !== undefined ? ` ${namespace}` : ''}`,
    environment,
    scope,
    version,
    namespace: version === 'v2.0' ? namespace : undefined,
  }));
}

/** Newest first. */
export function eventNodes(events: readonly ReceivedEvent[] | undefined): readonly WebhookNode[] {
  if (events === undefined) return [hintBelow(receiver.id, 'startReceiver')];
  if (events.length === 0) return [hintBelow(receiver.id, 'noEvents')];
  return events
    .toReversed()
    .map((event): EventNode => ({ kind: 'event', id: `${receiver.id}/${event.number}`, event }));
}

export function hintBelow(parentId: string, hint: Hint): HintNode {
  return { kind: 'hint', id: `${parentId}/?${hint}`, parentId, hint };
}

export function moreBelow(parentId: string, read: number): MoreNode {
  return { kind: 'more', id: `${parentId}/?more`, parentId, read };
}

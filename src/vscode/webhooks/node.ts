import type { WebhookScope, WebhookVersion } from '../../procore/webhooks/calls.ts';
import type { Delivery, DeliveryAttempt } from '../../procore/webhooks/delivery.ts';
import type { Hook } from '../../procore/webhooks/hook.ts';
import type { Trigger } from '../../procore/webhooks/trigger.ts';
import type { ReceivedEvent } from '../../runner/webhookReceiver/receiver.ts';
import type { StateNode } from '../explorer/node.ts';

/** One row of the Webhooks view as plain data. `id` is its own in the whole tree, and the same after a refresh. */
export type WebhookNode =
  | ReceiverNode
  | EventNode
  | ScopeNode
  | VersionNode
  | HookNode
  | ListNode
  | TriggerNode
  | DeliveryNode
  | AttemptNode
  | MoreNode
  | HintNode
  | StateNode;

/** The server on this machine that takes events while a hook is developed. */
export interface ReceiverNode {
  readonly kind: 'receiver';
  readonly id: string;
}

/** Something that came to the receiver. */
export interface EventNode {
  readonly kind: 'event';
  readonly id: string;
  readonly event: ReceivedEvent;
}

interface InScope {
  readonly id: string;
  /** Name of the environment that it was read from, and whose ids it carries. */
  readonly environment: string;
  readonly scope: WebhookScope;
}

/** A company or a project, which may have hooks. */
export interface ScopeNode extends InScope {
  readonly kind: 'scope';
  readonly name: string;
}

/** The hooks of a scope as one version of the API tells of them. */
export interface VersionNode extends InScope {
  readonly kind: 'version';
  readonly version: WebhookVersion;
  /** v2.0 lists one namespace at a time; `undefined`: not known yet, or all in v1.0. */
  readonly namespace: string | undefined;
}

interface InVersion extends InScope {
  readonly version: WebhookVersion;
}

export interface HookNode extends InVersion {
  readonly kind: 'hook';
  readonly hook: Hook;
}

/** What a hook listens for, or what was sent to it. */
export type ListNode = ListNodeOf<'triggers'> | ListNodeOf<'deliveries'>;

interface ListNodeOf<K> extends InVersion {
  readonly kind: K;
  readonly hook: Hook;
}

export interface TriggerNode extends InVersion {
  readonly kind: 'trigger';
  readonly hook: Hook;
  readonly trigger: Trigger;
}

export interface DeliveryNode extends InVersion {
  readonly kind: 'delivery';
  readonly hook: Hook;
  readonly delivery: Delivery;
}

export interface AttemptNode {
  readonly kind: 'attempt';
  readonly id: string;
  /** Counts from 1. */
  readonly number: number;
  readonly attempt: DeliveryAttempt;
}

/** Reads on in the list that it ends. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parentId: string;
  /** Rows so far. */
  readonly read: number;
}

/** Says what is not there, and what to do about it. */
export interface HintNode {
  readonly kind: 'hint';
  readonly id: string;
  readonly parentId: string;
  readonly hint: Hint;
}

export type Hint =
  | 'chooseCompany'
  | 'enterNamespace'
  | 'noHooks'
  | 'noTriggers'
  | 'noDeliveries'
  | 'startReceiver'
  | 'noEvents';

/** Which events `listDeliveries` asks for; absent: all. */
export type DeliveryStatusFilter = 'delivered' | 'failed' | 'discarded' | 'enqueued' | 'retrying';

/**
 * `contextValue` of a row: the kind, then flags, parted by blanks.
 *
 * - `receiver`: `running` or `stopped`
 * - `version`: `v1` or `v2`; `hook`: `v1` or `v2`, then `active` or `disabled` where that is known
 * - every other kind by itself; `state` with its state
 */
export function contextOf(node: WebhookNode, isRunning: boolean): string {
  switch (node.kind) {
    case 'receiver':
      return `receiver ${isRunning ? 'running' : 'stopped'}`;
    case 'version':
      return `version ${generation(node.version)}`;
    case 'hook':
      return ['hook', generation(node.version), node.hook.status].filter(Boolean).join(' ');
    case 'state':
      return `state ${node.state}`;
    default:
      return node.kind;
  }
}

function generation(version: WebhookVersion): 'v1' | 'v2' {
  return version === 'v1.0' ? 'v1' : 'v2';
}

/** Whether a value that came with a command is a row of the Webhooks view. */
export function isWebhookNode(value: unknown): value is WebhookNode {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind }: { id?: unknown; kind?: unknown } = value;
  return typeof id === 'string' && id.startsWith('webhooks/') && typeof kind === 'string';
}

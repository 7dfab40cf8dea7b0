import { type DeliveryFilter, type WebhookCall, webhookCalls } from '../../procore/webhooks/calls.ts';
import { readDeliveries } from '../../procore/webhooks/delivery.ts';
import { readHooks } from '../../procore/webhooks/hook.ts';
import { readTriggers } from '../../procore/webhooks/trigger.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { DeliveryNode, DeliveryStatusFilter, Hint, ListNode, VersionNode, WebhookNode } from './node.ts';

/** Rows in a page. */
export const pageSize = 100;

/** What asks for the rows below a list, after those that are there. */
export function callOf(
  node: VersionNode | ListNode,
  before: readonly WebhookNode[],
  status: DeliveryStatusFilter | undefined,
): WebhookCall {
  const calls = webhookCalls(node.version, node.scope);
  const page = Math.floor(before.length / pageSize) + 1;
  const pages = { page, perPage: pageSize };
  if (node.kind === 'version')
    return calls.listHooks({ ...(node.namespace !== undefined && { namespace: node.namespace }), ...pages });
  if (node.kind === 'triggers') return calls.listTriggers(node.hook.id, pages);
  const last = before.findLast((each): each is DeliveryNode => each.kind === 'delivery');
  const filter: DeliveryFilter = {
    ...pages,
    ...(status !== undefined && { status }),
    ...(node.version === 'v1.0' &&
      last !== undefined && { after: last.delivery.attempts[0]?.id ?? last.delivery.id }),
  };
  return calls.listDeliveries(node.hook.id, filter);
}

/** The rows of an answer. */
export function rowsOf(node: VersionNode | ListNode, body: unknown): readonly WebhookNode[] {
  const { id, environment, scope, version } = node;
  const place = { environment, scope, version };
  if (node.kind === 'version')
    return readHooks(body).map(
      (hook): WebhookNode => ({ kind: 'hook', id: `${id}/${hook.id}`, ...place, hook }),
    );
  const { hook } = node;
  if (node.kind === 'triggers')
    return readTriggers(body).map(
      (trigger): WebhookNode => ({ kind: 'trigger', id: `${id}/${trigger.id}`, ...place, hook, trigger }),
    );
  return readDeliveries(body).map(
    (delivery): WebhookNode => ({ kind: 'delivery', id: `${id}/${delivery.id}`, ...place, hook, delivery }),
  );
}

/** Without rows that are there: one may have moved to this page since the last one was read. */
export function fresh(rows: readonly WebhookNode[], before: readonly WebhookNode[]): readonly WebhookNode[] {
  const known = new Set(before.map(({ id }) => id));
  return rows.filter(({ id }) => !known.has(id) && known.add(id));
}

/** v1.0 tells no count: a full page may go on. Its list of hooks has no pages. */
export function hasMore(node: VersionNode | ListNode, body: unknown, { pagination }: Exchange): boolean {
  if (node.version === 'v1.0' && node.kind !== 'deliveries') return false;
  const full = (Array.isArray(body) ? body : rowsOf(node, body)).length >= pageSize;
  return pagination?.hasNext ?? full;
}

/** What a list without rows says. */
export function emptyHint({ kind }: VersionNode | ListNode): Hint {
  if (kind === 'version') return 'noHooks';
  return kind === 'triggers' ? 'noTriggers' : 'noDeliveries';
}

import { type DeliveryFilter, type WebhookCall, webhookCalls } from '../../procore/webhooks/calls.ts';
import { lastRowId, readDeliveries } from '../../procore/webhooks/delivery.ts';
import { readHooks } from '../../procore/webhooks/hook.ts';
import { rowsIn } from '../../procore/webhooks/read.ts';
import { readTriggers } from '../../procore/webhooks/trigger.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { DeliveryStatusFilter, Hint, ListNode, VersionNode, WebhookNode } from './node.ts';

/** Rows in a page. */
const pageSize = 100;

/** Where a list is read on: by page, and in deliveries of v1.0 after the last row that was read. */
interface Place {
  readonly page: number;
  readonly after: string | undefined;
}

/** A list as far as it was read. */
export interface ReadList {
  /** As they came: what stands in two pages may be one row of the view. */
  readonly rows: readonly unknown[];
  /** `undefined`: it is whole. */
  readonly next: Place | undefined;
}

/** Of which nothing was read. */
export const unread: ReadList = { rows: [], next: { page: 1, after: undefined } };

/** What asks for the next rows of a list; `undefined`: there are none. */
export function callOf(
  node: VersionNode | ListNode,
  { next }: ReadList,
  status: DeliveryStatusFilter | undefined,
): WebhookCall | undefined {
  if (next === undefined) return undefined;
  const calls = webhookCalls(node.version, node.scope);
  const pages = { page: next.page, perPage: pageSize };
  if (node.kind === 'version')
    return calls.listHooks({ ...(node.namespace !== undefined && { namespace: node.namespace }), ...pages });
  if (node.kind === 'triggers') return calls.listTriggers(node.hook.id, pages);
  const filter: DeliveryFilter = {
    ...pages,
    ...(status !== undefined && { status }),
    ...(next.after !== undefined && { after: next.after }),
  };
  return calls.listDeliveries(node.hook.id, filter);
}

/** A list with the rows that an answer brought. */
export function joined(
  node: VersionNode | ListNode,
  before: ReadList,
  body: unknown,
  exchange: Pick<Exchange, 'pagination'>,
): ReadList {
  const came = rowsIn(body);
  return { rows: [...before.rows, ...notYet(before, came)], next: nextPlace(node, before, came, exchange) };
}

/** Without rows that stand in the page before, which may be given again as its end. */
function notYet({ rows }: ReadList, came: readonly unknown[]): readonly unknown[] {
  const known = new Set(rows.slice(-pageSize).map(row => JSON.stringify(row)));
  return came.filter(row => !known.has(JSON.stringify(row)));
}

/** v1.0 tells no count: a full page of deliveries may go on. Its other lists have no pages. */
function nextPlace(
  { kind, version }: VersionNode | ListNode,
  { next: place }: ReadList,
  came: readonly unknown[],
  { pagination }: Pick<Exchange, 'pagination'>,
): Place | undefined {
  const isFirst = version === 'v1.0';
  if (isFirst && kind !== 'deliveries') return undefined;
  const hasNext = pagination?.hasNext ?? came.length >= pageSize;
  if (!hasNext || came.length === 0) return undefined;
  const after = isFirst ? lastRowId(came) : undefined;
  // Without a mark, or by the same one, the same rows would come again.
  if (isFirst && (after === undefined || after === place?.after)) return undefined;
  return { page: (place?.page ?? 1) + 1, after };
}

/** What is shown of a list, each row once: it may have moved to the next page since the last one was read. */
export function shownRows(node: VersionNode | ListNode, { rows }: ReadList): readonly WebhookNode[] {
  const known = new Set<string>();
  return nodesOf(node, rows).filter(({ id }) => !known.has(id) && known.add(id));
}

function nodesOf(node: VersionNode | ListNode, rows: readonly unknown[]): readonly WebhookNode[] {
  const { id, environment, scope, version } = node;
  const place = { environment, scope, version };
  if (node.kind === 'version')
    return readHooks(rows).map(
      (hook): WebhookNode => ({ kind: 'hook', id: `${id}/${hook.id}`, ...place, hook }),
    );
  const { hook } = node;
  if (node.kind === 'triggers')
    return readTriggers(rows).map(
      (trigger): WebhookNode => ({ kind: 'trigger', id: `${id}/${trigger.id}`, ...place, hook, trigger }),
    );
  return readDeliveries(rows).map(
    (delivery): WebhookNode => ({ kind: 'delivery', id: `${id}/${delivery.id}`, ...place, hook, delivery }),
  );
}

/** What a list without rows says. */
export function emptyHint({ kind }: VersionNode | ListNode): Hint {
  if (kind === 'version') return 'noHooks';
  return kind === 'triggers' ? 'noTriggers' : 'noDeliveries';
}

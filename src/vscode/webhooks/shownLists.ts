import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import type { WebhookCall, WebhookScope } from '../../procore/webhooks/calls.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { failureState, stateNode } from '../explorer/failureState.ts';
import type { StateNode } from '../explorer/node.ts';
import { hintBelow, moreBelow } from './childNodes.ts';
import type { DeliveryStatusFilter, ListNode, MoreNode, VersionNode, WebhookNode } from './node.ts';
import { callOf, emptyHint, joined, type ReadList, shownRows, unread } from './webhookLists.ts';

/** Sends one call in the environment of that name. */
export type AskWebhooks = (
  call: WebhookCall,
  scope: WebhookScope,
  environment: string,
  signal: AbortSignal,
) => Promise<Exchange>;

/** Hooks, triggers and deliveries as they are shown: read when they are first asked for, and kept until they are forgotten. */
export interface ShownLists {
  /** Two that ask at a time wait for one reading. */
  of(node: VersionNode | ListNode): Promise<readonly WebhookNode[]>;
  /** `begun`: the next page is being asked for. Nothing for a row that has been read on from already. */
  readOn(node: VersionNode | ListNode, more: MoreNode, begun: () => void): Promise<void>;
  /** Lists only deliveries of that status; `undefined`: all again. */
  filter(list: ListNode, status: DeliveryStatusFilter | undefined): void;
  filtered(list: ListNode): DeliveryStatusFilter | undefined;
  /** Puts another state in the place of one that is shown below a list. */
  replace(node: VersionNode | ListNode, state: StateNode, next: StateNode): void;
  forget(isMeant: (id: string) => boolean): void;
  /** Ends what is being read. */
  stop(): void;
}

/** With what stands behind the rows. */
interface ShownList extends ReadList {
  readonly shown: readonly WebhookNode[];
}

export function createShownLists(ask: AskWebhooks): ShownLists {
  const lists = new Map<string, Promise<ShownList>>();
  const readingOn = new Set<string>();
  const filters = new Map<string, DeliveryStatusFilter>();
  let stopping = new AbortController();

  async function read(node: VersionNode | ListNode, before: ReadList): Promise<ShownList> {
    if (node.kind === 'version' && node.version === 'v2.0' && node.namespace === undefined)
      return { ...before, next: undefined, shown: [hintBelow(node.id, 'enterNamespace')] };
    const call = callOf(node, before, filters.get(node.id));
    if (call === undefined) return whole(node, before);
    const { signal } = stopping;
    try {
      const exchange = await ask(call, node.scope, node.environment, signal);
      if (exchange.error !== null || exchange.response?.status !== 200)
        return broken(node, before, stateNode(failureState(exchange), node, { exchange }));
      return whole(node, joined(node, before, readAnswer(exchange.response.body ?? ''), exchange));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const state = signal.aborted ? 'cancelled' : 'refused';
      return broken(node, before, stateNode(state, node, { message }));
    }
  }

  return {
    async of(node) {
      const reading = lists.get(node.id) ?? read(node, unread);
      lists.set(node.id, reading);
      return (await reading).shown;
    },
    async readOn(node, { read: count }, begun) {
      const { id } = node;
      const reading = lists.get(id);
      if (reading === undefined || readingOn.has(id)) return;
      readingOn.add(id);
      try {
        const before = await reading;
        const more = before.shown.at(-1);
        if (more?.kind !== 'more' || more.read !== count || lists.get(id) !== reading) return;
        const next = read(node, before);
        lists.set(id, next);
        begun();
        await next;
      } finally {
        readingOn.delete(id);
      }
    },
    filter(list, status) {
      if (status === undefined) filters.delete(list.id);
      else filters.set(list.id, status);
      lists.delete(list.id);
    },
    filtered: list => filters.get(list.id),
    replace({ id }, state, next) {
      const reading = lists.get(id);
      if (reading === undefined) return;
      const replaced = reading.then(list => ({
        ...list,
        shown: list.shown.map(each => (each === state ? next : each)),
      }));
      lists.set(id, replaced);
    },
    forget(isMeant) {
      for (const id of [...lists.keys()]) if (isMeant(id)) lists.delete(id);
    },
    stop() {
      stopping.abort();
      stopping = new AbortController();
    },
  };
}

function whole(node: VersionNode | ListNode, list: ReadList): ShownList {
  const rows = shownRows(node, list);
  if (list.next !== undefined) return { ...list, shown: [...rows, moreBelow(node.id, rows.length)] };
  return { ...list, shown: rows.length === 0 ? [hintBelow(node.id, emptyHint(node))] : rows };
}

/** What was read stays, and can be read on. */
function broken(node: VersionNode | ListNode, before: ReadList, state: StateNode): ShownList {
  const rows = shownRows(node, before);
  const shown = rows.length === 0 ? [state] : [...rows, state, moreBelow(node.id, rows.length)];
  return { ...before, shown };
}

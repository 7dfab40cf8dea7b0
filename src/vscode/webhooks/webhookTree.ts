import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import type { WebhookCall, WebhookScope } from '../../procore/webhooks/calls.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { ReceivedEvent } from '../../runner/webhookReceiver/receiver.ts';
import type { Session } from '../explorer/explorer.ts';
import { failureState, stateNode } from '../explorer/failureState.ts';
import {
  deliveriesOf,
  eventNodes,
  hintBelow,
  moreBelow,
  receiver,
  scopeNode,
  versionNodes,
} from './childNodes.ts';
import type { DeliveryStatusFilter, HookNode, ListNode, MoreNode, VersionNode, WebhookNode } from './node.ts';
import { callOf, emptyHint, fresh, hasMore, rowsOf } from './webhookLists.ts';

/** Whose hooks are shown. */
export interface WebhookSession extends Session {
  /** The chosen company; `undefined`: none is. */
  readonly company: { readonly id: string; readonly name: string } | undefined;
  /** The chosen project of it. */
  readonly project: { readonly id: string; readonly name: string } | undefined;
  /** The namespace that v2.0 lists, where it is known. */
  readonly namespace: string | undefined;
}

export interface WebhookTreeParts {
  /** Sends one call in the environment of that name. */
  readonly ask: (
    call: WebhookCall,
    scope: WebhookScope,
    environment: string,
    signal: AbortSignal,
  ) => Promise<Exchange>;
  /** `undefined`: the receiver does not run. */
  readonly received: () => readonly ReceivedEvent[] | undefined;
  /** The children of that node are others now; `undefined`: the whole tree is. */
  readonly onChange: (node: WebhookNode | undefined) => void;
}

/**
 * The Webhooks view without an editor: what is below each row, read when it is first asked for and kept until it is
 * refreshed. Two that ask at a time wait for one reading.
 */
export interface WebhookTree {
  show(session: WebhookSession): void;
  children(node?: WebhookNode): Promise<readonly WebhookNode[]>;
  parent(node: WebhookNode): WebhookNode | undefined;
  find(id: string): WebhookNode | undefined;
  readMore(more: MoreNode): Promise<void>;
  /** Gives one hook a row of its own beside the scopes, whatever company it is of. */
  pin(place: Omit<HookNode, 'kind' | 'id'>): HookNode;
  /** Forgets what is below a node, or everything, and ends what is being read there. */
  refresh(node?: WebhookNode): void;
  /** Lists only deliveries of that status below a hook; `undefined`: all again. */
  filter(list: ListNode, status: DeliveryStatusFilter | undefined): void;
  filtered(list: ListNode): DeliveryStatusFilter | undefined;
  stop(): void;
}

export function createWebhookTree(parts: WebhookTreeParts): WebhookTree {
  const { ask, received, onChange } = parts;
  const lists = new Map<string, Promise<readonly WebhookNode[]>>();
  const nodes = new Map<string, WebhookNode>();
  const parents = new Map<string, WebhookNode>();
  const filters = new Map<string, DeliveryStatusFilter>();
  let stopping = new AbortController();
  let session: WebhookSession | undefined;
  let pinned: HookNode | undefined;

  function roots(): readonly WebhookNode[] {
    if (session === undefined) return [receiver];
    const { environment, state, company, project } = session;
    const root = { id: `webhooks/${environment}`, environment };
    if (state !== undefined) return [receiver, stateNode(state, root)];
    const scopes: WebhookNode[] =
      company === undefined
        ? [hintBelow(root.id, 'chooseCompany')]
        : [scopeNode(environment, { companyId: company.id }, company.name)];
    if (company !== undefined && project !== undefined)
      scopes.push(scopeNode(environment, { companyId: company.id, projectId: project.id }, project.name));
    return [receiver, ...scopes, ...(pinned?.environment === environment ? [pinned] : [])];
  }

  async function below(node: WebhookNode): Promise<readonly WebhookNode[]> {
    switch (node.kind) {
      case 'receiver':
        return eventNodes(received());
      case 'scope':
        return versionNodes(node, session?.namespace);
      case 'version':
      case 'triggers':
      case 'deliveries':
        return listed(node);
      case 'hook':
        return [
          {
            kind: 'triggers',
            id: `${node.id}/triggers`,
            environment: node.environment,
            scope: node.scope,
            version: node.version,
            hook: node.hook,
          },
          deliveriesOf(node),
        ];
      case 'delivery':
        return node.delivery.attempts.map((attempt, index) => ({
          kind: 'attempt' as const,
          id: `${node.id}/${index + 1}`,
          number: index + 1,
          attempt,
        }));
      default:
        return [];
    }
  }

  /** From the server, once. */
  function listed(node: VersionNode | ListNode): Promise<readonly WebhookNode[]> {
    const known = lists.get(node.id);
    if (known !== undefined) return known;
    const reading = read(node, []);
    lists.set(node.id, reading);
    return reading;
  }

  async function read(
    node: VersionNode | ListNode,
    before: readonly WebhookNode[],
  ): Promise<readonly WebhookNode[]> {
    if (node.kind === 'version' && node.version === 'v2.0' && node.namespace === undefined)
      return [hintBelow(node.id, 'enterNamespace')];
    const { signal } = stopping;
    try {
      const call = callOf(node, before, filters.get(node.id));
      const exchange = await ask(call, node.scope, node.environment, signal);
      if (exchange.error !== null || exchange.response?.status !== 200)
        return [...before, stateNode(failureState(exchange), node, { exchange })];
      const body = readAnswer(exchange.response.body ?? '');
      const rows = [...before, ...fresh(rowsOf(node, body), before)];
      if (rows.length === 0) return [hintBelow(node.id, emptyHint(node))];
      return hasMore(node, body, exchange) ? [...rows, moreBelow(node.id, rows.length)] : rows;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return [...before, stateNode(signal.aborted ? 'cancelled' : 'refused', node, { message })];
    }
  }

  async function children(node?: WebhookNode): Promise<readonly WebhookNode[]> {
    const found = node === undefined ? roots() : await below(node);
    for (const each of found) {
      nodes.set(each.id, each);
      if (node !== undefined) parents.set(each.id, node);
    }
    return found;
  }

  function forget(isBelow: (id: string) => boolean): void {
    for (const id of [...lists.keys()]) if (isBelow(id)) lists.delete(id);
  }

  function stop(): void {
    stopping.abort();
    stopping = new AbortController();
  }

  return {
    show(next) {
      const isOther = JSON.stringify(next) !== JSON.stringify(session);
      session = next;
      if (!isOther) return;
      stop();
      forget(() => true);
      onChange(undefined);
    },
    children,
    parent: node => parents.get(node.id),
    find: id => nodes.get(id),
    async readMore({ parentId }) {
      const node = nodes.get(parentId);
      const before = await lists.get(parentId);
      if (
        before === undefined ||
        (node?.kind !== 'triggers' && node?.kind !== 'deliveries' && node?.kind !== 'version')
      )
        return;
      const rows = before.filter(({ kind }) => kind !== 'more' && kind !== 'state');
      lists.set(parentId, read(node, rows));
      onChange(node);
      await lists.get(parentId);
    },
    refresh(node) {
      if (node === undefined) stop();
      forget(id => node === undefined || id === node.id || id.startsWith(`${node.id}/`));
      onChange(node);
    },
    pin(place) {
      pinned = {
        kind: 'hook',
        id: `webhooks/${place.environment}/asked/${place.version} ${place.hook.id}`,
        ...place,
      };
      nodes.set(pinned.id, pinned);
      onChange(undefined);
      return pinned;
    },
    filter(list, status) {
      if (status === undefined) filters.delete(list.id);
      else filters.set(list.id, status);
      forget(id => id === list.id);
      onChange(list);
    },
    filtered: list => filters.get(list.id),
    stop,
  };
}

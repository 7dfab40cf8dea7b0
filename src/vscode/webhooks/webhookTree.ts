import type { Exchange } from '../../runner/exchange.ts';
import type { ReceivedEvent } from '../../runner/webhookReceiver/receiver.ts';
import type { Session } from '../explorer/explorer.ts';
import { failureState, stateNode } from '../explorer/failureState.ts';
import type { StateNode } from '../explorer/node.ts';
import { deliveriesOf, eventNodes, hintBelow, receiver, scopeNode, versionNodes } from './childNodes.ts';
import type { DeliveryStatusFilter, HookNode, ListNode, MoreNode, WebhookNode } from './node.ts';
import { type AskWebhooks, createShownLists } from './shownLists.ts';

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
  readonly ask: AskWebhooks;
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
  /** Nothing for a row that has been read on from already. */
  readMore(more: MoreNode): Promise<void>;
  /** Gives one hook a row of its own beside the scopes, whatever company it is of. */
  pin(place: Omit<HookNode, 'kind' | 'id'>): HookNode;
  /** Whether that row is the one of its own. */
  isPinned(hook: HookNode): boolean;
  /** Forgets what is below a node, or everything, and ends what is being read there. */
  refresh(node?: WebhookNode): void;
  /** As `refresh` after a change to a hook or below it, for all that tells of its scope: both versions do. */
  changed(node: WebhookNode): void;
  /** As `changed`, for a hook that is deleted: a row of its own goes with it. */
  removed(hook: HookNode): void;
  /** Puts a diagnosis that is known better in the place of the first one. */
  narrow(state: StateNode, exchange: Exchange): void;
  /** Lists only deliveries of that status below a hook; `undefined`: all again. */
  filter(list: ListNode, status: DeliveryStatusFilter | undefined): void;
  filtered(list: ListNode): DeliveryStatusFilter | undefined;
  stop(): void;
}

export function createWebhookTree(parts: WebhookTreeParts): WebhookTree {
  const { ask, received, onChange } = parts;
  const lists = createShownLists(ask);
  const nodes = new Map<string, WebhookNode>();
  const parents = new Map<string, WebhookNode>();
  /** Ids of what `children` gave last. */
  const given = new Map<string, readonly string[]>();
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
        return lists.of(node);
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

  async function children(node?: WebhookNode): Promise<readonly WebhookNode[]> {
    const found = node === undefined ? roots() : await below(node);
    const key = node?.id ?? '';
    const ids = found.map(({ id }) => id);
    const stay = new Set(ids);
    for (const id of given.get(key) ?? []) if (!stay.has(id)) drop(id);
    given.set(key, ids);
    for (const each of found) {
      nodes.set(each.id, each);
      if (node !== undefined) parents.set(each.id, node);
    }
    return found;
  }

  /** With all below it: an event may be large. */
  function drop(id: string): void {
    for (const inner of given.get(id) ?? []) drop(inner);
    given.delete(id);
    nodes.delete(id);
    parents.delete(id);
  }

  function refresh(node?: WebhookNode): void {
    if (node === undefined) lists.stop();
    lists.forget(id => node === undefined || id === node.id || id.startsWith(`${node.id}/`));
    onChange(node);
  }

  /** A hook that a diagnosis named stands beside the scopes, and may be in one of them, too. */
  function changed(node: WebhookNode): void {
    let top = node;
    for (let above = parents.get(top.id); above !== undefined; above = parents.get(top.id)) top = above;
    refresh(top.kind === 'scope' && pinned === undefined ? top : undefined);
  }

  return {
    show(next) {
      const isOther = JSON.stringify(next) !== JSON.stringify(session);
      session = next;
      if (!isOther) return;
      lists.stop();
      lists.forget(() => true);
      onChange(undefined);
    },
    children,
    parent: node => parents.get(node.id),
    find: id => nodes.get(id),
    async readMore(more) {
      const node = nodes.get(more.parentId);
      if (node?.kind === 'triggers' || node?.kind === 'deliveries' || node?.kind === 'version')
        await lists.readOn(node, more, () => onChange(node));
    },
    refresh,
    changed,
    removed(hook) {
      if (pinned?.id === hook.id) {
        pinned = undefined;
        refresh();
      } else changed(hook);
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
    isPinned: hook => pinned?.id === hook.id,
    narrow(state, exchange) {
      const above = parents.get(state.id);
      if (above?.kind !== 'triggers' && above?.kind !== 'deliveries' && above?.kind !== 'version') return;
      lists.replace(above, state, stateNode(failureState(exchange), above, { exchange }));
      onChange(above);
    },
    filter(list, status) {
      lists.filter(list, status);
      onChange(list);
    },
    filtered: lists.filtered,
    stop: lists.stop,
  };
}

import { type Resource, resourcesUnder } from '../../procore/explorer/resources.ts';
import type { PageMark } from '../../procore/listBody.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { resourceNodes, resourceNodesInRecord } from './childNodes.ts';
import { failureState, stateNode } from './failureState.ts';
import { firstStepOf, joined, type List, nothing, questionOf, type Step, shownOf } from './lists.ts';
import type {
  AccountNode,
  CompanyNode,
  ExplorerNode,
  MoreNode,
  NodeState,
  RecordNode,
  StateNode,
} from './node.ts';
import type { Question } from './question.ts';

/** Where the tree is read from, and as whom. */
export interface Session {
  readonly environment: string;
  /** What parts one tree from another beside the environment: its host, and who is signed in. */
  readonly owner: string;
  /** What the account is called; empty where nobody is signed in. */
  readonly account: string;
  /** Why nothing can be read; `undefined`: it can. */
  readonly state: Extract<NodeState, 'restricted' | 'signedOut' | 'simulatorStopped'> | undefined;
}

export interface ExplorerParts {
  /** Asks for one page of a question, in the environment of that name. */
  readonly ask: (
    question: Question,
    mark: PageMark,
    environment: string,
    signal: AbortSignal,
  ) => Promise<Exchange>;
  /** What the catalog knows. */
  readonly resources: () => Promise<readonly Resource[]>;
  /** The children of that node are others now; `undefined`: the whole tree is. */
  readonly onChange: (node: ExplorerNode | undefined) => void;
  /** How many lists are being read. */
  readonly onBusy: (count: number) => void;
}

/**
 * The Projects view without an editor: what is below each row, read when it is first asked for and kept until it is
 * refreshed, for each environment and account apart. Two that ask at a time wait for one reading.
 */
export interface Explorer {
  /** Shows the tree of another session, as it was left. The answer says whether it is another one. */
  show(session: Session): boolean;
  roots(): readonly ExplorerNode[];
  children(node: ExplorerNode): Promise<readonly ExplorerNode[]>;
  /** What `children` gave last, where that is known. */
  shown(node: ExplorerNode): readonly ExplorerNode[] | undefined;
  parent(node: ExplorerNode): ExplorerNode | undefined;
  isReading(node: ExplorerNode): boolean;
  /** Whether the catalog knows of something that stands in records of its resource. */
  hasInner(record: RecordNode): boolean;
  node(id: string): ExplorerNode | undefined;
  readMore(more: MoreNode): Promise<void>;
  /** Forgets what is below a node, or everything, and what is being read there. */
  refresh(node?: ExplorerNode): void;
  /** Ends all that is being read; what is there stays. */
  stop(): void;
  /** Lists only projects whose name has that text; empty: all again. */
  search(company: CompanyNode, text: string): void;
  searched(company: CompanyNode): string | undefined;
  /** Puts a diagnosis that is known better in the place of the first one. */
  narrow(state: StateNode, exchange: Exchange): void;
}

/** With everything that stands around the rows. */
interface KeptList extends List {
  readonly shown: readonly ExplorerNode[];
}

interface Tree {
  readonly roots: readonly ExplorerNode[];
  readonly lists: Map<string, KeptList>;
  readonly nodes: Map<string, ExplorerNode>;
  readonly parents: Map<string, ExplorerNode>;
  readonly searches: Map<string, string>;
  readonly reading: Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>;
}

export function createExplorer(parts: ExplorerParts): Explorer {
  const { ask, resources, onChange, onBusy } = parts;
  const trees = new Map<string, Tree>();
  let key = '';
  let tree: Tree = emptyTree([]);
  let busy = 0;
  let known: readonly Resource[] = [];

  async function allResources(): Promise<readonly Resource[]> {
    known = await resources();
    return known;
  }

  function show(session: Session): boolean {
    const next = [session.environment, session.owner, session.account, session.state ?? ''].join('\n');
    if (next === key) return false;
    key = next;
    tree = trees.get(key) ?? emptyTree(rootsOf(session));
    trees.set(key, tree);
    forgetSignedOut(tree);
    return true;
  }

  /** Somebody may have signed in since. */
  function forgetSignedOut(of: Tree): void {
    for (const [id, { failure }] of of.lists) if (failure?.state === 'signedOut') of.lists.delete(id);
  }

  async function children(node: ExplorerNode): Promise<readonly ExplorerNode[]> {
    const of = tree;
    if (!of.lists.has(node.id)) await start(of, node);
    return of.lists.get(node.id)?.shown ?? [];
  }

  /** Joins the reading of a node that is under way. */
  function start(of: Tree, node: ExplorerNode, after?: Step): Promise<void> {
    const known = of.reading.get(node.id);
    if (known !== undefined) return known.done;
    const stop = new AbortController();
    onBusy(++busy);
    const done = read(of, node, after, stop.signal).finally(() => {
      if (of.reading.get(node.id)?.stop === stop) of.reading.delete(node.id);
      onBusy(--busy);
    });
    of.reading.set(node.id, { stop, done });
    return done;
  }

  async function read(of: Tree, node: ExplorerNode, after: Step | undefined, signal: AbortSignal) {
    const before = of.lists.get(node.id) ?? nothing;
    const found = await readList(of, node, after, before, signal);
    // What was forgotten meanwhile is read anew by whoever wants it.
    if (signal.reason === forgotten) return;
    keep(of, node, found);
  }

  async function readList(
    of: Tree,
    node: ExplorerNode,
    after: Step | undefined,
    before: List,
    signal: AbortSignal,
  ): Promise<List> {
    try {
      if (node.kind === 'tool')
        return { ...nothing, rows: resourceNodes(await allResources(), node, siblings(of, node)) };
      if (node.kind === 'record')
        return { ...nothing, rows: resourceNodesInRecord(await allResources(), node) };
      const step = after ?? firstStep(of, node);
      if (step === undefined) return nothing;
      const exchange = await ask(step.question, step.mark, node.environment, signal);
      return joined(node, before, step, exchange, of.searches.has(node.id));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const failure = signal.aborted ? stateNode('cancelled', node) : stateNode('refused', node, { message });
      return { ...before, next: after ?? before.next, failure };
    }
  }

  function firstStep(of: Tree, node: ExplorerNode): Step | undefined {
    const question = questionOf(node, of.searches.get(node.id));
    return question && firstStepOf(question, 'page');
  }

  function siblings(of: Tree, node: ExplorerNode): readonly ExplorerNode[] {
    const above = of.parents.get(node.id);
    return (above && of.lists.get(above.id)?.rows) ?? [];
  }

  function forget(of: Tree, isBelow: (id: string) => boolean): void {
    for (const [id, { stop }] of of.reading)
      if (isBelow(id)) {
        stop.abort(forgotten);
        of.reading.delete(id);
      }
    for (const id of [...of.lists.keys()]) if (isBelow(id)) of.lists.delete(id);
  }

  return {
    show,
    roots: () => tree.roots,
    children,
    shown: node => tree.lists.get(node.id)?.shown,
    parent: node => tree.parents.get(node.id),
    isReading: node => tree.reading.has(node.kind === 'more' ? node.parentId : node.id),
    hasInner: ({ resource }) => resourcesUnder(known, resource).length > 0,
    node: id => tree.nodes.get(id),
    async readMore({ parentId }) {
      const of = tree;
      const node = of.nodes.get(parentId);
      const list = of.lists.get(parentId);
      if (node === undefined || list?.next === undefined) return;
      keep(of, node, { ...list, failure: undefined });
      const reading = start(of, node, list.next);
      onChange(node);
      await reading;
      onChange(node);
    },
    refresh(node) {
      if (node === undefined) {
        for (const [other, each] of trees) if (each !== tree) trees.delete(other);
        forget(tree, () => true);
      } else forget(tree, id => id === node.id || id.startsWith(`${node.id}/`));
      onChange(node);
    },
    stop() {
      for (const { stop } of tree.reading.values()) stop.abort();
    },
    search(company, text) {
      if (text === '') tree.searches.delete(company.id);
      else tree.searches.set(company.id, text);
      forget(tree, id => id === company.id);
      onChange(company);
    },
    searched: company => tree.searches.get(company.id),
    narrow(state, exchange) {
      const above = tree.parents.get(state.id);
      const list = above && tree.lists.get(above.id);
      if (above === undefined || list?.failure !== state) return;
      const failure = stateNode(failureState(exchange), above, { exchange });
      keep(tree, above, { ...list, failure });
      onChange(above);
    },
  };
}

/** Why a reading was stopped that nobody wants any more. */
const forgotten = new Error('forgotten');

function emptyTree(roots: readonly ExplorerNode[]): Tree {
  return {
    roots,
    lists: new Map(),
    nodes: new Map(roots.map(node => [node.id, node])),
    parents: new Map(),
    searches: new Map(),
    reading: new Map(),
  };
}

function rootsOf({ environment, account, state }: Session): readonly ExplorerNode[] {
  const root: AccountNode = { kind: 'account', id: environment, label: account, environment };
  return [state === undefined ? root : stateNode(state, root)];
}

function keep(tree: Tree, node: ExplorerNode, list: List): void {
  const shown = shownOf(node, list, tree.searches.get(node.id));
  tree.lists.set(node.id, { ...list, shown });
  for (const row of shown) {
    tree.nodes.set(row.id, row);
    tree.parents.set(row.id, node);
  }
}

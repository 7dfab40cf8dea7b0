import { canFindCause } from '../../procore/diagnosis/followUp/canFindCause.ts';
import type { Resource } from '../../procore/explorer/resources.ts';
import type { Exchange } from '../../runner/exchange.ts';

/**
 * One row of the Projects view as plain data: what it stands for, and where. `id` is the way to it, of its own in
 * the whole tree and the same after a refresh; `label` is what the account's data call it, as it came. Ids of
 * Procore are text with all their digits and belong to `environment` only.
 */
export type ExplorerNode =
  | AccountNode
  | CompanyNode
  | ProjectNode
  | ToolNode
  | ResourceNode
  | RecordNode
  | MoreNode
  | StateNode;

interface Common {
  readonly id: string;
  readonly label: string;
  /** Name of the environment that it was read from, and whose ids it carries. */
  readonly environment: string;
}

/** Who is signed in, in the active environment: the only root of the tree. */
export interface AccountNode extends Common {
  readonly kind: 'account';
}

export interface CompanyNode extends Common {
  readonly kind: 'company';
  readonly companyId: string;
  readonly companyName: string;
}

interface InCompany extends Common {
  readonly companyId: string;
  readonly companyName: string;
}

export interface ProjectNode extends InCompany {
  readonly kind: 'project';
  readonly projectId: string;
  readonly projectName: string;
  /** The number that the company gave it. */
  readonly number: string | undefined;
  readonly isActive: boolean;
}

/** Below a project, or below a company as such. */
interface InPlace extends InCompany {
  /** `undefined`: of the company as such. */
  readonly projectId: string | undefined;
  readonly projectName: string | undefined;
  /** `undefined`: belongs to no tool of a project. */
  readonly engineName: string | undefined;
  readonly toolTitle: string;
  /** `false`: the tool is off in the project. */
  readonly isActive: boolean;
  /** The account's own level in the tool, as Procore calls it, e.g. `Read-only`; `undefined`: not known. */
  readonly level: string | undefined;
}

/** A tool of a project; without `engineName` what a company or a project has beside its tools. */
export interface ToolNode extends InPlace {
  readonly kind: 'tool';
}

export interface ResourceNode extends InPlace {
  readonly kind: 'resource';
  readonly resource: Resource;
  /** Ids of the records that it is in, the outermost first: the RFI whose replies it lists. */
  readonly above: readonly string[];
}

export interface RecordNode extends InPlace {
  readonly kind: 'record';
  readonly resource: Resource;
  /** As of its resource. */
  readonly above: readonly string[];
  readonly recordId: string;
  readonly number: string | undefined;
  readonly status: string | undefined;
}

/** Reads on in the list that it ends. */
export interface MoreNode extends Common {
  readonly kind: 'more';
  /** `inactive`: all active projects are there, and the others come next. */
  readonly next: 'page' | 'inactive';
  /** `id` of the node whose children it ends. */
  readonly parentId: string;
  readonly read: number;
  /** `undefined`: the answer did not say how many there are. */
  readonly total: number | undefined;
}

/** Says why there is nothing, or no more, to see, and what helps. */
export interface StateNode extends Common {
  readonly kind: 'state';
  readonly parentId: string | undefined;
  readonly state: NodeState;
  /** What was asked, and what came of it; `undefined`: nothing was asked, or nothing is wrong. */
  readonly exchange: Exchange | undefined;
  /** What went wrong before anything could be asked, or what was searched for. */
  readonly message: string | undefined;
}

export type NodeState =
  | 'restricted'
  | 'signedOut'
  /** Only of the simulator, which is started on demand. */
  | 'simulatorStopped'
  /** The account is in no company. */
  | 'noCompany'
  /** A service account has to be told which company it is for. */
  | 'companyNeeded'
  | 'notConnected'
  /** Of a list of records; the project's list of tools, above, says so. */
  | 'toolOff'
  | 'offline'
  | 'empty'
  /** Of a company, whose other projects may be inactive ones. */
  | 'noActiveProject'
  /** Of a company. */
  | 'noProject'
  /** No project has the name that was searched for; `message` is what was searched for. */
  | 'unmatched'
  | 'refused'
  | 'cancelled';

/**
 * `contextValue` of a row: the kind, then flags in a fixed order, all parted by blanks, so that menus match
 * `/^project\b/` or `/\bchosen\b/`.
 *
 * - `account`, `more`
 * - `company`, `project`: `chosen` where it is the workspace's own; `inactive` for a project
 * - `tool`: `project` or `company`; `off` where the project has it switched off
 * - `resource`: `project` or `company`; `can-list`, `can-create`
 * - `record`: `project` or `company`; `can-show`, `can-update`, `can-delete`
 * - `state`, its `NodeState`, and `can-findCause` where a few reads would tell more
 */
export function contextOf(node: ExplorerNode, isChosen = false): string {
  return [node.kind, ...flagsOf(node, isChosen)].join(' ');
}

function flagsOf(node: ExplorerNode, isChosen: boolean): readonly string[] {
  const chosen = isChosen ? ['chosen'] : [];
  switch (node.kind) {
    case 'company':
      return chosen;
    case 'project':
      return node.isActive ? chosen : [...chosen, 'inactive'];
    case 'tool':
      return node.isActive ? [scopeOf(node)] : [scopeOf(node), 'off'];
    case 'resource':
      return [scopeOf(node), ...verbs(node.resource, ['list', 'create'])];
    case 'record':
      return [scopeOf(node), ...verbs(node.resource, ['show', 'update', 'delete'])];
    case 'state':
      return canFindCause(node.exchange?.diagnoses ?? []) ? [node.state, 'can-findCause'] : [node.state];
    default:
      return [];
  }
}

function scopeOf({ projectId }: InPlace): 'project' | 'company' {
  return projectId === undefined ? 'company' : 'project';
}

function verbs(
  resource: Resource,
  names: readonly ('list' | 'show' | 'create' | 'update' | 'delete')[],
): readonly string[] {
  return names.filter(name => resource[name] !== undefined).map(name => `can-${name}`);
}

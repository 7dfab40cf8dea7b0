import { type PageMark, rowsOf } from '../../procore/listBody.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { parseWithDigits } from '../environments/companies.ts';
import { companyNodes, companyTool, projectNodes, recordNodes, toolNodes } from './childNodes.ts';
import { failureState, stateNode } from './failureState.ts';
import type { CompanyNode, ExplorerNode, MoreNode, ProjectNode, StateNode } from './node.ts';
import {
  companiesQuestion,
  firstMark,
  nextMark,
  projectsQuestion,
  type Question,
  recordsQuestion,
  toolsQuestion,
} from './question.ts';

/** What is below a node, as far as it was read. */
export interface List {
  readonly rows: readonly ExplorerNode[];
  /** How it goes on; `undefined`: it is whole. */
  readonly next: Step | undefined;
  /** Why it ends too early. */
  readonly failure: StateNode | undefined;
  /** What may explain that it is empty. */
  readonly exchange?: Exchange;
}

/** How a list goes on. */
export interface Step {
  readonly question: Question;
  readonly mark: PageMark;
  readonly kind: MoreNode['next'];
  /** Rows that the question has given so far, and how many it has; `undefined`: not known. */
  readonly read: number;
  readonly total: number | undefined;
}

/** Before anything was read. */
export const nothing: List = { rows: [], next: undefined, failure: undefined };

/** What asks for the children of a node; `undefined`: they are not asked for, or cannot be. */
export function questionOf(node: ExplorerNode, search: string | undefined): Question | undefined {
  switch (node.kind) {
    case 'account':
      return companiesQuestion;
    case 'company':
      return projectsQuestion(companyOf(node), search === undefined ? 'Active' : 'All', search);
    case 'project':
      return toolsQuestion(companyOf(node), node.projectId);
    case 'resource':
      return recordsQuestion(node);
    default:
      return undefined;
  }
}

function companyOf({ companyId, companyName }: CompanyNode | ProjectNode) {
  return { id: companyId, name: companyName };
}

/** A list with the page that has come, or with what came instead. */
export function joined(
  node: ExplorerNode,
  before: List,
  step: Step,
  exchange: Exchange,
  isSearch: boolean,
): List {
  const { response, pagination } = exchange;
  const body = response?.status === 200 ? rowsOf(parseWithDigits(response.body ?? '')) : undefined;
  if (body === undefined || exchange.error !== null) {
    const failure = stateNode(failureState(exchange, node), node, { exchange });
    return { ...before, next: before.rows.length === 0 ? undefined : step, failure };
  }
  const known = new Set(before.rows.map(({ id }) => id));
  // A record may have moved to this page since the last one was read.
  const fresh = nodesOf(node, body.rows).filter(({ id }) => !known.has(id));
  const rows = [...before.rows, ...fresh];
  const hasNext = (pagination?.hasNext ?? false) && body.rows.length > 0;
  const mark = hasNext ? (body.next ?? nextMark(step.question, step.mark)) : undefined;
  const read = step.read + body.rows.length;
  const page = mark && { ...step, mark, read, total: pagination?.total ?? undefined };
  const next = page ?? (isSearch ? undefined : inactiveStep(node, step));
  return { rows, next, failure: undefined, ...(rows.length === 0 && { exchange }) };
}

/** The step that begins a list. */
export function firstStepOf(question: Question, kind: Step['kind']): Step {
  return { question, mark: firstMark(question), kind, read: 0, total: undefined };
}

/** After all active projects the others. */
function inactiveStep(node: ExplorerNode, { question }: Step): Step | undefined {
  if (node.kind !== 'company') return undefined;
  const next = projectsQuestion(companyOf(node), 'Inactive');
  return next.target === question.target ? undefined : firstStepOf(next, 'inactive');
}

function nodesOf(node: ExplorerNode, rows: readonly unknown[]): readonly ExplorerNode[] {
  switch (node.kind) {
    case 'account':
      return companyNodes(rows, node);
    case 'company':
      return projectNodes(rows, node);
    case 'project':
      return toolNodes(rows, node);
    case 'resource':
      return recordNodes(rows, node);
    default:
      return [];
  }
}

/** The rows of a list with what stands around them. */
export function shownOf(
  node: ExplorerNode,
  { rows, next, failure, exchange }: List,
  search: string | undefined,
): readonly ExplorerNode[] {
  const first = node.kind === 'company' ? [companyTool(node)] : [];
  const whole = next === undefined;
  const state = failure ?? (rows.length === 0 ? emptyState(node, { exchange, search, whole }) : undefined);
  return [
    ...(failure === undefined ? first : []),
    ...rows,
    ...(state === undefined ? [] : [state]),
    ...(next === undefined ? [] : [moreNode(node, next)]),
  ];
}

function moreNode({ id, environment }: ExplorerNode, { kind, read, total }: Step): MoreNode {
  return {
    kind: 'more',
    id: `${id}/?more`,
    label: '',
    ...{ environment, parentId: id, next: kind, read, total },
  };
}

function emptyState(
  node: ExplorerNode,
  {
    exchange,
    search,
    whole,
  }: {
    readonly exchange: Exchange | undefined;
    readonly search: string | undefined;
    readonly whole: boolean;
  },
): StateNode {
  if (search !== undefined) return stateNode('unmatched', node, { message: search });
  // What is said in general of empty answers is about the filters of whoever asked: here nobody has set any.
  if (node.kind === 'company') return stateNode(whole ? 'noProject' : 'noActiveProject', node);
  return stateNode(node.kind === 'account' ? 'noCompany' : 'empty', node, exchange && { exchange });
}

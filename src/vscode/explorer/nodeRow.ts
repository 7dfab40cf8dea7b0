import type { Environment } from '../../procore/environments.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { contextOf, type ExplorerNode, type MoreNode, type RecordNode, type StateNode } from './node.ts';
import { stateText } from './stateText.ts';
import type { Texts } from './texts.ts';

/** How a node is drawn and spoken, as plain data. */
export interface NodeRow {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** For those who hear the row. */
  readonly spoken: string;
  /** Names of a codicon and of a theme colour. */
  readonly icon: string;
  readonly color: string | undefined;
  readonly context: string;
  readonly hasChildren: boolean;
}

/** What the workspace has chosen, and where it is. */
export interface Surroundings {
  readonly environment: Environment;
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
  /** Whether something stands in records of a resource. */
  readonly hasInner: (record: RecordNode) => boolean;
  readonly isReading: (node: ExplorerNode) => boolean;
  readonly searched: (node: ExplorerNode) => string | undefined;
}

type Drawn = Pick<NodeRow, 'label' | 'icon'> & {
  /** Shown behind the label; empty ones are left out. */
  readonly details?: readonly string[];
  readonly lines?: readonly string[];
  readonly color?: string;
  readonly spokenDetails?: readonly string[];
  /** What a click does, shown behind the details; the hover has its own words for it. */
  readonly action?: string;
};

/** Whatever came from a server is shown as one line of text, with nothing that hides or turns it. */
export function nodeRow(node: ExplorerNode, around: Surroundings, texts: Texts): NodeRow {
  const isChosen =
    (node.kind === 'company' && node.companyId === around.companyId) ||
    (node.kind === 'project' && node.projectId === around.projectId);
  const drawn = draw(node, around, texts, isChosen);
  const details = (drawn.details ?? []).filter(text => text !== '').map(visibleLine);
  const action = drawn.action === undefined ? [] : [drawn.action];
  const label = visibleLine(drawn.label);
  const lines = (drawn.lines ?? []).filter(text => text !== '').map(visibleLine);
  return {
    label,
    description: [...details, ...action].join(' · '),
    tooltip: [[label, ...details].join(' · '), ...lines].join('\n'),
    spoken: [label, ...(drawn.spokenDetails ?? details), ...action].join(', '),
    icon: drawn.icon,
    color: drawn.color,
    context: contextOf(node, isChosen),
    hasChildren: hasChildren(node, around),
  };
}

function hasChildren(node: ExplorerNode, { hasInner }: Surroundings): boolean {
  if (node.kind === 'state' || node.kind === 'more') return false;
  return node.kind !== 'record' || hasInner(node);
}

function draw(node: ExplorerNode, around: Surroundings, texts: Texts, isChosen: boolean): Drawn {
  const { environment } = around;
  const chosen = isChosen ? [texts.chosen()] : [];
  switch (node.kind) {
    case 'account':
      return {
        // What parts accounts of one person from each other is said beside.
        label: node.label.replace(` (${environment.title})`, '') || environment.title,
        icon: environment.production ? 'shield' : environment.name === 'simulator' ? 'beaker' : 'account',
        ...(environment.production && { color: 'list.warningForeground' }),
        details: [environment.title],
        lines: [new URL(environment.apiUrl).host, environment.production ? texts.writesAsk() : ''],
        spokenDetails: [environment.title, ...(environment.production ? [texts.writesAsk()] : [])],
      };
    case 'company': {
      const searched = around.searched(node);
      return {
        label: node.label,
        icon: isChosen ? 'pass-filled' : 'organization',
        ...(isChosen && { color: 'list.highlightForeground' }),
        details: [...chosen, ...(searched === undefined ? [] : [texts.searched(searched)])],
        lines: [texts.companyId(node.companyId)],
      };
    }
    case 'project':
      return {
        label: node.label,
        icon: isChosen ? 'pass-filled' : node.isActive ? 'project' : 'archive',
        ...(isChosen && { color: 'list.highlightForeground' }),
        details: [...chosen, node.number ?? '', node.isActive ? '' : texts.inactive()],
        lines: [texts.projectId(node.projectId)],
      };
    case 'tool':
      return {
        label: node.engineName === undefined ? texts.beside(node.projectId === undefined) : node.label,
        icon: node.engineName === undefined ? 'layers' : node.isActive ? 'tools' : 'circle-slash',
        details: [node.isActive ? '' : texts.off(), node.level ?? ''],
        lines: node.engineName === undefined ? [] : [texts.tool(node.engineName)],
        spokenDetails: [
          ...(node.isActive ? [] : [texts.off()]),
          ...(node.level === undefined ? [] : [texts.level(node.level)]),
        ],
      };
    case 'resource':
      return {
        label: node.label,
        icon: 'list-unordered',
        lines: [`${node.resource.list.method} ${node.resource.list.path}`],
      };
    case 'record':
      return {
        label: node.number === undefined ? node.label : `${node.number} ${node.label}`,
        icon: 'file',
        details: [node.status ?? ''],
        lines: [texts.recordId(node.recordId)],
      };
    case 'more':
      return moreDrawn(node, around, texts);
    case 'state':
      return stateDrawn(node, texts);
  }
}

function moreDrawn(node: MoreNode, { isReading }: Surroundings, texts: Texts): Drawn {
  const { next, read, total } = node;
  const reads = isReading(node);
  const label = next === 'inactive' && read === 0 ? texts.showInactive() : texts.loadMore();
  const count = read === 0 ? '' : total === undefined ? texts.some(read) : texts.someOf(read, total);
  return {
    label: reads ? texts.loading() : label,
    icon: reads ? 'loading~spin' : 'fold-down',
    details: [count],
  };
}

function stateDrawn(node: StateNode, texts: Texts): Drawn {
  const { color, ...drawn } = stateText(node, texts);
  return { ...drawn, ...(color && { color }) };
}

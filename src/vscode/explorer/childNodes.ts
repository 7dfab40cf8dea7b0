import { type Resource, resourcesUnder } from '../../procore/explorer/resources.ts';
import { resourcesBesideTools, resourcesOfCompany, resourcesOfTool } from '../../procore/explorer/tools.ts';
import { isPlainId } from '../../procore/plainId.ts';
import type { CompanyNode, ExplorerNode, ProjectNode, RecordNode, ResourceNode, ToolNode } from './node.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows as they came, numbers as the text they were written as. What has no id is left out. */
type Rows = readonly unknown[];

/** Companies by name. Source of the fields: Procore API reference, "Companies". */
export function companyNodes(rows: Rows, { id: above, environment }: ExplorerNode): readonly CompanyNode[] {
  return rows
    .filter(isRow)
    .flatMap(row => {
      const [companyId, name] = [idOf(row['id']), textOf(row['name'])];
      if (companyId === undefined) return [];
      const companyName = name ?? companyId;
      return [companyNode(`${above}/${companyId}`, environment, companyId, companyName)];
    })
    .sort((one, other) => one.label.localeCompare(other.label));
}

export function companyNode(
  id: string,
  environment: string,
  companyId: string,
  companyName: string,
): CompanyNode {
  return { kind: 'company', id, environment, label: companyName, companyId, companyName };
}

/** Projects in the order of the answer. Source of the fields: "Projects". */
export function projectNodes(rows: Rows, above: CompanyNode): readonly ProjectNode[] {
  const { environment, companyId, companyName } = above;
  return rows.filter(isRow).flatMap((row): readonly ProjectNode[] => {
    const [projectId, name] = [idOf(row['id']), textOf(row['name'])];
    if (projectId === undefined) return [];
    const projectName = name ?? projectId;
    return [
      {
        kind: 'project',
        id: `${above.id}/${projectId}`,
        label: projectName,
        ...{ environment, companyId, companyName, projectId, projectName },
        number: textOf(row['project_number']),
        isActive: row['active'] !== false,
      },
    ];
  });
}

/** What a company has as such, above its projects. */
export function companyTool({ id, environment, companyId, companyName }: CompanyNode): ToolNode {
  return {
    kind: 'tool',
    id: `${id}/-`,
    label: '',
    ...{ environment, companyId, companyName },
    ...{ projectId: undefined, projectName: undefined, engineName: undefined, toolTitle: '' },
    isActive: true,
    level: undefined,
  };
}

/**
 * Tools of a project: those that are on, by their place in Procore's menu, then those that are off, then what the
 * project has beside tools. Source of the fields: "Tools" [oas].
 */
export function toolNodes(rows: Rows, above: ProjectNode): readonly ToolNode[] {
  const { environment, companyId, companyName, projectId, projectName } = above;
  const place = { environment, companyId, companyName, projectId, projectName };
  const tools = rows.filter(isRow).flatMap((row): readonly ToolNode[] => {
    const engineName = textOf(row['engine_name']);
    if (engineName === undefined) return [];
    const toolTitle = textOf(row['title']) ?? engineName;
    return [
      {
        kind: 'tool',
        id: `${above.id}/${engineName}`,
        label: toolTitle,
        ...place,
        ...{ engineName, toolTitle },
        isActive: row['is_active'] !== false,
        level: textOf(row['user_access_level']) ?? nameOf(row['user_access_level']),
      },
    ];
  });
  const beside: ToolNode = {
    kind: 'tool',
    id: `${above.id}/-`,
    label: '',
    ...place,
    ...{ engineName: undefined, toolTitle: '', isActive: true, level: undefined },
  };
  return [...tools.filter(({ isActive }) => isActive), ...tools.filter(({ isActive }) => !isActive), beside];
}

/** What can be listed in a tool, in a company as such, or in a project beside the tools that `siblings` are. */
export function resourceNodes(
  all: readonly Resource[],
  tool: ToolNode,
  siblings: readonly ExplorerNode[],
): readonly ResourceNode[] {
  return resourcesFor(all, tool, siblings).map(resource => resourceNode(resource, tool, tool.id, []));
}

function resourcesFor(
  all: readonly Resource[],
  { engineName, toolTitle, projectId }: ToolNode,
  siblings: readonly ExplorerNode[],
): readonly Resource[] {
  if (engineName !== undefined) return resourcesOfTool(all, { engineName, title: toolTitle });
  if (projectId === undefined) return resourcesOfCompany(all);
  const tools = siblings.flatMap(node =>
    node.kind === 'tool' && node.engineName !== undefined
      ? [{ engineName: node.engineName, title: node.toolTitle }]
      : [],
  );
  return resourcesBesideTools(all, tools);
}

/** What stands in a record, as the replies of an RFI. */
export function resourceNodesInRecord(all: readonly Resource[], record: RecordNode): readonly ResourceNode[] {
  const above = [...record.above, record.recordId];
  return resourcesUnder(all, record.resource).map(resource =>
    resourceNode(resource, record, record.id, above),
  );
}

function resourceNode(
  resource: Resource,
  place: ToolNode | RecordNode,
  parentId: string,
  above: readonly string[],
): ResourceNode {
  const { environment, companyId, companyName, projectId, projectName } = place;
  const { engineName, toolTitle, isActive, level } = place;
  return {
    kind: 'resource',
    id: `${parentId}/${resource.id}`,
    label: resource.title,
    ...{ environment, companyId, companyName, projectId, projectName },
    ...{ engineName, toolTitle, isActive, level, resource, above },
  };
}

/** Records in the order of the answer, by whatever field names them. */
export function recordNodes(rows: Rows, resource: ResourceNode): readonly RecordNode[] {
  return rows.filter(isRow).flatMap((row): readonly RecordNode[] => {
    const recordId = idOf(row['id']) ?? idOf(row['key']);
    if (recordId === undefined) return [];
    return [
      {
        ...resource,
        kind: 'record',
        id: `${resource.id}/${recordId}`,
        label: firstText(row, labels) ?? recordId,
        recordId,
        number: firstText(row, numbers),
        status: firstText(row, statuses),
      },
    ];
  });
}

/** Fields that people know a record by, the best first. Names as the published document has them [oas]. */
const labels = [
  'subject',
  'title',
  'name',
  'full_name',
  'display_name',
  'label',
  'filename',
  'description',
  'comments',
  'body',
  'login',
  'date',
];
const numbers = [
  'formatted_number',
  'full_number',
  'number',
  'project_number',
  'position',
  'code',
  'full_code',
];
const statuses = ['status', 'status_name', 'state', 'workflow_status'];

function firstText(row: Row, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(row[name]) ?? nameOf(row[name]);
    if (text !== undefined && text.trim() !== '') return short(text.trim());
  }
  return undefined;
}

/** A description may be a page long, with marks of HTML. */
function short(text: string): string {
  const plain = text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length > 100 ? `${plain.slice(0, 99)}…` : plain;
}

/** Whatever else a server puts there has no place in a request. */
function idOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && isPlainId(text) ? text : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A status may be an object that has the name. */
function nameOf(value: unknown): string | undefined {
  return isRow(value) ? textOf(value['name']) : undefined;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Resource } from './resources.ts';

/** A tool as Procore's answers about the tools of a project name it. */
export interface ToolName {
  readonly engineName: string;
  readonly title: string;
}

/**
 * What a tool of the catalog's tags is called in `engine_name` and in titles, in lower case and in the singular.
 * Procore publishes no list of `engine_name` values, so names are compared [assumed].
 */
const namesOfTool: Readonly<Record<string, readonly string[]>> = {
  'Company Admin/Custom - Configurable Tools': ['correspondence', 'generic tool'],
  'Construction Financials/Change Orders': ['change order'],
  'Construction Financials/Invoices': ['invoicing', 'invoice'],
  'Construction Financials/Prime Contracts': ['prime contract'],
  'Core/Equipment': ['equipment', 'equipment register'],
  'Core/Project': ['home', 'project home', 'project'],
  'Core/Tasks': ['task', 'task item', 'to do'],
  'Preconstruction/BIM': ['model', 'bim', 'bim model'],
  'Preconstruction/Bid Management': ['bidding', 'bid', 'bid management'],
  'Project Management/Daily Log': ['daily log'],
  'Project Management/Document Markup': ['drawing', 'document markup'],
  'Project Management/Emails': ['email', 'communication'],
  'Project Management/Field Productivity': [
    'timesheet',
    'timecard',
    'field productivity',
    'time and material',
    'tm ticket',
    't m ticket',
  ],
  'Project Management/Inspections': ['inspection', 'checklist'],
  'Project Management/Photos': ['photo', 'image'],
  'Project Management/Punch List': ['punch list', 'punch', 'punch item'],
  'Project Management/RFI': ['rfi', 'request for information'],
  'Project Management/Schedule (Legacy)': ['schedule', 'scheduling'],
  'Project Management/Scheduling': ['schedule', 'scheduling'],
};

/** Resources that a second tool shows, too. */
const alsoIn: Readonly<Record<string, readonly string[]>> = {
  'project requisitions': ['invoicing', 'invoice'],
  'project payment_applications': ['invoicing', 'invoice'],
  'project commitment_change_orders': ['change order'],
  'project prime_change_orders': ['change order'],
};

/**
 * The resources that belong to a tool of a project, best known first; without those that stand in records of
 * others. Empty where the catalog has none for it.
 */
export function resourcesOfTool(resources: readonly Resource[], tool: ToolName): readonly Resource[] {
  if (customToolId(tool.engineName) !== undefined) return resources.filter(isOfCustomTool);
  const names = new Set([wordsOf(tool.engineName), wordsOf(tool.title)]);
  return resources.filter(
    resource =>
      resource.scope === 'project' &&
      resource.parent === undefined &&
      !isOfCustomTool(resource) &&
      namesOf(resource).some(name => names.has(name)),
  );
}

/** What a project has beside its tools: resources of the project that none of `tools` has. */
export function resourcesBesideTools(
  resources: readonly Resource[],
  tools: readonly ToolName[],
): readonly Resource[] {
  const taken = new Set(tools.flatMap(tool => resourcesOfTool(resources, tool)));
  return resources.filter(
    resource =>
      resource.scope === 'project' &&
      resource.parent === undefined &&
      !isOfCustomTool(resource) &&
      !taken.has(resource),
  );
}

/** What a company has as such, apart from its projects. */
export function resourcesOfCompany(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ scope, parent }) => scope === 'company' && parent === undefined);
}

/** The id of a tool that a company made, which is part of its name: `generic_tool_126094` [doc, "Correspondence"]. */
export function customToolId(engineName: string): string | undefined {
  return /^generic_tool_(\d+)$/.exec(engineName)?.[1];
}

function isOfCustomTool({ list, parent }: Resource): boolean {
  return parent === undefined && list.path.includes('/generic_tools/{');
}

function namesOf({ id, tool }: Resource): readonly string[] {
  const [, own = ''] = tool.split('/');
  return [wordsOf(own), ...(namesOfTool[tool] ?? []), ...(alsoIn[id] ?? [])];
}

/** Lower case words in the singular: `Punch_Items`, `punch-item` and `Punch Items` are one. */
function wordsOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .split(/[^a-z0-9]+/)
    .filter(part => part !== '')
    .map(part => part.replace(/ies$/, 'y').replace(/([^su])s$/, '$1'))
    .join(' ');
}

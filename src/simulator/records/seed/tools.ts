/**
 * Project tools of the seed. Procore publishes no list of `engine_name` values; these are plausible ones
 * [assumed], custom tools look like `generic_tool_126094` (Procore documentation, "Correspondence" [doc]).
 */
export interface SeedTool {
  readonly engineName: string;
  readonly title: string;
  /** `category/tool` parts of the catalog's tags whose operations need this tool. */
  readonly tags: readonly string[];
  /** Project tools can be switched off; the others belong to the project or company as such. */
  readonly required: boolean;
}

function tool(engineName: string, title: string, tags: readonly string[], required = false): SeedTool {
  return { engineName, title, tags, required };
}

/** The tools of every seeded project, in the order in which they are listed. */
export const seedTools: readonly SeedTool[] = [
  tool('project_home', 'Home', [], true),
  tool('directory', 'Directory', ['Core/Directory'], true),
  tool('documents', 'Documents', ['Core/Documents']),
  tool('tasks', 'Tasks', ['Core/Tasks']),
  tool('rfi', 'RFIs', ['Project Management/RFI']),
  tool('submittals', 'Submittals', ['Project Management/Submittals']),
  tool('drawings', 'Drawings', ['Project Management/Drawings', 'Project Management/Document Markup']),
  tool('specifications', 'Specifications', ['Project Management/Specifications']),
  tool('punch_list', 'Punch List', ['Project Management/Punch List']),
  tool('observations', 'Observations', ['Project Management/Observations']),
  tool('checklists', 'Inspections', ['Project Management/Inspections']),
  tool('daily_log', 'Daily Log', ['Project Management/Daily Log']),
  tool('incidents', 'Incidents', ['Project Management/Incidents']),
  tool('meetings', 'Meetings', ['Project Management/Meetings']),
  tool('photos', 'Photos', ['Project Management/Photos']),
  tool('forms', 'Forms', ['Project Management/Forms']),
  tool('emails', 'Emails', ['Project Management/Emails']),
  tool('action_plans', 'Action Plans', ['Project Management/Action Plans']),
  tool('schedule', 'Schedule', ['Project Management/Schedule (Legacy)', 'Project Management/Scheduling']),
  tool('timesheets', 'Timesheets', ['Project Management/Field Productivity']),
  tool('coordination_issues', 'Coordination Issues', ['Project Management/Coordination Issues']),
  tool('models', 'Models', ['Preconstruction/BIM']),
  tool('bidding', 'Bidding', ['Preconstruction/Bid Management']),
  tool('budget', 'Budget', ['Construction Financials/Budget']),
  tool('direct_costs', 'Direct Costs', ['Construction Financials/Direct Costs']),
  tool('change_events', 'Change Events', ['Construction Financials/Change Events']),
  tool('change_orders', 'Change Orders', ['Construction Financials/Change Orders']),
  tool('commitments', 'Commitments', ['Construction Financials/Commitments']),
  tool('prime_contracts', 'Prime Contracts', ['Construction Financials/Prime Contracts']),
  tool('invoicing', 'Invoicing', ['Construction Financials/Invoices']),
  tool('generic_tool_126094', 'Transmittals', []),
];

const engineByTag = new Map(seedTools.flatMap(({ engineName, tags }) => tags.map(tag => [tag, engineName])));

/** The `engine_name` behind a catalog tag (`category/tool/resource`), or `undefined` where no tool is. */
export function engineOfTag(tag: string): string | undefined {
  return engineByTag.get(tag.split('/', 2).join('/'));
}

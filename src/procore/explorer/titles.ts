/**
 * Names of resources as Procore's web app has them, the best known first, by the resource's id. From the titles of
 * the guides and of the published document [doc] [oas].
 */
const titles: Readonly<Record<string, string>> = {
  'project rfis': 'RFIs',
  'project submittals': 'Submittals',
  'project punch_items': 'Punch Items',
  'project observations/items': 'Observations',
  'project checklist/lists': 'Inspections',
  'project incidents': 'Incidents',
  'project manpower_logs': 'Manpower Logs',
  'project notes_logs': 'Notes Logs',
  'project daily_logs/weather_logs': 'Weather Logs',
  'project work_logs': 'Work Logs',
  'project accident_logs': 'Accident Logs',
  'project delivery_logs': 'Delivery Logs',
  'project equipment_logs': 'Equipment Logs',
  'project visitor_logs': 'Visitor Logs',
  'project quantity_logs': 'Quantity Logs',
  'project drawing_areas': 'Drawing Areas',
  'project drawing_areas/{}/drawings': 'Drawings',
  'project drawing_revisions': 'Drawing Revisions',
  'project drawing_sets': 'Drawing Sets',
  'project drawing_uploads': 'Drawing Uploads',
  'project documents': 'Documents',
  'project folders': 'Folders and Files',
  'project images': 'Photos',
  'project image_categories': 'Albums',
  'project specification_sections': 'Specification Sections',
  'project specification_sets': 'Specification Sets',
  'project meetings': 'Meetings',
  'project tasks': 'Schedule Tasks',
  'project task_items': 'Tasks',
  'project forms': 'Forms',
  'project coordination_issues': 'Coordination Issues',
  'project action_plans/plans': 'Action Plans',
  'project timecard_entries': 'Timecard Entries',
  'project timesheets': 'Timesheets',
  'project time_and_material_entries': 'Time and Material Entries',
  'project budget_views': 'Budget Views',
  'project budget_views/{}/detail_rows': 'Budget Rows',
  'project budget_changes': 'Budget Changes',
  'project budget_modifications': 'Budget Modifications',
  'project commitment_contracts': 'Commitments',
  'project work_order_contracts': 'Subcontracts',
  'project purchase_order_contracts': 'Purchase Orders',
  'project commitments': 'Commitments (v1)',
  'project commitment_change_orders': 'Commitment Change Orders',
  'project requisitions': 'Subcontractor Invoices',
  'project prime_contracts': 'Prime Contracts',
  'project prime_change_orders': 'Prime Change Orders',
  'project payment_applications': 'Owner Invoices',
  'project change_events': 'Change Events',
  'project change_order_packages': 'Change Orders',
  'project direct_costs': 'Direct Costs',
  'project cost_codes': 'Cost Codes',
  'project users': 'Users',
  'project vendors': 'Vendors',
  'project locations': 'Locations',
  'project generic_tools/{}/generic_tool_items': 'Items',
  'project bid_packages': 'Bid Packages',
  'project bim_models': 'Models',
  'company projects': 'Projects',
  'company users': 'Users',
  'company vendors': 'Vendors',
  'company generic_tools': 'Correspondence Types',
  'company timecard_entries': 'Timecard Entries',
  'company checklist/list_templates': 'Inspection Templates',
  'company folders': 'Folders and Files',
  'company documents': 'Documents',
  'company uoms': 'Units of Measure',
  'company uom_categories': 'Categories of Units',
  'project checklist/list_templates': 'Inspection Templates',
  'project checklist/schedules': 'Inspection Schedules',
  'project resources': 'Schedule Resources (v1.0)',
  'project weather_logs': 'Weather Logs (v1.0)',
  'project viewer_documents/stamps': 'Markup Stamps',
};
const order = new Map(Object.keys(titles).map((id, place) => [id, place]));

/** The place of a resource among the best known ones; all others share the one behind them. */
export function rankOf(id: string): number {
  return order.get(id) ?? order.size;
}

/** What people call a resource: its name in the web app, else the words of its path. */
export function titleOf(id: string): string {
  const known = titles[id];
  if (known !== undefined && Object.hasOwn(titles, id)) return known;
  const stem = id.slice(id.indexOf(' ') + 1);
  // Below a record only what stands behind it tells something new.
  const own = stem.slice(stem.lastIndexOf('{}/') + 1).replace(/^\{?\}\//, '');
  const segments = own.split('/').map(segment => segment.split(/[_-]/).filter(word => word !== ''));
  const [last = [], before = []] = segments.toReversed();
  const words = last.length > 1 || before.length === 0 ? last : [...before.map(singular), ...last];
  return words.map(written).join(' ');
}

/** One of them, for names of requests and for people: `RFIs` is `RFI`, `Folders and Files` is `Folder`. */
export function singularTitle(title: string): string {
  const words = title.replace(/ \(.*\)$|(?: and| of) .*$/, '').split(' ');
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');
}

function singular(word: string): string {
  if (acronyms.has(word)) return word;
  if (/^[A-Z]+s$/.test(word)) return word.slice(0, -1);
  return word
    .replace(/ies$/i, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/(us)es$/, '$1')
    .replace(/([^su])s$/, '$1');
}

const acronyms = new Map(
  ['API', 'BIM', 'CSV', 'ERP', 'GPS', 'ID', 'LOV', 'PDF', 'RFI', 'RFQ', 'SOV', 'UOM', 'WBS'].flatMap(
    acronym =>
      [
        [acronym.toLowerCase(), acronym],
        [`${acronym.toLowerCase()}s`, `${acronym}s`],
      ] as const,
  ),
);
const small = new Set(['and', 'of', 'in', 'to', 'with', 'by', 'for']);

function written(word: string, place: number): string {
  const acronym = acronyms.get(word);
  if (acronym !== undefined) return acronym;
  if (place > 0 && small.has(word)) return word;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

import { findResource, knownResources } from '../../procore/webhooks/resources.ts';
import type { Scope } from '../records/scopes.ts';

/** Collections whose events have another name than the path. */
const names: Readonly<Record<string, string>> = {
  'checklist/lists': 'Inspection Checklists',
  'daily_logs/weather_logs': 'Weather Logs',
  'direct_costs/{}/line_items': 'Direct Cost Line Items',
  'drawing_areas/{}/drawings': 'Drawings',
  meeting_attendee_records: 'Meeting Attendees',
  'observations/items': 'Observation Items',
  'observations/items/{}/response_logs': 'Observation Item Response Logs',
  'potential_change_orders/{}/line_items': 'Potential Change Order Line Items',
  prime_contract: 'Prime Contracts',
  'prime_contracts/{}/line_items': 'Prime Contract Line Items',
  'prime_contracts/{}/payment_applications': 'Payment Applications',
  project_timecard_entries: 'Timecard Entries',
  project_timesheet_timecard_entries: 'Timecard Entries',
  'purchase_order_contracts/{}/line_items': 'Purchase Order Contract Line Items',
  'rfis/{}/replies': 'RFI Replies',
  'rfqs/{}/quotes': 'RFQ Quotes',
  'rfqs/{}/responses': 'RFQ Responses',
  'work_order_contracts/{}/line_items': 'Work Order Contract Line Items',
};

/** Collections that a company and its projects both have, under names of their own. */
const inBoth: Readonly<Record<string, string>> = {
  file_versions: 'File Versions',
  files: 'Files',
  folders: 'Folders',
  insurances: 'Insurances',
  users: 'Users',
  vendors: 'Vendors',
};

const byPath = new Map(knownResources.map(({ name }) => [name.toLowerCase().replaceAll(' ', '_'), name]));

/** The name under which writes to a collection are told, e.g. `RFIs` of `rfis`; `undefined`: they are not. */
export function eventNameOf(collection: string, kind: Scope['kind']): string | undefined {
  const shared = inBoth[collection];
  const name = shared ? `${kind === 'company' ? 'Company' : 'Project'} ${shared}` : names[collection];
  return findResource(name ?? byPath.get(collection) ?? '')?.name;
}

/** The name of the records just above, e.g. `Direct Costs` of their line items. */
export function parentNameOf(collection: string, kind: Scope['kind']): string | undefined {
  const above = collection.split('/{}').slice(0, -1).join('/{}');
  return above === '' ? undefined : eventNameOf(above, kind);
}

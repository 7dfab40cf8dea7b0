import { isRow, rowsIn, textIn } from './read.ts';

/** A resource that has events, by the name that triggers use. */
export interface WebhookResource {
  readonly name: string;
  /** Whose hooks get its events. */
  readonly scope: 'company' | 'project';
  /** Among create, update and delete; v4 has more. */
  readonly eventTypes: readonly string[];
}

/** An event that there was once. */
export interface EndedEvent {
  readonly resourceName: string;
  readonly eventType: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Source: Procore's announcement "Webhook fanout migration" [doc]. */
export const endedEvents: readonly EndedEvent[] = [
  { resourceName: 'Project Users', eventType: 'update', until: '2026-06-30' },
  { resourceName: 'Project Vendors', eventType: 'update', until: '2026-06-30' },
];

const every = ['create', 'update', 'delete'];

/** Of a company, with all three events. */
const companyNames = [
  'Change Order Change Reasons',
  'Change Types',
  'Company File Versions',
  'Company Files',
  'Company Folders',
  'Company Insurances',
  'Departments',
  'ERP Requests',
  'Form Templates',
  'Line Item Types',
  'Offices',
  'Programs',
  'Project Bid Types',
  'Project Owner Types',
  'Project Regions',
  'Project Stages',
  'Project Types',
  'Standard Cost Codes',
];

/** Of a project, with all three events. */
const projectNames = [
  'Accident Logs',
  'BIM File Extractions',
  'BIM Model Revisions',
  'BIM Models',
  'Budget Change Adjustment Line Items',
  'Budget Change Adjustments',
  'Budget Change Production Quantities',
  'Budget Changes',
  'Budget Line Items',
  'Budget Modifications',
  'Call Logs',
  'Change Event Line Items',
  'Change Events',
  'Change Order Packages',
  'Change Order Requests',
  'Company Direct Cost Line Items',
  'Contract Payments',
  'Coordination Issue Activities',
  'Coordination Issues',
  'Cost Codes',
  'Daily Construction Report Logs',
  'Daily Log/Entries',
  'Daily Logs',
  'Delivery Logs',
  'Direct Cost Line Items',
  'Direct Costs',
  'Draw Requests',
  'Drawing Areas',
  'Drawing Sets',
  'Drawing Uploads',
  'Drawings',
  'Dumpster Logs',
  'Equipment Logs',
  'File Versions',
  'Forms',
  'Generic Tool Items',
  'Image Categories',
  'Images',
  'Incidents',
  'Inspection Logs',
  'Locations',
  'Manpower Logs',
  'Meeting Attendees',
  'Meeting Categories',
  'Meeting Topics',
  'Meetings',
  'Notes Logs',
  'Observation Items',
  'Payment Applications',
  'Pdf Download Pages',
  'Plan Revision Logs',
  'Potential Change Order Line Items',
  'Potential Change Orders',
  'Prime Contract Line Items',
  'Prime Contracts',
  'Productivity Logs',
  'Project Dates',
  'Project File Versions',
  'Project Files',
  'Project Folders',
  'Project Insurances',
  'Project Users',
  'Project Vendors',
  'Punch Items',
  'Purchase Order Contract Line Items',
  'Purchase Order Contracts',
  'Quantity Logs',
  'RFI Replies',
  'RFIs',
  'RFQs',
  'Safety Violation Logs',
  'Site Instructions',
  'Specification Areas',
  'Specification Section Divisions',
  'Specification Section Revisions',
  'Specification Sets',
  'Sub Jobs',
  'Submittal Packages',
  'Submittals',
  'Tasks',
  'Timecard Entries',
  'ToDos',
  'Visitor Logs',
  'Waste Logs',
  'Work Logs',
  'Work Order Contract Line Items',
  'Work Order Contracts',
];

/** Those that lack an event. */
const others: readonly WebhookResource[] = [
  { name: 'Bids', scope: 'company', eventTypes: ['update'] },
  { name: 'Company Users', scope: 'company', eventTypes: ['create', 'update'] },
  { name: 'Company Vendors', scope: 'company', eventTypes: ['create', 'update'] },
  { name: 'Projects', scope: 'company', eventTypes: ['create', 'update'] },
  { name: 'Standard Cost Code Lists', scope: 'company', eventTypes: ['create'] },
  { name: 'Timecard Time Types', scope: 'company', eventTypes: ['create', 'delete'] },
  { name: 'Trades', scope: 'company', eventTypes: ['create', 'delete'] },
  { name: 'Budget View Snapshots', scope: 'project', eventTypes: ['create'] },
  { name: 'Inspection Checklists', scope: 'project', eventTypes: ['create', 'update'] },
  { name: 'Markup Layers', scope: 'project', eventTypes: ['create', 'update'] },
  { name: 'Observation Item Response Logs', scope: 'project', eventTypes: ['create'] },
  { name: 'RFQ Quotes', scope: 'project', eventTypes: ['create', 'update'] },
  { name: 'RFQ Responses', scope: 'project', eventTypes: ['create', 'update'] },
  { name: 'Specification Sections', scope: 'project', eventTypes: ['create', 'update'] },
  { name: 'Task Items', scope: 'project', eventTypes: ['create', 'update'] },
  { name: 'Weather Logs', scope: 'project', eventTypes: ['create', 'update'] },
];

/**
 * Resources with events, as a sandbox listed them for payload version 2 in February 2026 [live], less the events that
 * have ended since; by name. Other accounts and versions may have more: `listResources` tells.
 */
export const knownResources: readonly WebhookResource[] = [
  ...companyNames.map((name): WebhookResource => ({ name, scope: 'company', eventTypes: every })),
  ...projectNames.map((name): WebhookResource => ({ name, scope: 'project', eventTypes: every })),
  ...others,
]
  .map(resource => ({
    ...resource,
    eventTypes: resource.eventTypes.filter(eventType => endedEvent(resource.name, eventType) === undefined),
  }))
  .map(resource => ({ resource, place: resource.name.toLowerCase() }))
  // By plain text: to compare as a language does, its rules are loaded first, each time an editor starts.
  .sort((one, other) => (one.place < other.place ? -1 : 1))
  .map(({ resource }) => resource);

const byName = new Map(knownResources.map(resource => [resource.name.toLowerCase(), resource]));

/** By its name in any case; `undefined`: not among those that are known. */
export function findResource(name: string): WebhookResource | undefined {
  return byName.get(name.trim().toLowerCase());
}

/** The event as one that has ended, or `undefined`. */
export function endedEvent(resourceName: string, eventType: string): EndedEvent | undefined {
  return endedEvents.find(
    ended => ended.resourceName === resourceName && ended.eventType === eventType.toLowerCase(),
  );
}

/**
 * Whether a trigger can ever fire: `lacking` where a known resource has no such event, `ended` where it had one;
 * `undefined` where it has it, or the resource is not known. Only for create, update and delete.
 */
export function eventGap(resourceName: string, eventType: string): 'lacking' | 'ended' | undefined {
  if (endedEvent(resourceName, eventType) !== undefined) return 'ended';
  const known = findResource(resourceName);
  if (known === undefined || !every.includes(eventType) || known.eventTypes.includes(eventType))
    return undefined;
  return 'lacking';
}

/** A resource as `listResources` answers it. */
export interface ListedResource {
  readonly name: string;
  readonly category: string | undefined;
  readonly tool: string | undefined;
  readonly payloadVersion: string | undefined;
  readonly eventTypes: readonly string[];
}

const mostTypes = 50;

/** The resources of an answer of either version; v1 names the events that one has not. Never throws. */
export function readResources(body: unknown): readonly ListedResource[] {
  return rowsIn(body).flatMap(row => {
    const tool = textIn(row, 'tool') ?? textIn(row, 'tools');
    const name = textIn(row, 'name') ?? textIn(row, 'resource_name') ?? tool;
    if (name === undefined) return [];
    const except = row['except'];
    const missing = Array.isArray(except) ? wordsOf(except) : undefined;
    return [
      {
        name,
        category: textIn(row, 'category') ?? textIn(row, 'product_category'),
        tool,
        payloadVersion: textIn(row, 'payload_version', 40) ?? textIn(row, 'api_version', 40),
        eventTypes: missing ? every.filter(word => !missing.includes(word)) : wordsOf(row['actions']),
      },
    ];
  });
}

/** Actions are texts, or objects with a name [oas] of two dates. */
function wordsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostTypes).flatMap(one => {
    const word = isRow(one) ? (textIn(one, 'name') ?? textIn(one, 'action')) : textIn({ one }, 'one');
    return word === undefined ? [] : [word.toLowerCase()];
  });
}

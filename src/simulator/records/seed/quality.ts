import { dateText, pick, timeText } from '../row.ts';
import {
  byNumber,
  byNumberOfCreated,
  counts,
  oneOf,
  personAt,
  referTo,
  type Seeds,
  subject,
} from './seed.ts';
import { divisions, sentences } from './words.ts';

const assignee = personAt('assignee');
const manager = personAt('manager');
const observationTypes = ['Safety', 'Quality', 'Commissioning', 'Work to Complete'] as const;

const observationStatuses = ['initiated', 'ready_for_review', 'not_accepted', 'closed'] as const;

/** What is found on site: punch items, observations, inspections, incidents, clashes. */
export const qualitySeeds: Seeds = {
  punch_items: {
    count: counts({ main: 'rows', sandbox: 3, plain: 15 }),
    values: {
      position: row => row.index + 1,
      name: subject,
      description: row => pick(row, 'description', sentences),
      status: oneOf('status', ['Open', 'Open', 'Closed']),
      workflow_status: oneOf('workflow', ['initiated', 'work_required', 'ready_for_review', 'closed']),
      priority: oneOf('priority', ['low', 'medium', 'high']),
      assignees: row => [assignee(row)],
      ball_in_court: row => [assignee(row)],
      assignments: row => [{ id: row.id * 10 + 1, login_information: assignee(row), status: 'unresolved' }],
      punch_item_manager: manager,
      final_approver: personAt('approver'),
      location: referTo('location'),
      trade: referTo('trade'),
      due_date: row => dateText(row, 14),
      closed_at: row =>
        pick(row, 'status', ['Open', 'Open', 'Closed']) === 'Closed' ? timeText(row, 'closed', 9) : null,
      private: () => false,
    },
    created: {
      status: () => 'Open',
      workflow_status: () => 'initiated',
      position: row => Number(byNumberOfCreated(row)),
    },
  },
  'observations/items': {
    count: counts({ main: 120, sandbox: 2, plain: 8 }),
    values: {
      number: byNumber,
      name: subject,
      status: oneOf('status', observationStatuses),
      priority: oneOf('priority', ['Low', 'Medium', 'High', 'Urgent']),
      type: row => {
        const name = pick(row, 'type', observationTypes);
        return { id: observationTypes.indexOf(name) + 1, name, category: name };
      },
      assignee,
      location: referTo('location'),
      trade: referTo('trade'),
      due_date: row => dateText(row, 5),
      origin: () => null,
    },
    created: { number: byNumberOfCreated, status: () => 'initiated' },
    filterCodes: { status: observationStatuses },
  },
  'checklist/lists': {
    count: counts({ main: 60, sandbox: 1, plain: 6 }),
    values: {
      name: row => `${pick(row, 'division', divisions).name} inspection`,
      list_template_name: row => `${pick(row, 'division', divisions).name} inspection`,
      number: row => row.index + 1,
      status: oneOf('status', ['Open', 'In Review', 'Closed']),
      inspectors: row => [assignee(row)],
      location: referTo('location'),
      deleted: () => false,
    },
    created: { status: () => 'Open' },
  },
  incidents: {
    count: counts({ main: 24, sandbox: 0, plain: 3 }),
    values: {
      number: row => row.index + 1,
      title: oneOf('title', ['Slip on stairs', 'Cut hand', 'Dropped tool', 'Near miss at crane']),
      status: oneOf('status', ['open', 'closed']),
      location: referTo('location'),
      event_date: row => timeText(row, 'event'),
      created_by: manager,
    },
    created: { status: () => 'open', number: row => Number(byNumberOfCreated(row)) },
  },
  coordination_issues: {
    count: counts({ main: 35, sandbox: 0, plain: 5 }),
    values: {
      title: subject,
      issue_number: row => row.index + 1,
      status: oneOf('status', ['open', 'ready_for_review', 'closed']),
      priority: oneOf('priority', ['low', 'medium', 'high']),
      assignee,
      location: referTo('location'),
      due_date: row => dateText(row, 10),
    },
    created: { status: () => 'open', issue_number: row => Number(byNumberOfCreated(row)) },
  },
};

import { between, dateText, pick, timeText } from '../row.ts';
import type { Row } from '../world.ts';
import { counts, oneOf, personAt, type Seeds } from './seed.ts';

const assignee = personAt('assignee');
const meetingGroups = ['Owner Architect Contractor', 'Subcontractor Coordination', 'Safety'] as const;
function groupOfMeeting(row: Row): string {
  return meetingGroups[row.index % meetingGroups.length] ?? 'Meeting';
}

const taskNames = [
  'Mobilize',
  'Excavate',
  'Footings',
  'Foundation walls',
  'Erect steel',
  'Pour decks',
  'Dry-in',
  'Substantial completion',
] as const;
function taskName(row: Row): string {
  const turn = Math.floor(row.index / taskNames.length);
  return `${taskNames[row.index % taskNames.length]}${turn === 0 ? '' : ` (phase ${turn + 1})`}`;
}

/** Schedule tasks, meetings and workflows. */
export const scheduleSeeds: Seeds = {
  meetings: {
    count: counts({ main: 40, sandbox: 1, plain: 6 }),
    values: {
      title: row => `${groupOfMeeting(row)} #${Math.floor(row.index / 3) + 1}`,
      position: row => Math.floor(row.index / 3) + 1,
      meeting_date: row => dateText(row),
      starts_at: row => timeText(row, 'start'),
      location: () => 'Site office',
      occurred: row => row.day < 200,
      is_draft: () => false,
      is_private: () => false,
      mode: () => 'agenda',
      time_zone: () => 'US/Pacific',
      group_title: groupOfMeeting,
      attendees: row => [{ id: row.id * 10 + 1, login_information: assignee(row), status: 'present' }],
    },
  },
  tasks: {
    count: counts({ main: 90, sandbox: 8, plain: 20 }),
    values: {
      name: row => taskName(row),
      task_name: row => taskName(row),
      percentage: row => between(row, 'percentage', 0, 100),
      start_datetime: row => timeText(row, 'start', row.index),
      finish_datetime: row => timeText(row, 'finish', row.index + 10),
      row_number: row => row.index + 1,
      wbs: row => `1.${row.index + 1}`,
      parent_id: () => null,
      milestone: row => row.index % 10 === 9,
      resource_name: row => pick(row, 'trade', ['Electrical', 'Mechanical', 'Concrete']),
    },
  },
  'workflows/instances': {
    count: counts({ main: 24, sandbox: 1, plain: 4 }),
    values: {
      tool_type: oneOf('tool', ['rfis', 'submittals', 'commitments', 'change_events']),
      tool_subtype: () => null,
      ended_at: () => null,
    },
  },
};

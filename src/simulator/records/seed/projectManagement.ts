import { between, chance, dateText, money, pick, type Row, timeText } from '../row.ts';
import { counts, personAt, referTo, type Seeds, type Value } from './seed.ts';
import { divisions, sentences, subjects } from './words.ts';

const byNumber: Value = row => String(row.index + 1);
const subject: Value = row => subjects[(row.index * 7 + row.parents.length) % subjects.length];
const assignee = personAt('assignee');
const manager = personAt('manager');

function oneOf<T>(salt: string, values: readonly T[]): (row: Row) => T {
  return row => pick(row, salt, values);
}

const rfiStatus = oneOf('status', ['open', 'open', 'open', 'closed', 'closed', 'closed', 'closed', 'draft']);
const rfiIsOpen = (row: Row) => rfiStatus(row) === 'open';
const impact: Value = row =>
  chance(row, 'impact', 20)
    ? { status: 'yes_known', value: between(row, 'impact', 1, 20) }
    : { status: 'no_impact', value: null };

function questionOf(row: Row, body: unknown) {
  return {
    id: row.id * 10 + 1,
    body,
    plain_text_body: body,
    rich_text_body: `<p>${String(body)}</p>`,
    created_at: row.world.stored(row, 'created_at') ?? timeText(row, 'created'),
    created_by: row.world.stored(row, 'created_by') ?? manager(row),
    attachments: [],
    answers: [],
  };
}

const submittalStatuses = ['Draft', 'Open', 'Open', 'Closed', 'Distributed'] as const;
const submittalTypes = ['Shop Drawing', 'Product Information', 'Sample', 'Mix Design'] as const;
const observationTypes = ['Safety', 'Quality', 'Commissioning', 'Work to Complete'] as const;

/** RFIs, submittals and the other lists that a project team works through. */
export const projectManagementSeeds: Seeds = {
  rfis: {
    count: counts({ main: 'rows', sandbox: 1, plain: 12 }),
    // The hidden record: it exists, and whoever is not Admin of RFIs gets 404 [doc].
    hidden: scope => (scope.project?.name.startsWith('Hillcrest') ? [4] : []),
    values: {
      number: byNumber,
      full_number: row => `RFI-${row.index + 1}`,
      prefix: () => null,
      subject,
      status: rfiStatus,
      translated_status: row => {
        const status = rfiStatus(row);
        return status.slice(0, 1).toUpperCase() + status.slice(1);
      },
      draft: row => rfiStatus(row) === 'draft',
      accepted: row => rfiStatus(row) === 'closed',
      assignee,
      assignees: row => [assignee(row)],
      ball_in_court: row => (rfiIsOpen(row) ? assignee(row) : null),
      ball_in_courts: row => (rfiIsOpen(row) ? [assignee(row)] : []),
      ball_in_court_role: row => (rfiIsOpen(row) ? 'Assignee' : null),
      rfi_manager: manager,
      received_from: personAt('received_from'),
      responsible_contractor: referTo('responsible_contractor'),
      location: referTo('location'),
      location_id: row => row.world.reference(row, 'location')?.id ?? null,
      cost_code: referTo('cost_code'),
      specification_section: referTo('specification_section'),
      cost_impact: impact,
      schedule_impact: impact,
      due_date: row => dateText(row, 7),
      created_at: row => timeText(row, 'created'),
      initiated_at: row => (rfiStatus(row) === 'draft' ? null : timeText(row, 'created')),
      updated_at: row => timeText(row, 'updated', 3),
      time_resolved: row => (rfiStatus(row) === 'closed' ? timeText(row, 'resolved', 6) : null),
      deleted: () => false,
      deleted_at: () => null,
      private: row => row.scope.project?.name.startsWith('Hillcrest') === true && row.index === 4,
      reference: row => (chance(row, 'reference', 30) ? `A-${between(row, 'sheet', 101, 420)}` : null),
      link: row => `https://app.procore.com/${row.scope.id}/project/rfi/show/${row.id}`,
      project_stage: () => null,
      sub_job: () => null,
      questions: row => [questionOf(row, pick(row, 'question', sentences))],
      distribution_list: () => [],
      drawing_ids: () => [],
      custom_textfield_1: () => null,
      custom_textfield_2: () => null,
    },
    label: subject,
    created: {
      number: byNumberOfCreated,
      full_number: row => `RFI-${byNumberOfCreated(row)}`,
      status: row => (row.world.stored(row, 'draft') === true ? 'draft' : 'open'),
      translated_status: row => (row.world.stored(row, 'draft') === true ? 'Draft' : 'Open'),
      draft: () => false,
      accepted: () => false,
      ball_in_court: row => assigned(row)[0] ?? null,
      ball_in_courts: row => assigned(row),
      initiated_at: row => row.world.stored(row, 'created_at'),
      link: row => `https://app.procore.com/${row.scope.id}/project/rfi/show/${row.id}`,
      questions: row => {
        const question = row.world.stored(row, 'question');
        return isFields(question) ? [questionOf(row, question['body'] ?? null)] : [];
      },
    },
  },
  'rfis/{}/replies': {
    count: () => 1,
    values: {
      body: row => pick(row, 'body', sentences),
      plain_text_body: row => pick(row, 'body', sentences),
      rich_text_body: row => `<p>${pick(row, 'body', sentences)}</p>`,
      official: row => row.index === 0,
    },
    created: {
      plain_text_body: row => row.world.stored(row, 'body'),
      rich_text_body: row => row.world.stored(row, 'body'),
      answer_date: row => row.world.stored(row, 'created_at'),
    },
  },
  submittals: {
    count: counts({ main: 180, sandbox: 1, plain: 10 }),
    values: {
      number: byNumber,
      formatted_number: row => `${pick(row, 'division', divisions).code}-${row.index + 1}`,
      title: row => `${pick(row, 'type', submittalTypes)}: ${pick(row, 'division', divisions).name}`,
      revision: () => '0',
      current_revision: () => true,
      status: row => {
        const name = pick(row, 'status', submittalStatuses);
        return { id: submittalStatuses.indexOf(name) + 1, name, status: name };
      },
      status_id: row => submittalStatuses.indexOf(pick(row, 'status', submittalStatuses)) + 1,
      type: row => {
        const name = pick(row, 'type', submittalTypes);
        return { id: submittalTypes.indexOf(name) + 1, name };
      },
      submittal_manager: manager,
      received_from: personAt('received_from'),
      responsible_contractor: referTo('responsible_contractor'),
      specification_section: referTo('specification_section'),
      ball_in_court: row => [assignee(row)],
      location: referTo('location'),
      approvers: row => [
        { id: row.id * 10 + 1, user: assignee(row), response: null, approver_type: 'Approver' },
      ],
      due_date: row => dateText(row, 10),
      submit_by: row => dateText(row, 3),
      issue_date: row => dateText(row),
      private: () => false,
      closed_at: () => null,
    },
    label: row => pick(row, 'division', divisions).name,
    created: {
      number: byNumberOfCreated,
      revision: () => '0',
      current_revision: () => true,
      status: () => ({ id: 1, name: 'Draft', status: 'Draft' }),
    },
  },
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
      status: oneOf('status', ['initiated', 'ready_for_review', 'not_accepted', 'closed']),
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
  specification_sections: {
    count: counts({ main: divisions.length, sandbox: 4, plain: 10 }),
    values: {
      number: row => divisions[row.index % divisions.length]?.code,
      description: row => divisions[row.index % divisions.length]?.name,
      label: row =>
        `${divisions[row.index % divisions.length]?.code} - ${divisions[row.index % divisions.length]?.name}`,
    },
    label: row => divisions[row.index % divisions.length]?.name,
  },
  'generic_tools/{}/generic_tool_items': {
    count: counts({ main: 12, sandbox: 1, plain: 4 }),
    values: { title: subject, position: row => row.index + 1, status: oneOf('status', ['Open', 'Closed']) },
    created: { status: () => 'Open' },
  },
  generic_tools: {
    count: scope => (scope.size === 'empty' ? 0 : 1),
    companyWide: true,
    ids: () => [126094],
    values: { title: () => 'Transmittals', abbreviation: () => 'TR', private_by_default: () => false },
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
  change_events: {
    count: counts({ main: 40, sandbox: 1, plain: 6 }),
    values: {
      number: row => row.index + 1,
      alphanumeric_number: row => String(row.index + 1).padStart(3, '0'),
      title: subject,
      status: oneOf('status', ['Open', 'Pending', 'Closed']),
      event_type: oneOf('type', ['Allowance', 'Contingency', 'Owner Change', 'TBD']),
      scope: oneOf('scope', ['in_scope', 'out_of_scope', 'tbd']),
      event_scope: oneOf('scope', ['in_scope', 'out_of_scope', 'tbd']),
      rom: row => money(row, 'rom', 500, 60_000),
      change_event_line_items: () => [],
      change_items: () => [],
      deletable: () => true,
      in_recycle_bin: () => false,
    },
    label: subject,
    created: { status: () => 'Open', number: row => Number(byNumberOfCreated(row)) },
  },
};

/** Those whom a created record was assigned to. */
function assigned(row: Row): readonly { id: number; login: string; name: string }[] {
  const ids = [row.world.stored(row, 'assignee_ids'), row.world.stored(row, 'assignee_id')]
    .flat()
    .map(Number);
  return row.world
    .people(row.scope)
    .filter(({ id }) => ids.includes(id))
    .map(({ id, login, name }) => ({ id, login, name }));
}

/** New records go on counting where the seeded ones end. */
function byNumberOfCreated(row: Row): string {
  return String(row.world.seededRows(row) + row.world.createdBefore(row) + 1);
}

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

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

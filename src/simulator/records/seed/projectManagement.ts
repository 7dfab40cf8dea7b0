import { between, chance, dateText, money, pick, timeText } from '../row.ts';
import type { Row } from '../world.ts';
import {
  byNumber,
  byNumberOfCreated,
  counts,
  oneOf,
  personAt,
  referTo,
  type Seeds,
  subject,
  type Value,
} from './seed.ts';
import { divisions, sentences } from './words.ts';

const assignee = personAt('assignee');
const manager = personAt('manager');

const rfiStatus = oneOf('status', ['open', 'open', 'open', 'closed', 'closed', 'closed', 'closed', 'draft']);
const rfiIsOpen = (row: Row) => rfiStatus(row) === 'open';
const impact: Value = row =>
  chance(row, 'impact', 20)
    ? { status: 'yes_known', value: between(row, 'impact', 1, 20) }
    : { status: 'no_impact', value: null };

const closedRfi = {
  status: 'closed',
  translated_status: 'Closed',
  ball_in_court: null,
  ball_in_courts: [],
  ball_in_court_role: null,
};

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
/** RFIs, submittals and what else is asked and answered in a project. */
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
    // An accepted RFI is closed [live]; replies, official or not, close nothing.
    follows: written => (written['accepted'] === true ? closedRfi : {}),
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
    count: () => 0,
    companyWide: true,
    ids: () => [126094],
    values: { title: () => 'Transmittals', abbreviation: () => 'TR', private_by_default: () => false },
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

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

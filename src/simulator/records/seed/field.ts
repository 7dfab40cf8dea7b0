import { between, chance, dateText, pick, timeText } from '../row.ts';
import type { Row } from '../world.ts';
import { counts, personAt, referTo, type Seeds } from './seed.ts';
import { divisions, places, sentences } from './words.ts';

const logModules = ['Weather', 'Manpower', 'Notes', 'Deliveries', 'Equipment', 'Visitors'] as const;
const sheet = (row: Row) => `A-${101 + row.index}`;
const sheetTitle = (row: Row) => `${places[row.index % places.length]} plan`;

/** Days, drawings, documents and photos: what the site looks at. Daily logs are dated by their index. */
export const fieldSeeds: Seeds = {
  manpower_logs: {
    count: counts({ main: 2, sandbox: 1, plain: 1 }),
    values: {
      num_workers: row => between(row, 'workers', 2, 18),
      num_hours: () => '8.0',
      man_hours: row => `${between(row, 'workers', 2, 18) * 8}.0`,
      vendor: referTo('vendor'),
      status: () => 'approved',
      created_by: personAt('created_by'),
      location: referTo('location'),
      notes: row => pick(row, 'notes', sentences),
    },
    created: { status: () => 'approved' },
  },
  notes_logs: {
    count: counts({ main: 1, sandbox: 1, plain: 1 }),
    values: {
      comment: row => pick(row, 'comment', sentences),
      status: () => 'approved',
      is_issue_day: () => false,
    },
    created: { status: () => 'approved' },
  },
  weather_logs: {
    count: counts({ main: 2, sandbox: 1, plain: 1 }),
    values: {
      sky: row => pick(row, 'sky', ['Clear', 'Partly Cloudy', 'Overcast', 'Rain']),
      temperature: row => `${between(row, 'temperature', 38, 88)} F`,
      average: row => `${between(row, 'temperature', 38, 88)} F`,
      wind: row => pick(row, 'wind', ['Calm', 'Light', 'Strong']),
      is_weather_delay: () => 'No',
      calamity: () => 'No',
      ground: () => 'Dry',
      precipitation: () => '0 in',
    },
  },
  'daily_logs/counts': {
    count: () => logModules.length,
    values: {
      module_name: row => logModules[row.index % logModules.length],
      position: row => (row.index % logModules.length) + 1,
      count: row => between(row, 'count', 0, 4),
    },
  },
  drawing_areas: {
    count: counts({ main: 3, sandbox: 1, plain: 1 }),
    values: {
      name: row => ['Architectural', 'Structural', 'Mechanical and Electrical'][row.index % 3],
      drawings_count: () => 12,
      deletable: () => false,
    },
  },
  'drawing_areas/{}/drawings': {
    count: () => 12,
    values: {
      number: sheet,
      title: sheetTitle,
      discipline: () => 'Architectural',
      obsolete: () => false,
      current_revision: row => ({ id: row.id + 1, revision_number: '1', drawing_date: dateText(row) }),
    },
  },
  drawing_revisions: {
    count: counts({ main: 36, sandbox: 4, plain: 12 }),
    values: {
      number: sheet,
      title: sheetTitle,
      revision_number: () => '1',
      current: () => true,
      obsolete: () => false,
      status: () => 'published',
      drawing_set: referTo('drawing_set'),
      drawing_area: referTo('drawing_area'),
      discipline: () => ({ id: 1, name: 'Architectural' }),
      drawing_date: row => dateText(row),
    },
  },
  drawing_sets: {
    count: counts({ main: 3, sandbox: 1, plain: 1 }),
    values: { name: row => ['Permit Set', 'Issued for Construction', 'Bulletin 1'][row.index % 3] },
  },
  specification_sets: {
    count: counts({ main: 2, sandbox: 1, plain: 1 }),
    values: { name: row => ['Project Manual', 'Addendum 1'][row.index % 2] },
  },
  images: {
    count: counts({ main: 64, sandbox: 1, plain: 10 }),
    values: {
      filename: row => `IMG_${String(1000 + row.index)}.jpg`,
      description: row => pick(row, 'place', places),
      location: referTo('location'),
      image_category_id: row => row.world.reference(row, 'image_category')?.id ?? null,
      image_category_name: row => row.world.reference(row, 'image_category')?.name ?? null,
      taken_at: row => timeText(row, 'taken'),
      width: () => 4032,
      height: () => 3024,
      size: row => between(row, 'size', 900_000, 4_000_000),
      uploader: personAt('uploader'),
      private: () => false,
      starred: row => chance(row, 'starred', 10),
      permanently_deleted: () => false,
      trades: () => [],
    },
  },
  image_categories: {
    count: counts({ main: 4, sandbox: 1, plain: 2 }),
    values: {
      name: row => ['Unclassified', 'Progress', 'Safety', 'As-built'][row.index % 4],
      private: () => false,
    },
  },
  timecard_entries: {
    count: counts({ main: 3, sandbox: 1, plain: 1 }),
    values: {
      hours: row => `${between(row, 'hours', 4, 10)}.0`,
      approval_status: row => pick(row, 'approval', ['pending', 'approved', 'completed']),
      timesheet_status: row => pick(row, 'approval', ['pending', 'approved', 'completed']),
      party: personAt('party'),
      login_information: personAt('party'),
      cost_code: referTo('cost_code'),
      location: referTo('location'),
      billable: () => true,
      injured: () => false,
      deleted_at: () => null,
      description: row => divisions[row.index % divisions.length]?.name,
      timecard_time_type: () => ({ id: 1, time_type: 'Regular Time' }),
    },
    created: { approval_status: () => 'pending' },
  },
  timesheets: {
    count: counts({ main: 30, sandbox: 1, plain: 5 }),
    values: {
      name: row => `Timesheet ${row.index + 1}`,
      number: row => row.index + 1,
      status: row => pick(row, 'status', ['pending', 'approved']),
      date: row => dateText(row),
      timecard_entries: () => [],
    },
  },
};

import { uuidOf } from './ids.ts';
import { between, chance, dateText, draw, money, pick, timeText } from './row.ts';
import {
  cities,
  colors,
  divisions,
  firms,
  places,
  sentences,
  streets,
  subjects,
  trades,
} from './seed/words.ts';
import type { Row } from './world.ts';

type Guess = (row: Row, name: string) => unknown;

/**
 * A believable value for a field that nothing more is known of than its name and documented type.
 * `values` are the ones the document allows.
 */
export function guessValue(row: Row, name: string, type: string, values?: readonly unknown[]): unknown {
  if (type.endsWith('[]')) return guessList(row, name, type.slice(0, -'[]'.length), values);
  const [base, format] = type.split(':');
  const fitting = values?.filter(value => typeof value === (base === 'integer' ? 'number' : base)) ?? [];
  if (fitting.length > 0) return pick(row, name, fitting);
  if (base === 'integer') return guessInteger(row, name);
  if (base === 'number') return guessNumber(row, name);
  if (base === 'boolean') return guessFlag(row, name);
  if (base === 'string') return guessText(row, name, format);
  if (base === 'object') return guessObject(row, name);
  return /(?:_by|user|person|assignee)$/.test(name) ? guessObject(row, name) : null;
}

function guessList(row: Row, name: string, item: string, values?: readonly unknown[]): readonly unknown[] {
  if (/attachment|file|image|photo|drawing|comment|custom|children|form|upload|errors/.test(name)) return [];
  if (item.endsWith('[]')) return [];
  const length = between(row, `${name} length`, 0, 2);
  return Array.from({ length }, (_, index) => guessValue(row, `${name} ${index}`, item, values)).map(value =>
    item === 'object' && isPersonName(name) ? guessPerson(row, name) : value,
  );
}

function guessInteger(row: Row, name: string): unknown {
  if (name === 'id') return row.id;
  if (name === 'company_id') return row.scope.company.id;
  if (name === 'project_id') return row.scope.project?.id ?? null;
  if (isPersonName(name.replace(/_id$/, ''))) return guessPerson(row, name).id;
  if (/_id$/.test(name)) return guessReference(row, name.slice(0, -'_id'.length));
  if (name === 'position' || name === 'number' || name === 'relative_position') return row.index + 1;
  if (/pages$|_page$/.test(name)) return 1;
  if (/percent/.test(name)) return between(row, name, 0, 100);
  if (/year$/.test(name)) return 2026;
  if (/count|_days$|quantity|revision|order/.test(name)) return between(row, name, 0, 12);
  if (/size$|bytes/.test(name)) return between(row, name, 10_000, 4_000_000);
  return between(row, name, 1, 100);
}

function guessNumber(row: Row, name: string): number {
  if (/(?:^|_)id$|count$|position$|number$/.test(name)) return Number(guessInteger(row, name));
  if (/latitude|^lat$/.test(name)) return 45 + between(row, name, 0, 9999) / 10_000;
  if (/longitude|^long$/.test(name)) return -122 - between(row, name, 0, 9999) / 10_000;
  if (/amount|cost|total|price|value|rate/.test(name)) return between(row, name, 10_000, 9_000_000) / 100;
  return between(row, name, 0, 1000) / 10;
}

function guessFlag(row: Row, name: string): boolean {
  if (/active|enabled|visible|show|current|can_|available|deletable/.test(name)) return true;
  if (/delet|private|recycle|overdue|archiv|lock|error|demo|hidden|void|template/.test(name)) return false;
  return chance(row, name, 50);
}

const sentence: Guess = (row, name) => pick(row, name, sentences);

/** First pattern that fits; the rest are sentences. */
const texts: readonly (readonly [RegExp, Guess])[] = [
  [/^(?:origin|external)_|deleted|closed_at|archived|erp_|void|error/, () => null],
  [/url|link|href|avatar|logo|website/, (row, name) => `https://files.example.com/${name}/${row.id}`],
  [/^id$|_id$/, (row, name) => (name === 'id' ? String(row.id) : String(guessInteger(row, name)))],
  [/uuid|^key$|_key$|guid/, row => uuidOf(row.id)],
  [/(?:_at|_time|datetime|time_in|time_out|timestamp)$/, (row, name) => timeText(row, name)],
  [/date$|_on$|^day$|_day$/, row => dateText(row)],
  [/time_zone|timezone|tz_name/, () => 'US/Pacific'],
  [/email|login$/, row => `${pick(row, 'person', peopleOf(row)).login}`],
  [/phone|fax/, (row, name) => `503-555-${String(between(row, name, 100, 9999)).padStart(4, '0')}`],
  [/^(?:first)_?name$/, row => pick(row, 'person', peopleOf(row)).firstName],
  [/^(?:last)_?name$/, row => pick(row, 'person', peopleOf(row)).lastName],
  [/initials/, row => pick(row, 'person', peopleOf(row)).name.replace(/[^A-Z]/g, '')],
  [
    /(?:_by|creator|author|user|inspector|approver)(?:_name)?$/,
    row => pick(row, 'person', peopleOf(row)).name,
  ],
  [/company(?:_name)?$|vendor(?:_name)?$|contractor/, (row, name) => pick(row, name, firms)],
  [/project_name|^project$/, row => row.scope.project?.name ?? 'Sandbox Test Project'],
  [/address|street/, (row, name) => `${between(row, name, 100, 9900)} ${pick(row, name, streets)}`],
  [/city/, row => pick(row, 'city', cities).city],
  [/state_code|^state$/, row => pick(row, 'city', cities).state],
  [/country/, () => 'US'],
  [/zip|postal/, row => pick(row, 'city', cities).zip],
  [/county/, () => 'Multnomah'],
  [/currency_iso|currency_code/, () => 'USD'],
  [/currency/, () => '$'],
  [/file_?name|^filename/, row => `document-${row.index + 1}.pdf`],
  [/content_type|mime/, () => 'application/pdf'],
  [/extension|file_type/, () => 'pdf'],
  [/colou?r/, (row, name) => pick(row, name, colors)],
  [/reason|note|comment|instruction|terms/, sentence],
  [
    /amount|cost|total|price|value|budget|balance|payment|retainage|sov|invoiced|rate$|_sum$/,
    (row, name) => money(row, name, 500, 250_000),
  ],
  [/percent/, (row, name) => `${between(row, name, 0, 100)}.0`],
  [/quantity|hours|duration|qty/, (row, name) => `${between(row, name, 1, 40)}.0`],
  [/status|workflow_state/, (row, name) => pick(row, name, ['open', 'in_progress', 'closed'])],
  [/priority|severity/, (row, name) => pick(row, name, ['low', 'medium', 'high'])],
  [/unit|uom/, (row, name) => pick(row, name, ['ea', 'lf', 'sf', 'cy', 'hr'])],
  [/code$|^wbs/, (row, name) => pick(row, name, divisions).code],
  [/number|identifier/, row => String(row.index + 1)],
  [/location|place|area|room|floor/, (row, name) => pick(row, name, places)],
  [
    /trade|discipline|category|type|class|kind|group|role|reason|division/,
    (row, name) => pick(row, name, trades),
  ],
  [/title|subject|name|label|summary|topic/, row => pick(row, 'title', subjects)],
  [/phrase|locale|language/, () => 'en'],
];
const guesses = new Map<string, Guess>();

function guessText(row: Row, name: string, format: string | undefined): unknown {
  if (format === 'date-time') return mayBeEmpty(name) ? null : timeText(row, name, offsetOf(name));
  if (format === 'date') return mayBeEmpty(name) ? null : dateText(row, offsetOf(name));
  if (format === 'uuid') return uuidOf(name === 'id' ? row.id : draw(row, name));
  if (format === 'uri') return `https://files.example.com/${name}/${row.id}`;
  if (format === 'float') return money(row, name, 500, 250_000);
  let guess = guesses.get(name);
  if (guess === undefined) {
    guess = texts.find(([pattern]) => pattern.test(name))?.[1] ?? sentence;
    guesses.set(name, guess);
  }
  return guess(row, name);
}

function mayBeEmpty(name: string): boolean {
  return /delet|clos|resolved|archiv|terminat|void|ended/.test(name);
}

/** What is due or finished comes after what was created. */
function offsetOf(name: string): number {
  if (/created|^date/.test(name)) return 0;
  if (/updated|sent|issued|received|started|start/.test(name)) return 1;
  return /due|finish|end|complet|required|expir/.test(name) ? 14 : 3;
}

const people =
  /(?:_by|assignee|user|person|manager|creator|author|approver|inspector|reviewer|received_from|ball_in_court|login_information|superintendent|architect|member|attendee|recipient|uploader|responder|employee|contact|signer|sender|owner)s?$/;

function isPersonName(name: string): boolean {
  return people.test(name);
}

function peopleOf(row: Row): ReturnType<Row['world']['people']> {
  return row.world.people(row.scope);
}

function guessPerson(row: Row, name: string): { id: number; login: string; name: string } {
  const { id, login, name: fullName } = pick(row, name, peopleOf(row));
  return { id, login, name: fullName };
}

function guessReference(row: Row, name: string): number | null {
  return row.world.reference(row, name)?.id ?? between(row, name, 1000, 9999);
}

function guessObject(row: Row, name: string): unknown {
  if (isPersonName(name)) return guessPerson(row, name);
  if (/custom_field|permission|configuration|links|settings|metadata|headers|external_data/.test(name)) {
    return name === 'currency_configuration' ? { currency_iso_code: 'USD' } : {};
  }
  if (/^(?:parent|deleted|last_|previous|origin)/.test(name)) return null;
  if (name === 'project' && row.scope.project) {
    return { id: row.scope.project.id, name: row.scope.project.name };
  }
  if (name === 'company') return { id: row.scope.company.id, name: row.scope.company.name };
  const reference = row.world.reference(row, name);
  if (reference !== undefined) return reference;
  return { id: between(row, name, 1000, 9999), name: String(guessText(row, name, undefined)) };
}

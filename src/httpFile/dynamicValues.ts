import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

/** What dynamic values take from the world. */
export interface Chance {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  /** A new version 4 UUID. */
  readonly uuid: () => string;
}

/** The text of a dynamic value, `invalid` with what is wrong, or `unknown` where no value has that name. */
export type DynamicValue =
  /** `warning`: something to tell the user about how it was read. */
  | { readonly kind: 'value'; readonly text: string; readonly warning?: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** Names of the dynamic values with how they are written and what they give; for completion. */
export const dynamicValues: readonly {
  readonly name: string;
  readonly form: string;
  readonly gives: string;
}[] = [
  { name: '$guid', form: '$guid', gives: 'A new UUID.' },
  { name: '$uuid', form: '$uuid', gives: 'A new UUID.' },
  { name: '$random.uuid', form: '$random.uuid', gives: 'A new UUID.' },
  { name: '$timestamp', form: '$timestamp [-1 d]', gives: 'Seconds since 1970, moved by the offset.' },
  {
    name: '$isoTimestamp',
    form: '$isoTimestamp',
    gives: 'The time now in UTC, as 2026-01-31T12:00:00.000Z.',
  },
  {
    name: '$datetime',
    form: '$datetime iso8601|rfc1123|"YYYY-MM-DD" [1 d]',
    gives: 'The time now in UTC, moved by the offset (y Q M w d h m s ms).',
  },
  {
    name: '$localDatetime',
    form: '$localDatetime iso8601|rfc1123|"YYYY-MM-DD" [1 d]',
    gives: 'The time now in the time zone of this machine, moved by the offset.',
  },
  {
    name: '$randomInt',
    form: '$randomInt [min max]',
    gives: 'A whole number from min to below max; 0 to 999 without them.',
  },
  {
    name: '$random.integer',
    form: '$random.integer(min, max)',
    gives: 'A whole number from min to below max.',
  },
  {
    name: '$processEnv',
    form: '$processEnv NAME',
    gives: "A variable of the operating system's environment.",
  },
];

/** Evaluates `expression` (with its `$`), each time anew. */
export function dynamicValue(expression: string, chance: Chance): DynamicValue {
  const [, name = '', rest = ''] = /^(\$[\w.]+)\s*(.*)$/s.exec(expression) ?? [];
  switch (name) {
    case '$guid':
    case '$uuid':
    case '$random.uuid':
      return value(chance.uuid());
    case '$timestamp':
      return timestamp(rest, chance);
    case '$isoTimestamp':
      return value(new Date(chance.now()).toISOString());
    case '$datetime':
    case '$localDatetime':
      return datetime(rest, chance, name === '$datetime');
    case '$randomInt':
    case '$random.integer':
      return randomInt(rest, chance);
    default:
      return { kind: 'unknown' };
  }
}

function timestamp(rest: string, chance: Chance): DynamicValue {
  const moved = move(dayjs.utc(chance.now()), rest);
  return moved === undefined ? invalidOffset(rest) : value(String(moved.unix()));
}

function datetime(rest: string, chance: Chance, inUtc: boolean): DynamicValue {
  const [, format = '', offset = ''] = /^("[^"]*"|'[^']*'|[A-Za-z]\w*)?\s*(.*)$/s.exec(rest) ?? [];
  const now = inUtc ? dayjs.utc(chance.now()) : dayjs(chance.now());
  const moved = move(now, offset);
  if (moved === undefined) return invalidOffset(offset);
  if (format === '' || format === 'iso8601') {
    return value(inUtc ? moved.toISOString() : moved.format('YYYY-MM-DDTHH:mm:ss.SSSZ'));
  }
  if (format === 'rfc1123') {
    return value(inUtc ? moved.toDate().toUTCString() : moved.format('ddd, DD MMM YYYY HH:mm:ss ZZ'));
  }
  if (!/^["']/.test(format)) {
    return invalid(
      `"${format}" is not a date format. Write iso8601, rfc1123 or tokens in quotes, as in "YYYY-MM-DD".`,
    );
  }
  return value(moved.format(fromDotNet(format.slice(1, -1))));
}

/** Visual Studio writes years and days in small letters, where Day.js has other meanings or none. */
function fromDotNet(format: string): string {
  return /[YD]/.test(format)
    ? format
    : format.replaceAll('y', 'Y').replaceAll(/d{1,2}(?!d)/g, days => days.toUpperCase());
}

const units = {
  y: 'year',
  Q: 'quarter',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
  ms: 'millisecond',
} as const;

function move(time: dayjs.Dayjs, offset: string): dayjs.Dayjs | undefined {
  if (offset.trim() === '') return time;
  const [, count, unit] = /^([+-]?\d{1,9})\s+(ms|[yQMwdhms])$/.exec(offset.trim()) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const name = units[unit as keyof typeof units];
  const moved = name === 'quarter' ? time.add(Number(count) * 3, 'month') : time.add(Number(count), name);
  return moved.isValid() ? moved : undefined;
}

function randomInt(rest: string, chance: Chance): DynamicValue {
  const text = rest
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .trim();
  const [, first, second] = /^([+-]?\d{1,15})\s*(?:,|\s)\s*([+-]?\d{1,15})$/.exec(text) ?? [];
  if (first === undefined || second === undefined) {
    if (text !== '')
      return invalid(`"${text}" are not two whole numbers. Write for example $randomInt 1 100.`);
    return value(String(Math.floor(chance.random() * 1000)));
  }
  const low = Math.min(Number(first), Number(second));
  const high = Math.max(Number(first), Number(second));
  return value(String(low + Math.floor(chance.random() * (high - low))));
}

function value(text: string): DynamicValue {
  return { kind: 'value', text };
}

function invalid(reason: string): DynamicValue {
  return { kind: 'invalid', reason };
}

function invalidOffset(offset: string): DynamicValue {
  return invalid(
    `"${offset.trim()}" is not an offset. Write a number and one of y Q M w d h m s ms, as in -1 d.`,
  );
}

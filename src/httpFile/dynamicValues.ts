import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { formatTime } from './dateFormats.ts';
import { type RandomValue, randomValue } from './randomValues.ts';

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
    name: '$random.float',
    form: '$random.float(min, max)',
    gives: 'A number from min to below max.',
  },
  { name: '$random.alphabetic', form: '$random.alphabetic(length)', gives: 'Letters.' },
  { name: '$random.alphanumeric', form: '$random.alphanumeric(length)', gives: 'Letters and digits.' },
  { name: '$random.hexadecimal', form: '$random.hexadecimal(length)', gives: 'Hexadecimal digits.' },
  { name: '$random.email', form: '$random.email', gives: 'An address at example.com.' },
  {
    name: '$processEnv',
    form: '$processEnv [%]NAME',
    gives: "A variable of the operating system's environment; with %, the one that the variable NAME names.",
  },
  { name: '$env', form: '$env.NAME', gives: "A variable of the operating system's environment." },
  {
    name: '$dotenv',
    form: '$dotenv [%]NAME',
    gives: 'A value from the .env files of the folder and those above it.',
  },
  { name: '$shared', form: '$shared NAME', gives: 'A value under $shared, past that of the environment.' },
  { name: '$projectRoot', form: '$projectRoot', gives: 'The path of the workspace folder.' },
  { name: '$historyFolder', form: '$historyFolder', gives: "The path of JetBrains' folder of answers." },
  { name: '$input', form: '$input question [$value: preset]', gives: 'What you answer before the sending.' },
  {
    name: '$input-askonce',
    form: '$input-askonce question [$value: preset]',
    gives: 'What you answer before the first sending.',
  },
  { name: '$password', form: '$password question', gives: 'What you answer, hidden and masked.' },
  { name: '$pick', form: '$pick question $value: a,b,c', gives: 'The choice that you take.' },
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
    default:
      return fromRandom(randomValue(name, rest, chance.random));
  }
}

function fromRandom(random: RandomValue): DynamicValue {
  if (random === undefined) return { kind: 'unknown' };
  return 'problem' in random ? invalid(random.problem) : value(random.text);
}

function timestamp(rest: string, chance: Chance): DynamicValue {
  const moved = move(dayjs.utc(chance.now()), rest);
  return moved === undefined ? invalidOffset(rest) : value(String(moved.unix()));
}

function datetime(rest: string, chance: Chance, inUtc: boolean): DynamicValue {
  const [, format = '', offset = ''] = /^("[^"]*"|'[^']*'|[A-Za-z]\S*)?\s*(.*)$/s.exec(rest) ?? [];
  if (/^[A-Za-z]/.test(format) && format !== 'iso8601' && format !== 'rfc1123') {
    return invalid(
      `"${format}" is not a date format. Write iso8601, rfc1123 or tokens in quotes, as in "YYYY-MM-DD".`,
    );
  }
  const now = inUtc ? dayjs.utc(chance.now()) : dayjs(chance.now());
  const moved = move(now, offset);
  if (moved === undefined) return invalidOffset(offset);
  if (format === '' || format === 'iso8601') {
    return value(inUtc ? moved.toISOString() : moved.format('YYYY-MM-DDTHH:mm:ss.SSSZ'));
  }
  if (format === 'rfc1123') {
    return value(inUtc ? moved.toDate().toUTCString() : moved.format('ddd, DD MMM YYYY HH:mm:ss ZZ'));
  }
  return { kind: 'value', ...formatTime(moved, format.slice(1, -1)) };
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
  const [, count, unit] = /^([+-]?\d{1,9})\s*(ms|[yQMwdhms])$/.exec(offset.trim()) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const name = units[unit as keyof typeof units];
  const moved = name === 'quarter' ? time.add(Number(count) * 3, 'month') : time.add(Number(count), name);
  return moved.isValid() ? moved : undefined;
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

import { builtInEnvironments, findEnvironment } from '../environments.ts';
import { cleanText } from '../errors/cleanText.ts';
import type { NormalizedError } from '../errors/normalizedError.ts';

/** What the server said, as a sentence of its own; empty where it said nothing. */
export function serverSaid({ message }: NormalizedError): string {
  return message === undefined ? '' : `The answer says: ${quoted(message)}`;
}

/** A foreign text in quotes, ending the sentence. */
export function quoted(text: string): string {
  const line = cleanText(text, 200);
  return /[.!?…]$/.test(line) ? `"${line}"` : `"${line}".`;
}

/** The title of an environment as a sentence has it, e.g. `Developer Sandbox`; a user's own name stays as it is. */
export function environmentTitle(name: string): string {
  if (name === 'simulator') return 'the simulator';
  return findEnvironment(builtInEnvironments, name)?.title ?? cleanText(name, 60);
}

/** `a, b and c`; of long lists the first `most`. */
export function listed(names: readonly string[], most = 5, last: 'and' | 'or' = 'and'): string {
  const shown = names.slice(0, most).map(name => cleanText(name, 80));
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}

/** A whole number with its noun: `1 row`, `25 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** Milliseconds as a person says them: `8 seconds`, `12 minutes`, `3 hours`; of years no number helps. */
export function spoken(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 100) return counted(seconds, 'second');
  if (seconds < 5_400) return counted(Math.round(seconds / 60), 'minute');
  const hours = Math.round(seconds / 3_600);
  if (hours > 24 * 365) return 'more than a year';
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}

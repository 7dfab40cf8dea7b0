import { cleanText } from '../errors/cleanText.ts';
import { header, headerValue } from '../headers.ts';
import type { Evidence } from './evidence.ts';
import { spellingsOf } from './spellings.ts';

/** In UTF-16 units; a form that somebody typed is shorter. */
const longestForm = 256 * 1024;
const mostNames = 500;

/**
 * The name of the form field, as it was sent, that a server means by `field`: `rfi[subject]` for `subject`,
 * `rfi.subject` and `body.rfi.subject`. Of forms and of multipart bodies that are text. `undefined`: it was not sent.
 */
export function formFieldNamed(
  { requestBody = '', input }: Pick<Evidence, 'requestBody' | 'input'>,
  field: string,
): string | undefined {
  const type = headerValue(input.request.headers, header.contentType) ?? '';
  const wanted = partsOf(field).filter((part, index) => index > 0 || part !== 'body');
  const last = wanted.at(-1);
  if (last === undefined || requestBody.length > longestForm) return undefined;
  const names = namesOf(type, requestBody).slice(0, mostNames);
  const found = spellingsOf(last)
    .map(spelling => [...wanted.slice(0, -1), spelling])
    .map(path => names.find(name => endsWith(partsOf(name), path)))
    .find(name => name !== undefined);
  return found === undefined ? undefined : cleanText(found, 200);
}

function namesOf(type: string, body: string): readonly string[] {
  if (/^application\/x-www-form-urlencoded/i.test(type)) return [...new URLSearchParams(body).keys()];
  if (!/^multipart\/form-data/i.test(type)) return [];
  return [...body.matchAll(/^content-disposition:[^\n]{0,500}?\bname="([^"\n]{1,200})"/gim)].map(
    ([, name = '']) => name,
  );
}

function partsOf(name: string): readonly string[] {
  return name.split(/[./[\]]+/).filter(part => part !== '');
}

function endsWith(parts: readonly string[], end: readonly string[]): boolean {
  const rest = parts.slice(-end.length);
  return rest.length === end.length && rest.every((part, index) => part === end[index]);
}

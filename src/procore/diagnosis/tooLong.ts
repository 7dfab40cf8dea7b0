import type { HeaderMap } from '../headers.ts';
import { type Finding, sentences } from './case.ts';
import type { Evidence } from './evidence.ts';
import { counted, serverSaid } from './words.ts';

/**
 * 414 and 431: address or headers are longer than a server on the way takes (RFC 9110, 15.5.15; RFC 6585, 5). nginx says
 * the latter as a page with 400 [inferred]. Procore names neither.
 */
export function tooLong(seen: Evidence): Finding | undefined {
  const headers =
    seen.status === 431 ||
    (seen.status === 400 &&
      seen.error.kind === 'html' &&
      seen.body.slice(0, 2_048).includes('Header Or Cookie Too Large'));
  if (!headers && seen.status !== 414) return undefined;
  return {
    certainty: 'known',
    title: headers ? 'The headers are too long' : 'The address is too long',
    cause: sentences(
      headers ? ofHeaders(seen.input.request.headers) : ofAddress(seen.input.request.url),
      'No parameter of the request is wrong by that.',
      serverSaid(seen.error),
    ),
    remedies: headers
      ? [
          'Look for a header that does not belong there or is pasted twice, such as Cookie or a long token.',
          'Take headers out that the API does not need: it wants Authorization, Procore-Company-Id and Content-Type.',
        ]
      : [
          'Ask for less in one call: a list of ids goes in several calls of some dozens each.',
          'Look for a variable in the address whose value is much longer than it should be.',
        ],
  };
}

function ofAddress(url: string): string {
  return `A server on the way takes no address of ${counted(url.length, 'character')}.`;
}

/** What is masked hides how long it was. */
function ofHeaders(headers: HeaderMap): string {
  const texts = Object.entries(headers).flatMap(([name, value]) => [name, ...[value].flat()]);
  if (texts.some(text => text?.includes('***')))
    return 'A server on the way takes no headers as long as these.';
  const { length } = texts.join('');
  return `A server on the way takes no headers of ${counted(length, 'character')}.`;
}

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
    (seen.status === 400 && seen.body.slice(0, 2_048).includes('Header Or Cookie Too Large'));
  if (!headers && seen.status !== 414) return undefined;
  const length = headers
    ? Object.entries(seen.input.request.headers).reduce(
        (sum, [name, value]) => sum + name.length + String(value).length,
        0,
      )
    : seen.input.request.url.length;
  return {
    certainty: 'known',
    title: headers ? 'The headers are too long' : 'The address is too long',
    cause: sentences(
      `A server on the way takes no ${headers ? 'headers' : 'address'} of ${counted(length, 'character')}; no parameter of the request is wrong by that.`,
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

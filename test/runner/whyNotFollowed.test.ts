import { equal, match } from 'node:assert/strict';
import { whyNotFollowed } from '../../src/runner/whyNotFollowed.ts';
import { exchange } from '../support/exchange.ts';

function why(
  status: number,
  location: string | undefined,
  { method = 'GET', redirects }: { method?: string; redirects?: number } = {},
): string | undefined {
  const { request } = exchange();
  return whyNotFollowed(
    exchange({
      request: { ...request, method },
      response: {
        status,
        headers: location === undefined ? {} : { location },
        ...(redirects === undefined ? {} : { redirects }),
      },
    }),
  );
}

describe('An answer that is a redirect says why it was not followed', () => {
  for (const [claim, reason, of] of [
    ['that names no address', /^: it names no Location$/, why(302, undefined)],
    ['that cannot be read', /^ to https:\/\/\[, which is no address$/, why(302, 'https://[')],
    ['to another scheme', /^ to ftp:\/\/a\/b: only http and https are$/, why(302, 'ftp://a/b')],
    [
      'that leaves https',
      /^ to http:\/\/a\.example\/: all would go in clear$/,
      why(302, 'http://a.example/'),
    ],
    ['of a write', /^ to \/x: a write goes nowhere else by itself$/, why(302, '/x', { method: 'POST' })],
    [
      'of a write to another host',
      /^ to https:\/\/a\.example\/: a write goes nowhere else by itself$/,
      why(307, 'https://a.example/', { method: 'PUT' }),
    ],
    [
      'after many',
      /^ to \/x: 5 came before it, and more are not followed$/,
      why(302, '/x', { redirects: 5 }),
    ],
    [
      'of a write after many',
      /: 5 came before it, and more are not followed$/,
      why(307, '/x', { method: 'POST', redirects: 5 }),
    ],
    [
      'after many, the first of which asked for a read in the place of a write',
      /: 5 came before it, and more are not followed$/,
      why(302, '/x', { method: 'POST', redirects: 5 }),
    ],
    ['behind another one, which may have led elsewhere', /^ to \/x$/, why(302, '/x', { redirects: 1 })],
    ['that nobody wanted followed', /^ to \/x, as # @no-redirect says$/, why(302, '/x')],
  ] as const) {
    it(claim, () => match(of ?? '', reason));
  }

  it('and nothing where it is none', () => {
    equal(why(200, '/x'), undefined);
    equal(why(304, undefined), undefined);
    equal(whyNotFollowed(exchange({ response: null })), undefined);
  });

  it('without the control characters of its address, and not at length', () => {
    equal(why(302, `/x\u001b[31m${'y'.repeat(500)}`)?.includes('\u001b'), false);
    equal((why(302, `/${'y'.repeat(5000)}`)?.length ?? 0) < 300, true);
  });
});

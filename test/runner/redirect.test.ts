import { deepEqual, equal } from 'node:assert/strict';
import { reusedConnection } from '../../src/runner/connect.ts';
import { nextHop } from '../../src/runner/redirect.ts';
import type { Attempt } from '../../src/runner/send.ts';

function hop(status: number, location: string | undefined, method = 'GET'): Attempt | undefined {
  return nextHop(
    {
      method,
      url: new URL('https://api.procore.com/rest/v1.0/files/1'),
      headers: [
        ['accept', '*/*'],
        ['authorization', 'Bearer t'],
        ['cookie', 'a=b'],
        ['procore-company-id', '1'],
        ['x-mine', '1'],
        ['content-type', 'application/json'],
      ],
      body: method === 'GET' ? undefined : '{}',
    },
    {
      status,
      statusText: '',
      headers: location === undefined ? {} : { location },
      body: Buffer.alloc(0),
      connection: reusedConnection,
      firstByteMs: 1,
    },
  );
}

const names = (attempt: Attempt | undefined) => attempt?.headers.map(([name]) => name);

describe('redirects', () => {
  it('keep everything on the same origin', () => {
    const next = hop(302, '/rest/v1.0/files/2?x=1');
    equal(next?.url.href, 'https://api.procore.com/rest/v1.0/files/2?x=1');
    equal(names(next)?.length, 6);
  });

  for (const location of [
    'https://storage.example/f',
    'https://login.procore.com/',
    'https://api.procore.com:8443/',
  ]) {
    it(`leave credentials and own headers behind on the way to ${location}`, () => {
      deepEqual(names(hop(302, location)), ['accept']);
    });
  }

  for (const [claim, status, location, method] of [
    ['of a status that is none', 200, '/x', 'GET'],
    ['without an address', 302, undefined, 'GET'],
    ['to another scheme', 302, 'file:///etc/passwd', 'GET'],
    ['from https to http', 302, 'http://api.procore.com/x', 'GET'],
    ['of a write', 302, '/x', 'POST'],
    ['of a write to another origin', 307, 'https://other.example/', 'POST'],
    ['that cannot be read', 302, 'https://[', 'GET'],
  ] as const) {
    it(`are not followed ${claim}`, () => equal(hop(status, location, method), undefined));
  }

  it('303 turns a write into a read without body', () => {
    const next = hop(303, '/rest/v1.0/files/2', 'POST');
    equal(next?.method, 'GET');
    equal(next?.body, undefined);
    equal(names(next)?.includes('content-type'), false);
  });

  it('307 repeats a write on the same origin', () => equal(hop(307, '/other', 'POST')?.body, '{}'));
});

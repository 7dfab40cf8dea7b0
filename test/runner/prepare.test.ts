import { deepEqual, equal, ok } from 'node:assert/strict';
import { builtInEnvironments, type Environment, findEnvironment } from '../../src/procore/environments.ts';
import { isNotSendable } from '../../src/runner/notSendable.ts';
import { type PreparedRequest, prepare, type ResolvedRequest } from '../../src/runner/prepare.ts';

const sandbox = environment('sandbox');

function environment(name: string): Environment {
  const found = findEnvironment(builtInEnvironments, name);
  ok(found);
  return found;
}

function prepared(request: Partial<ResolvedRequest>, companyId?: string, chosen = sandbox): PreparedRequest {
  const whole = { method: 'GET', target: '/rest/v1.0/me', headers: [], body: undefined, company: undefined };
  const outcome = prepare(
    { ...whole, ...request },
    { environment: chosen, environments: builtInEnvironments, companyId },
  );
  ok(!isNotSendable(outcome), JSON.stringify(outcome));
  return outcome;
}

function refused(target: string, changes: Partial<ResolvedRequest> = {}): string | undefined {
  const request = { method: 'GET', target, headers: [], body: undefined, company: undefined, ...changes };
  const outcome = prepare(request, { environment: sandbox, environments: [], companyId: undefined });
  return isNotSendable(outcome) ? outcome.code : undefined;
}

describe('where a request goes', () => {
  for (const [target, href] of [
    ['/rest/v1.0/me', 'https://sandbox.procore.com/rest/v1.0/me'],
    ['/oauth/token/info', 'https://login-sandbox.procore.com/oauth/token/info'],
    ['/rest/x?a=b c&d=%20#frag', 'https://sandbox.procore.com/rest/x?a=b%20c&d=%20#frag'],
    ['/rest/x?filters[status][]=open', 'https://sandbox.procore.com/rest/x?filters[status][]=open'],
    ['https://other.example/x', 'https://other.example/x'],
  ] as const) {
    it(`${target} is ${href}`, () => equal(prepared({ target }).url.href, href));
  }

  it('a Host header names the host of a path', () => {
    const { url, headers } = prepared({ target: '/x', headers: [['Host', 'other.example']] });
    equal(url.href, 'https://other.example/x');
    ok(!headers.some(([name]) => name === 'host'));
  });

  for (const [host, href] of [
    ['localhost', 'http://localhost/x'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000/x'],
    ['[::1]', 'http://[::1]/x'],
    ['localhost:8443', 'https://localhost:8443/x'],
    ['other.example:443', 'https://other.example/x'],
    ['other.example:8080', 'http://other.example:8080/x'],
    ['http://other.example', 'http://other.example/x'],
  ] as const) {
    it(`a Host of ${host} leads to ${href}`, () => {
      equal(prepared({ target: '/x', headers: [['Host', host]] }).url.href, href);
    });
  }

  for (const [target, href] of [
    ['localhost:3000/x?a=b', 'http://localhost:3000/x?a=b'],
    ['127.0.0.1/x', 'http://127.0.0.1/x'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['api:8080/x', 'http://api:8080/x'],
    ['a.example/x', 'https://a.example/x'],
    ['a.example:8443', 'https://a.example:8443/'],
  ] as const) {
    it(`${target} goes to ${href}`, () => equal(prepared({ target }).url.href, href));
  }

  for (const [target, href] of [
    [
      'https://a.example/a b%20c/{d}?e= f&g=%7B&h={i}',
      'https://a.example/a%20b%20c/%7Bd%7D?e=%20f&g=%7B&h={i}',
    ],
    ['https://a.example/ä?ö=ü', 'https://a.example/%C3%A4?%C3%B6=%C3%BC'],
    ['https://a.example/a+b?c=d+e', 'https://a.example/a+b?c=d+e'],
    ['https://a.example/50%', 'https://a.example/50%'],
  ] as const) {
    it(`${target} is encoded once`, () => equal(prepared({ target }).url.href, href));
  }

  for (const [target, code] of [
    ['', 'target-missing'],
    ['projects/7', 'target-invalid'],
    ['https://a.example/x?q=a\nX-Evil: 1', 'target-invalid'],
    ['/rest/v1.0/me?q=a\tb', 'target-invalid'],
    ['//evil.example/x', 'target-invalid'],
    ['ftp://example.com/x', 'target-scheme'],
    ['file:///etc/passwd', 'target-scheme'],
    ['https://', 'target-invalid'],
  ] as const) {
    it(`"${target}" is not sent: ${code}`, () => equal(refused(target), code));
  }
});

describe('a method that opens a tunnel', () => {
  it('is not sent', () => {
    equal(refused('https://other.example/x', { method: 'CONNECT' }), 'method-not-sent');
  });
});

describe('who gets the token', () => {
  for (const target of [
    'https://sandbox.procore.com/rest/v1.0/me',
    'https://SANDBOX.procore.com/rest/v1.0/me',
    'https://login-sandbox.procore.com/oauth/token/info',
  ]) {
    it(`${target} does`, () => equal(prepared({ target }).wantsToken, true));
  }

  for (const target of [
    'https://api.procore.com/rest/v1.0/me',
    'http://sandbox.procore.com/rest/v1.0/me',
    'https://sandbox.procore.com.evil.example/',
    'https://sandbox.procore.com@evil.example/',
    'https://user@sandbox.procore.com/',
    'https://sandbox.procore.com./rest',
    'https://sandbox.procore.com:8443/rest',
    'https://xn--sndbox-0ya.procore.com/rest',
    '/oauth/token',
    '/oauth/revoke',
  ]) {
    it(`${target} does not`, () => equal(prepared({ target }).wantsToken, false));
  }

  for (const [target, sent] of [
    ['https://me:p%40ss@a.example/', 'me:p@ss'],
    ['http://me@a.example/', 'me:'],
    ['https://me:50%@a.example/', 'me:50%'],
  ] as const) {
    it(`${target} sends what stands in the address as Basic`, () => {
      const authorization = [['authorization', `Basic ${Buffer.from(sent).toString('base64')}`]];
      const { headers } = prepared({ target });
      deepEqual(
        headers.filter(([name]) => name === 'authorization'),
        authorization,
      );
    });
  }

  it('what stands in the address gives way to a header', () => {
    const { headers } = prepared({
      target: 'https://me:p@a.example/',
      headers: [['Authorization', 'Bearer mine']],
    });
    deepEqual(
      headers.filter(([name]) => name === 'authorization'),
      [['authorization', 'Bearer mine']],
    );
  });

  it('nobody does where the user wrote Authorization', () => {
    const { wantsToken, headers } = prepared({ headers: [['authorization', 'Bearer mine']] });
    equal(wantsToken, false);
    deepEqual(
      headers.filter(([name]) => name === 'authorization'),
      [['authorization', 'Bearer mine']],
    );
  });
});

describe('the company of a request', () => {
  const cases: readonly (readonly [string, Partial<ResolvedRequest>, string | undefined, unknown])[] = [
    [
      'the header that the user wrote',
      { headers: [['Procore-Company-Id', '1']] },
      '9',
      { id: '1', source: 'header' },
    ],
    ['# @company', { company: '2', target: '/rest/x?company_id=3' }, '9', { id: '2', source: 'flag' }],
    [
      'the path',
      { target: '/rest/v2.0/companies/562949953443325/x' },
      '9',
      { id: '562949953443325', source: 'path' },
    ],
    ['the query', { target: '/rest/v1.1/projects?company_id=4' }, '9', { id: '4', source: 'query' }],
    ['the company chosen in the editor', {}, '9', { id: '9', source: 'host' }],
    ['nowhere', {}, undefined, undefined],
  ];
  for (const [where, request, chosen, expected] of cases) {
    it(`comes from ${where}`, () => deepEqual(prepared(request, chosen).company, expected));
  }

  it('is a number where # @company says it', () => {
    equal(refused('/rest/v1.0/me', { company: 'Acme' }), 'company-invalid');
    equal(refused('https://other.example/', { company: 'Acme' }), undefined);
  });

  it('is sent once', () => {
    const { headers } = prepared({ headers: [['procore-company-id', '1']] }, '9');
    deepEqual(
      headers.filter(([name]) => name === 'procore-company-id'),
      [['procore-company-id', '1']],
    );
  });

  it('is told to nobody else', () => {
    const { headers } = prepared({ target: 'https://other.example/x?company_id=4', company: '2' }, '9');
    ok(!headers.some(([name]) => name === 'procore-company-id'));
  });
});

describe('headers', () => {
  for (const value of ['a\r\nInjected: b', 'a\nb', 'a\u0000', '\u{1f600}', '\u0100']) {
    it(`${JSON.stringify(value)} is in none that is sent`, () => {
      equal(refused('/rest/v1.0/me', { headers: [['X-A', value]] }), 'header-invalid');
      equal(refused('/rest/v1.0/me', { company: value }), 'company-invalid');
    });
  }

  it('hold tabs and Latin-1', () => {
    deepEqual(prepared({ headers: [['X-A', 'caf\u00e9\tbar']] }).headers[0], ['x-a', 'caf\u00e9\tbar']);
  });

  it('with credentials that would have to be computed are not sent', () => {
    equal(
      refused('/rest/v1.0/me', { headers: [['Authorization', 'Digest a b']] }),
      'authorization-not-computed',
    );
  });

  it('that name a client certificate are not sent', () => {
    const headers = [['X-ClientCert', 'pfx: a.p12 passphrase: b']] as const;
    equal(refused('/rest/v1.0/me', { headers }), 'client-certificate-not-sent');
  });

  it('keep their order and repeats; cookies are joined', () => {
    const { headers } = prepared({
      target: 'https://other.example/',
      headers: [
        ['X-A', '1'],
        ['Cookie', 'a=1'],
        ['x-a', '2'],
        ['cookie', 'b=2'],
        ['Content-Length', '99'],
      ],
    });
    deepEqual(headers.slice(0, 3), [
      ['x-a', '1'],
      ['cookie', 'a=1; b=2'],
      ['x-a', '2'],
    ]);
    ok(!headers.some(([name]) => name === 'content-length'));
  });

  for (const value of ['Basic ana:pa ss', 'Basic ana pa ss']) {
    it(`"${value}" is encoded`, () => {
      const { headers } = prepared({ headers: [['Authorization', value]] });
      equal(headers[0]?.[1], `Basic ${Buffer.from('ana:pa ss').toString('base64')}`);
    });
  }
});

describe('a company header that is written twice', () => {
  it('counts as the last of them', () => {
    const headers = [
      ['procore-company-id', '1'],
      ['Procore-Company-Id', '2'],
    ] as const;
    deepEqual(prepared({ headers }).company, { id: '2', source: 'header' });
  });
});

describe('a write to production', () => {
  it('is known by the host it reaches, whatever environment is chosen', () => {
    const target = 'https://api.procore.com/rest/v1.0/projects/1';
    equal(prepared({ method: 'PATCH', target }).production?.name, 'production');
    const spelled = 'http://api.procore.com.:8443/rest/v1.0/projects/1';
    equal(prepared({ method: 'PATCH', target: spelled }).production?.name, 'production');
    equal(prepared({ method: 'GET', target }).production?.name, undefined);
    equal(prepared({ method: 'POST' }).production?.name, undefined);
    equal(prepared({ method: 'DELETE' }, undefined, environment('federal')).production?.name, 'federal');
  });
});

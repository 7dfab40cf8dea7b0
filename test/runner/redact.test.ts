import { deepEqual, doesNotMatch, equal } from 'node:assert/strict';
import type { Exchange } from '../../src/runner/exchange.ts';
import { redactExchange } from '../../src/runner/redact.ts';
import { exchange } from '../support/exchange.ts';

const token = 'eyJhbGciOiJFUzUxMiJ9.payload.signature';

function withUrl(url: string): Exchange {
  return exchange({ request: { url } });
}

function body(text: string, url = 'https://api.procore.com/rest/v1.0/me'): string | undefined {
  return redactExchange(exchange({ request: { url }, response: { body: text } }), [token]).response?.body;
}

describe('redaction', () => {
  it('keeps the scheme of Authorization and nothing else of it', () => {
    const masked = redactExchange(
      exchange({ request: { headers: { authorization: `Bearer ${token}`, cookie: 'a=b' } } }),
      [],
    );
    deepEqual(masked.request.headers, { authorization: 'Bearer ***', cookie: '***' });
  });

  it('masks a malformed Authorization whole', () => {
    const masked = redactExchange(exchange({ request: { headers: { authorization: token } } }), []);
    deepEqual(masked.request.headers, { authorization: '***' });
  });

  it('masks set-cookie lists and secret-looking headers, not the idempotency token', () => {
    const masked = redactExchange(
      exchange({
        response: {
          headers: { 'set-cookie': ['a=1', 'b=2'], 'x-api-key': 'k', 'idempotency-token': 'once' },
        },
      }),
      [],
    );
    deepEqual(masked.response?.headers, {
      'set-cookie': ['***', '***'],
      'x-api-key': '***',
      'idempotency-token': 'once',
    });
  });

  for (const [url, masked] of [
    ['https://a.example/x?access_token=s3cret&page=2', 'https://a.example/x?access_token=***&page=2'],
    ['https://a.example/x?token=s3cret#f', 'https://a.example/x?token=***#f'],
    [
      'http://localhost:27561/callback?code=abc&state=xyz',
      'http://localhost:27561/callback?code=***&state=***',
    ],
    [
      'https://login.procore.com/oauth/authorize?state=xyz',
      'https://login.procore.com/oauth/authorize?state=***',
    ],
    ['https://api.procore.com/rest/v1.0/x?state=open', 'https://api.procore.com/rest/v1.0/x?state=open'],
    ['https://s3.example/f?X-Amz-Signature=abc&v=1', 'https://s3.example/f?X-Amz-Signature=***&v=1'],
    ['https://ana:pw@a.example/', 'https://***@a.example/'],
  ] as const) {
    it(`shows ${masked}`, () => equal(redactExchange(withUrl(url), []).request.url, masked));
  }

  it('masks a code in the address a redirect names', () => {
    const masked = redactExchange(
      exchange({ response: { headers: { location: 'http://localhost/callback?code=abc&state=xyz' } } }),
      [],
    );
    deepEqual(masked.response?.headers, { location: 'http://localhost/callback?code=***&state=***' });
  });

  it('masks the fields of a token answer', () => {
    equal(
      body('{"access_token":"a\\"b","refresh_token" : "c","expires_in":5400,"client_secret":"d"}'),
      '{"access_token":"***","refresh_token" : "***","expires_in":5400,"client_secret":"***"}',
    );
  });

  it('leaves codes and states of plain records alone', () => {
    const rows = '[{"code":"01-500","state":"CA","state_code":"CA","token_count":3}]';
    equal(body(rows), rows);
  });

  it('masks the code of an OAuth answer', () => {
    equal(body('{"code":"abc"}', 'https://login.procore.com/oauth/authorize'), '{"code":"***"}');
  });

  it('masks forms', () => {
    equal(
      body('grant_type=x&client_secret=s&refresh_token=r'),
      'grant_type=x&client_secret=***&refresh_token=***',
    );
  });

  it('finds the token that was used wherever it stands', () => {
    const masked = redactExchange(
      exchange({
        request: { url: `https://a.example/${encodeURIComponent(token)}`, headers: { 'x-echo': token } },
        response: { body: `you sent ${token}`, headers: { 'x-echo': [token] } },
        error: { code: 'x', message: token },
        asserts: [{ text: 'body includes x', line: 1, passed: false, actual: token }],
      }),
      [token],
    );
    doesNotMatch(JSON.stringify(masked), /payload/);
  });

  it('changes nothing the second time', () => {
    const once = redactExchange(
      exchange({
        request: { url: 'https://a.example/?token=x', headers: { authorization: 'Bearer x' } },
        response: { body: '{"access_token":"x"}', headers: { 'set-cookie': 'x' } },
      }),
      [],
    );
    deepEqual(redactExchange(once, []), once);
  });

  const secret = 'p\u00e4ss "w0rd" & 100%/x';
  for (const [where, spelling] of [
    ['plain', secret],
    ['in an address', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ v: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify(secret)],
    ['in a query that nobody encoded', new URL(`https://a.example/?${secret}`).search],
    ['in a path that nobody encoded', new URL(`https://a.example/${secret.replace('/', '%2F')}`).pathname],
  ] as const) {
    it(`masks a value as it stands ${where}`, () => {
      const masked = redactExchange(exchange({ response: { body: `a ${spelling} b` } }), [secret]);
      doesNotMatch(masked.response?.body ?? '', /w0rd/);
    });
  }

  it('masks a value that holds another one whole', () => {
    const masked = redactExchange(exchange({ response: { body: 'abcdef-ghijkl' } }), [
      'abcdef',
      'abcdef-ghijkl',
    ]);
    equal(masked.response?.body, '***');
  });

  it('takes a value that is no well-formed text', () => {
    const masked = redactExchange(exchange({ response: { body: 'x\ud800abc y' } }), ['\ud800abc']);
    equal(masked.response?.body, 'x*** y');
  });
});

import { deepEqual, equal, ok } from 'node:assert/strict';
import { isNotSendable } from '../../src/runner/notSendable.ts';
import type { ResolvedRequest } from '../../src/runner/prepare.ts';
import { resolve } from '../../src/runner/resolve.ts';
import { scopeOf } from '../httpFile/parsing.ts';

const noFiles = () => Promise.reject(new Error('there is no such file.'));

describe('A request with its values', () => {
  it('has names and values of headers filled in', async () => {
    const { headers } = await resolved('@a = Key\n@b = 1\nGET /rest/x\nX-{{a}}: v{{b}}\n');
    deepEqual(headers, [['X-Key', 'v1']]);
  });

  it('has whole headers of a variable among the others, as REST Client reads it', async () => {
    const { headers } = await resolved(
      '@key = 1\n@me = Authorization: Bearer {{key}}\n@two = X-A: 1\\nX-B : two: 2\nGET /rest/x\n{{me}}\nX-C: 3\n{{ two }}\n',
    );
    deepEqual(headers, [
      ['Authorization', 'Bearer 1'],
      ['X-C', '3'],
      ['X-A', '1'],
      ['X-B', 'two: 2'],
    ]);
  });

  it('is not sent while a variable among the headers holds none', async () => {
    equal(await refusal('@json = { "a": 1 }\nPOST /rest/x\n{{json}}\n'), 'header-invalid');
    equal(await refusal('GET /rest/x\n{{nothing}}\n'), 'variable-unknown');
  });

  it('may have a header without a value', async () => {
    const { headers } = await resolved('@a = Key\nGET /rest/x\nX-{{a}}:\n');
    deepEqual(headers, [['X-Key', '']]);
  });

  for (const [text, host] of [
    ['@host = https://other.example\nGET /anything', 'https://other.example'],
    ['@host = https://other.example/api/\nGET /anything', 'https://other.example/api'],
    ['@host = https://other.example\nGET /rest/v1.0/me', undefined],
    ['@host = https://other.example\nGET /vapid/x', undefined],
    ['@host = https://other.example\nPOST /oauth/token', undefined],
    ['@host = https://other.example\nGET https://a.example/x', undefined],
    ['@host = https://other.example\nGET /anything\nHost: b.example', 'b.example'],
    ['GET /anything', undefined],
  ] as const) {
    it(`${JSON.stringify(text)} goes to the host ${host ?? 'of the environment or its address'}`, async () => {
      const { headers } = await resolved(text);
      deepEqual(
        headers.flatMap(([name, value]) => (name === 'Host' ? [value] : [])),
        host ? [host] : [],
      );
    });
  }

  it('tells that a Host header is not sent beside a full address', async () => {
    const told = async (text: string) => {
      const notices: string[] = [];
      await resolve(scopeOf(text), noFiles, notice => notices.push(notice));
      return notices;
    };
    deepEqual(await told('@h = b.example\nGET https://a.example/x\nhost: {{h}}\n'), [
      'The header Host: b.example is not sent: the address says that the host is a.example.',
    ]);
    deepEqual(await told('GET https://a.example/x\nHost: A.example\n'), []);
    deepEqual(await told('GET /anything\nHost: b.example\n'), []);
    deepEqual(await told('GET https://[\nHost: b.example\n'), []);
  });

  it('is not sent while its text holds a mistake', async () => {
    equal(await refusal('GET /rest/{{\n'), 'reference-unclosed');
  });

  it('is told to write the very name that has no value, and that an expression is none', async () => {
    const told = async (text: string) => JSON.stringify(await resolve(scopeOf(text), noFiles));
    ok((await told('GET /{{a-b}}\n')).includes('Write @a-b = value'));
    ok((await told('GET /{{1 + 1}}\n')).includes('{{1 + 1}} is an expression'));
  });

  for (const name of ['"x"', '@x', '#if', '%41', '\u{1f600}', '-x']) {
    it(`is not sent with {{${name}}} as text in its address, a header or a variable`, async () => {
      equal(await refusal(`GET /rest/{{${name}}}\n`), 'variable-unknown');
      equal(await refusal(`GET /rest/x\nX-A: {{${name}}}\n`), 'variable-unknown');
      equal(await refusal(`@a = {{${name}}}\nGET /rest/{{a}}\n`), 'variable-unknown');
    });
  }

  it('is not sent while a name has no value', async () => {
    equal(await refusal('GET /rest/{{nothing}}\n'), 'variable-unknown');
    equal(await refusal('POST /rest/x\n\n{{nothing}}\n'), 'variable-unknown');
  });
});

async function resolved(text: string): Promise<ResolvedRequest> {
  const outcome = await resolve(scopeOf(text), noFiles);
  ok(!isNotSendable(outcome), JSON.stringify(outcome));
  return outcome;
}

async function refusal(text: string): Promise<string | undefined> {
  const outcome = await resolve(scopeOf(text), noFiles);
  return isNotSendable(outcome) ? outcome.code : undefined;
}

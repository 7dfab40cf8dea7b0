import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainCommand } from '../../src/cli/explain.ts';
import type { CliIo } from '../../src/cli/io.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-'));
});
after(() => rm(folder, { recursive: true }));

async function explain(stdin: unknown, ...argv: readonly string[]) {
  const said = { out: '', err: '' };
  const io: CliIo = {
    stdout: text => {
      said.out += text;
    },
    stderr: text => {
      said.err += text;
    },
    stdin: () => Promise.resolve(typeof stdin === 'string' ? stdin : JSON.stringify(stdin)),
    env: {},
    cwd: folder,
    signal: new AbortController().signal,
    interactive: false,
  };
  return { status: await explainCommand(argv, io), ...said };
}

const request = { method: 'GET', url: 'https://api.procore.com/rest/v1.0/projects/1/rfis', headers: {} };
const signedIn = { Authorization: 'Bearer abc', 'Procore-Company-Id': 42 };
const refused = {
  request: { ...request, headers: signedIn },
  response: {
    status: 403,
    headers: { 'X-Request-Id': 'r1' },
    body: '{"errors":["App is not connected to this company."]}',
  },
};
const ids = (out: string): string[] =>
  JSON.parse(out).diagnoses.map((diagnosis: { readonly id: string }) => diagnosis.id);

describe('explain', () => {
  it('prints diagnoses as JSON, header names in any case', async () => {
    const { status, out, err } = await explain(refused, '-', '--json');
    assert.deepEqual([status, err, ids(out)], [0, '', ['app-not-connected']]);
  });

  it('prints nothing to do where nothing is wrong', async () => {
    const fine = { request: refused.request, response: { status: 200, headers: {}, body: '[{"id":1}]' } };
    assert.deepEqual(await explain(fine, '--json'), { status: 0, out: '{"diagnoses":[]}\n', err: '' });
    assert.equal((await explain(fine)).out, `Nothing wrong found: GET ${request.url}: 200\n`);
  });

  it('does not call a failure fine because it knows no cause', async () => {
    const odd = {
      request: { ...request, url: 'https://other.example/x' },
      response: { status: 500, headers: {} },
    };
    assert.equal(
      (await explain(odd)).out,
      'It failed, but the cause is not one that is known here: GET https://other.example/x: 500\n',
    );
  });

  it('prints no secret of the address', async () => {
    const url = 'https://me:hidden1@api.procore.com/rest/hidden2?access_token=hidden3';
    const headers = { Authorization: 'Bearer hidden2' };
    for (const status of [200, 401]) {
      const { out } = await explain({
        request: { ...request, url, headers },
        response: { status, headers: {} },
      });
      assert.match(out, /GET https:\/\/\*\*\*@api\.procore\.com\/rest\/\*\*\*\?access_token=\*\*\*: /);
      assert.doesNotMatch(out, /hidden/);
    }
  });

  it('prints text for people: title, cause, steps and page', async () => {
    const { out } = await explain(refused);
    assert.match(
      out,
      /^GET https:.*: 403\n\nerror: The app is not connected to this company \(app-not-connected\)\n/,
    );
    assert.match(out, /\n {2}1\. .*\n {2}2\. [\s\S]*https:\/\/developers\.procore\.com\//);
  });

  it('reads a file, with a byte order mark too', async () => {
    await writeFile(join(folder, 'exchange.json'), `\ufeff${JSON.stringify(refused)}`);
    assert.deepEqual(ids((await explain('', 'exchange.json', '--json')).out), ['app-not-connected']);
  });

  it('reads a whole exchange and passes over what it does not know', async () => {
    const exchange = {
      ...refused,
      request: { ...refused.request, name: null, file: null, line: 3, bodyBytes: 0 },
      environment: 'sandbox',
      response: { ...refused.response, statusText: 'Forbidden', bodyBytes: 52 },
      error: null,
      timings: {},
      attempts: 1,
      asserts: [],
      rateLimit: null,
      pagination: null,
      diagnoses: [],
      more: { later: true },
    };
    const local = {
      ...exchange,
      request: { ...exchange.request, url: 'http://127.0.0.1:1/rest/v1.0/projects/1/rfis' },
    };
    assert.deepEqual(ids((await explain(exchange, '--json')).out), ['app-not-connected']);
    assert.deepEqual(ids((await explain(local, '--json')).out), ['app-not-connected', 'app-not-installable']);
  });

  it('reads an answer that did not come, and a context with unknown parts', async () => {
    const lost = {
      request,
      response: null,
      error: { code: 'ENOTFOUND', message: 'x' },
      context: { now: null },
    };
    assert.deepEqual(ids((await explain(lost, '--json')).out), ['network-unreachable']);
  });

  it('reads tools as the API lists them', async () => {
    const off = {
      ...refused,
      response: { status: 403, headers: {}, body: '' },
      context: {
        tools: [
          {
            id: 1,
            engine_name: 'rfi',
            title: 'RFIs',
            is_active: false,
            user_access_level: { id: 4, name: 'Admin' },
          },
        ],
      },
    };
    assert.deepEqual(ids((await explain(off, '--json')).out), ['tool-disabled']);
  });

  const bad: readonly [string, unknown, RegExp][] = [
    ['nothing', '', /nothing to read/],
    ['no JSON', 'GET /rest', /is not JSON/],
    ['several values', `${JSON.stringify(refused)}\n${JSON.stringify(refused)}`, /holds 2 JSON values/],
    ['a list', [], /must be one object, not a list/],
    ['no request', { response: null }, /request is missing/],
    ['no address', { request: { method: 'GET' }, response: null }, /request\.url is missing/],
    ['no response', { request }, /response is missing/],
    ['a status as text', { request, response: { status: '403' } }, /response\.status must be a whole number/],
    [
      'a parsed body',
      { request: { ...request, body: {} }, response: null },
      /request\.body must be a text, not an object/,
    ],
    [
      'a header of an object',
      { request: { ...request, headers: { a: {} } }, response: null },
      /request\.headers\.a must/,
    ],
    [
      'headers as a list',
      { request, response: { status: 200, headers: [] } },
      /response\.headers must be an object, not a list/,
    ],
    ['an error without code', { request, response: null, error: {} }, /error\.code is missing/],
    [
      'a time that is none',
      { request, response: null, context: { now: 'soon' } },
      /context\.now must be a time/,
    ],
    [
      'another grant',
      { request, response: null, context: { grant: 'password' } },
      /context\.grant must be one of/,
    ],
    [
      'a tool without state',
      { request, response: null, context: { tools: [{}] } },
      /context\.tools\[0\]\.is_active is missing/,
    ],
    [
      'projects as ids',
      { request, response: null, context: { projects: [7] } },
      /context\.projects\[0\] must be an object, not the number 7/,
    ],
  ];
  for (const [claim, input, message] of bad) {
    it(`refuses ${claim} with one line and status 2`, async () => {
      const { status, out, err } = await explain(input, '--json');
      assert.deepEqual([status, out, err.split('\n').length], [2, '', 2]);
      assert.match(err, message);
      assert.match(err, /^procore-http explain: standard input: /);
    });
  }

  const usage: readonly [readonly string[], RegExp][] = [
    [['missing.json'], /there is no file missing\.json/],
    [['.'], /is a folder/],
    [['a', 'b'], /b is a second one/],
    [['--nonsense'], /--nonsense/],
  ];
  for (const [argv, message] of usage) {
    it(`refuses ${argv.join(' ')}`, async () => {
      const { status, err } = await explain('', ...argv);
      assert.equal(status, 2);
      assert.match(err, message);
    });
  }

  it('tells how it is used', async () =>
    assert.match((await explain('', '--help')).out, /^procore-http explain: /));
});

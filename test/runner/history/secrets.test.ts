import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { ValueLayer } from '../../../src/httpFile/values.ts';
import { builtInEnvironments, findEnvironment } from '../../../src/procore/environments.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { entryText } from '../../../src/runner/history/entryText.ts';
import { makeEntry } from '../../../src/runner/history/makeEntry.ts';
import type { SentRecord } from '../../../src/runner/history/sentRecord.ts';
import { createRunner } from '../../../src/runner/run.ts';
import { AnsweringDispatcher } from '../../support/answeringDispatcher.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { runs } from '../../support/runs.ts';
import { tokenOf } from '../../support/runText.ts';

/** Secrets by where they come from. */
interface Secrets {
  readonly token: string;
  /** Of a private environment file. */
  readonly header: string;
  readonly query: string;
  readonly path: string;
  readonly body: string;
  /** What a person answered to a hidden question. */
  readonly prompt: string;
  /** Typed into the file. */
  readonly apiKey: string;
  readonly parameter: string;
  readonly field: string;
  readonly variable: string;
  readonly cookie: string;
  /** Of a form that asks for a token. */
  readonly code: string;
  readonly verifier: string;
  readonly assertion: string;
  readonly refresh: string;
}

type Way = 'json' | 'html' | 'header' | 'redirect' | 'refused' | 'lost' | 'elsewhere';
const ways: readonly Way[] = ['json', 'html', 'header', 'redirect', 'refused', 'lost', 'elsewhere'];

const unguessable = { minLength: 10, maxLength: 24 };
/** What can be typed into a header and an address as it is; plain numbers of a private file are no secrets. */
const typed = fc
  .string({ ...unguessable, unit: fc.constantFrom(...'abcdefXYZ0123456789._~-') })
  .filter(text => /[a-z]/i.test(text));
const inHeader = fc
  .string({ ...unguessable, unit: 'grapheme-ascii' })
  .filter(text => text.trim() === text && !/[{}]/.test(text));
const anything = fc
  .string({
    ...unguessable,
    unit: fc.oneof(fc.constantFrom(...'<>&"\'/\\?#%+ =é漢🙂'), fc.constantFrom(...'abcXYZ019')),
  })
  .filter(text => text.trim() === text && /[a-zA-Z0-9]{3}/.test(text));

const anySecrets: fc.Arbitrary<Secrets> = fc.record({
  token: typed,
  header: inHeader,
  query: anything,
  path: typed,
  body: anything,
  prompt: anything,
  apiKey: typed,
  parameter: typed,
  field: typed,
  variable: typed,
  cookie: typed,
  code: typed,
  verifier: typed,
  assertion: typed,
  refresh: typed,
});

describe('secrets of a request', () => {
  it('stand in no exchange and no history file, whatever the server says back', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(anySecrets, fc.constantFrom(...ways), async (secrets, way) => {
        const { exchanges, kept } = await send(secrets, way);
        equal(kept.length, exchanges.length);
        for (const [from, secret] of Object.entries(secrets)) {
          for (const exchange of exchanges) assertNowhere(secret, exchange, `${from} in the exchange`);
          for (const text of kept)
            for (const line of text.trimEnd().split('\n'))
              assertNowhere(secret, JSON.parse(line), `${from} in the history`);
        }
      }),
      { numRuns: runs(150) },
    );
  });

  it('are really sent, so that the test above means something', async () => {
    const secrets = Object.fromEntries(
      Object.keys((fc.sample(anySecrets, 1)[0] ?? {}) satisfies object).map(name => [
        name,
        `${name}-0123456789`,
      ]),
    ) as unknown as Secrets;
    const { wire, exchanges } = await send(secrets, 'json');
    const [line = ''] = wire;
    deepEqual(
      Object.entries(secrets).filter(([, secret]) => !line.includes(secret)),
      [],
    );
    equal(exchanges[0]?.response?.status, 200);
    ok(exchanges[0].response.body?.includes('***'));
  });
});

function textOf(secrets: Secrets, way: Way): string {
  const { apiKey, parameter, field, variable, cookie, code, verifier, assertion, refresh } = secrets;
  // A redirect is followed where nothing is written.
  const method = way === 'redirect' || way === 'elsewhere' ? 'GET' : 'POST';
  return `@apiPassword = ${variable}

### Everything
# @prompt password asked for
${method} https://api.example/{{path}}/x?q={{query}}&access_token=${parameter}
X-Own: {{header}}
X-Api-Key: ${apiKey}
X-Mine: {{apiPassword}}
Cookie: a=${cookie}
Authorization: Bearer {{token}}
Content-Type: text/plain

{"a": "{{body}}", "b": "{{password}}", "client_secret": "${field}"}
code=${code}&grant_type=authorization_code&code_verifier=${verifier}&assertion=${assertion}&refresh_token=${refresh}

?? body includes {{body}}
?? status == 200
`;
}

async function send(
  secrets: Secrets,
  way: Way,
): Promise<{
  readonly exchanges: readonly Exchange[];
  readonly kept: readonly string[];
  readonly wire: readonly string[];
}> {
  const file = parseHttpFile(textOf(secrets, way));
  const [request] = file.requests;
  const environment = findEnvironment(builtInEnvironments, 'sandbox');
  if (request === undefined || environment === undefined) throw new Error('no request');
  const { token, header, query, path, body, prompt } = secrets;
  const layer: ValueLayer = {
    origin: 'privateEnvironment',
    source: 'http-client.private.env.json',
    section: 'sandbox',
    secret: true,
    values: new Map(
      Object.entries({ token, header, query, path, body }).map(([name, text]) => [name, { text, line: 1 }]),
    ),
  };
  const wire: string[] = [];
  const records: SentRecord[] = [];
  const runner = createRunner({
    clock: fakeClock({ start: 0, autoAdvance: true }),
    random: () => 0,
    getToken: () => Promise.resolve(tokenOf('sandbox', 'unused-token')),
    catalog: () => Promise.reject(new Error('no catalog in this test')),
    readBodyFile: () => Promise.reject(new Error('no files in this test')),
    confirmSend: () => Promise.resolve(true),
    askInputs: inputs => Promise.resolve(Object.fromEntries(inputs.map(({ key }) => [key, prompt]))),
    openDispatcher: () => echoing(secrets, way, wire),
  });
  const exchange = await runner.run(
    {
      file,
      fileName: 'a.http',
      request,
      environment,
      environments: builtInEnvironments,
      values: { overrides: {}, host: {}, processEnv: {}, layers: [layer] },
      allPages: false,
      timeoutMs: undefined,
      onRecord: record => records.push(record),
    },
    new AbortController().signal,
  );
  await runner.close();
  const about = {
    at: 0,
    document: 'file:///a.http',
    key: 'Everything',
    environment,
    company: undefined,
    project: undefined,
    outcome: '',
    result: 'passed',
  } as const;
  return {
    exchanges: [exchange],
    kept: records.map(record => entryText(makeEntry(record, about, { bodies: true, longest: 100_000 }))),
    wire,
  };
}

/** Says every secret back, in every place and spelling that servers have; `seen` has what went out. */
function echoing(given: Secrets, way: Way, seen: string[]): AnsweringDispatcher {
  const secrets = Object.values(given);
  const all = secrets.join(' and ');
  const plain = secrets.map(secret => encodeURIComponent(secret)).join('&');
  return new AnsweringDispatcher(({ path, headers, body }) => {
    seen.push(`${path} ${String(headers)} ${String(body)}`);
    if (way === 'lost') return Object.assign(new Error(`lost ${all}`), { code: 'ECONNRESET' });
    const { status, answer } = contentOf(way, all);
    const location = way === 'elsewhere' ? `https://elsewhere.example/?${plain}` : `/again?${plain}`;
    return {
      status,
      statusText: 'Said',
      headers: {
        'content-type': way === 'html' ? 'text/html' : 'application/json',
        ...(way === 'header' ? { 'x-echo': plain, 'set-cookie': `a=${plain}` } : {}),
        ...(status === 302 ? { location } : {}),
      },
      body: answer,
    };
  });
}

function contentOf(way: Way, all: string): { readonly status: number; readonly answer: string } {
  switch (way) {
    case 'html':
      return { status: 502, answer: `<p>${html(all)}</p>` };
    case 'redirect':
    case 'elsewhere':
      return { status: 302, answer: '' };
    case 'refused':
      return { status: 401, answer: JSON.stringify({ errors: { base: [all] }, message: all }) };
    default:
      return {
        status: 200,
        answer: `[${JSON.stringify(all)},${rails(all)},${ascii(all)},"${encodeURIComponent(all)}"]`,
      };
  }
}

function rails(text: string): string {
  return JSON.stringify(text).replaceAll(/[<>&]/g, escaped);
}

function ascii(text: string): string {
  return JSON.stringify(text).replaceAll(/[^ -~]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** In no text of the value, however it may be read. */
function assertNowhere(secret: string, value: unknown, where: string): void {
  for (const text of textsIn(value))
    for (const read of readings(text)) ok(!read.includes(secret), `${where}: ${secret}\n${text}`);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

function readings(text: string): readonly string[] {
  return [
    text,
    text.replaceAll(/(?:%[\da-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString()),
    text
      .replaceAll('+', ' ')
      .replaceAll(/(?:%[\da-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString()),
    text
      .replaceAll(/\\u([\da-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replaceAll(/\\(["\\/])/g, '$1'),
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  ];
}

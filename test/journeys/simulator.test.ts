import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { renderExchange } from '../../src/runner/render.ts';
import type { RunningSimulator, SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { assertGolden } from '../support/golden.ts';
import { type Ran, runText } from '../support/runText.ts';
import { tokensOf } from '../support/signedIn.ts';

const company = '# @company 4264807\n';
const rfis = `${company}GET /rest/v1.0/projects/310512/rfis?per_page=100&filters[status][]=open`;

describe('from text through a simulated Procore to the answer', () => {
  let running: RunningSimulator | undefined;

  afterEach(() => running?.close());

  /** The simulator shares the runner's clock, so that waiting costs no time. */
  async function run(
    text: string,
    options: SimulatorOptions = {},
    job: { readonly allPages?: boolean } = {},
  ): Promise<Ran> {
    const clock = fakeClock({ autoAdvance: true });
    running = await startSimulator({ ...options, now: clock.now, catalog: await loadBundledCatalog() });
    const environment = simulatorEnvironment(running.url);
    return runText(text, {
      environment,
      clock,
      catalog: loadBundledCatalog,
      getToken: tokensOf(running, clock.now),
      job,
    });
  }

  for (const [name, faults] of [
    ['with links', []],
    ['with links that drop the filters', ['link-drops-parameters']],
    ['without links, by Total and Per-Page', ['link-off']],
  ] as const) {
    it(`a filtered list is read whole ${name}`, async () => {
      const { exchange } = await run(rfis, { faults }, { allPages: true });
      const { pagination, response, diagnoses } = exchange;
      equal(pagination?.rowsRead, pagination?.total);
      ok((pagination?.pagesRead ?? 0) > 1);
      const rows: unknown = JSON.parse(response?.body ?? '');
      ok(Array.isArray(rows));
      equal(rows.length, pagination?.total);
      ok(rows.every(row => row.status === 'open'));
      deepEqual(diagnoses, []);
    });
  }

  for (const [form, target, pages] of [
    [
      'by a cursor',
      '/rest/v2.0/companies/4264807/projects/310512/workflows/instances?filters[tool_type]=rfis&per_page=2',
      4,
    ],
    [
      'from their last row',
      '/rest/v1.0/webhooks/hooks/603164302/deliveries?company_id=4264807&page_size=2',
      3,
    ],
  ] as const) {
    it(`lists that go on ${form} are read whole`, async () => {
      const text = `# @company 4264807\nGET ${target}\n`;
      const first = await run(text);
      equal(first.exchange.pagination?.hasNext, true);
      deepEqual(
        first.exchange.diagnoses.map(({ id }) => id),
        ['more-pages'],
      );
      await running?.close();
      const { exchange } = await run(text, {}, { allPages: true });
      equal(exchange.error, null);
      equal(exchange.pagination?.pagesRead, pages);
      const rows: readonly unknown[] = JSON.parse(exchange.response?.body ?? '');
      equal(new Set(rows.map(row => JSON.stringify(row))).size, exchange.pagination?.rowsRead);
    });
  }

  it('a spent window is waited out in the middle of a list', async () => {
    const { exchange, waits } = await run(rfis.replace('100', '10'), { spikeLimit: 5 }, { allPages: true });
    equal(exchange.response?.status, 200);
    equal(exchange.pagination?.rowsRead, exchange.pagination?.total);
    ok(waits.length >= 2);
    ok((exchange.timings.queuedMs ?? 0) > 0);
  });

  it('a limit that is hit is waited out', async () => {
    const me = `${company}GET /rest/v1.0/me`;
    const { exchanges, waits } = await run(`${me}\n\n###\nPOST /_simulator/budgets/spike\n\n###\n${me}`);
    equal(exchanges[2]?.response?.status, 200);
    equal(exchanges[2]?.attempts, 2);
    equal(waits.length, 1);
  });

  it('an expired token is renewed and the request sent again', async () => {
    const me = `${company}GET /rest/v1.0/me`;
    const { exchanges } = await run(`${me}\n\n###\nPOST /_simulator/sessions/all/expire\n\n###\n${me}`);
    equal(exchanges[2]?.response?.status, 200);
    equal(exchanges[2]?.attempts, 2);
  });

  for (const fault of [
    'reset',
    'truncated',
    'bad-gateway',
    'gateway-timeout',
    'service-unavailable',
    'maintenance',
    'server-error',
  ]) {
    it(`a read survives one ${fault}`, async () => {
      const text = `POST /_simulator/faults/${fault}\n\nonce\n\n###\n${company}GET /rest/v1.0/projects/310512/rfis?per_page=1`;
      const { exchange } = await run(text);
      equal(exchange.response?.status, 200);
      equal(exchange.attempts, 2);
    });
  }

  const refused: readonly (readonly [id: string, text: string, faults?: readonly string[]])[] = [
    ['company-header-missing', 'GET /rest/v1.0/projects/310512/rfis'],
    ['app-not-connected', '# @company 4264811\nGET /rest/v1.1/projects?company_id=4264811'],
    ['wrong-version-or-path', `${company}GET /rest/v2.0/projects/310512/rfis`],
    [
      'bad-request-json',
      `${company}POST /rest/v1.0/projects/310512/rfis\nContent-Type: application/json\n\n{"rfi":`,
    ],
    [
      'unprocessable-field',
      `${company}PATCH /rest/v1.0/projects/310512/rfis/610546012\nContent-Type: application/json\n\n{"rfi":{"subject":"x"}}`,
      ['unprocessable-field'],
    ],
    ['rate-limit-hourly', `${company}GET /rest/v1.0/me`, ['rate-limit-hourly']],
    ['gateway-error', `${company}GET /rest/v1.0/me`, ['bad-gateway']],
  ];
  for (const [id, text, faults = []] of refused) {
    it(`a refusal is explained: ${id}`, async () => {
      const { exchange } = await run(text, { faults });
      equal(exchange.diagnoses[0]?.id, id);
    });
  }

  for (const [fault, id] of [
    ['lost-token-response', 'network-unreachable'],
    ['token-server-error', 'service-unavailable'],
    ['client-credentials-invalid', 'client-credentials-invalid'],
  ] as const) {
    it(`a sign-in that fails is explained: ${fault}`, async () => {
      const { exchange } = await run(`${company}GET /rest/v1.0/me`, { faults: [fault] });
      equal(exchange.response, null);
      equal(exchange.attempts, 0);
      deepEqual(
        exchange.diagnoses.map(diagnosis => diagnosis.id),
        [id],
      );
    });
  }

  it('a rendered refusal says what happened, why and what to do', async () => {
    const { exchange } = await run(
      '# @name refusal\n# @company 4264811\nGET /rest/v1.1/projects?company_id=4264811',
    );
    const text = renderExchange(exchange, { color: false })
      .replace(/127\.0\.0\.1:\d+/, 'simulator')
      .replace(/ {2}· {2}\d+ ms/, '  ·  N ms');
    assertGolden(join(import.meta.dirname, 'refusal.golden.txt'), text);
  });

  it('no exchange holds the token or the secret', async () => {
    const { exchanges } = await run(
      `${company}GET /rest/v1.0/me\n\n###\n# @name pair\nPOST /oauth/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=simulator-client-id&client_secret=${'not-the-secret'}\n\n###\nGET /oauth/token/info\n`,
    );
    equal(exchanges[0]?.response?.status, 200);
    equal(exchanges[1]?.response?.status, 401);
    equal(exchanges[2]?.response?.status, 200);
    match(JSON.stringify(exchanges), /Bearer \*\*\*/);
    equal(/Bearer (?!\*)/.test(JSON.stringify(exchanges)), false);
  });
});

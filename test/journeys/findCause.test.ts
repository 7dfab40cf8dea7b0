import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { outOfBandRedirectUri } from '../../src/procore/redirectUris.ts';
import { accessToken, type GetToken } from '../../src/runner/accessToken.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { FoundCause } from '../../src/runner/findCause.ts';
import type { SentRecord } from '../../src/runner/history/sentRecord.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { type Simulated, withSimulator } from '../support/simulated.ts';

interface Found extends FoundCause {
  readonly exchange: Exchange;
  /** The checks as `status path`. */
  readonly asked: readonly string[];
  readonly first: string | undefined;
  readonly cause: string;
}

interface Options {
  readonly simulator?: SimulatorOptions;
  /** Login of a person; default: the service account. */
  readonly as?: string;
  /** Switched on once the request has failed. */
  readonly faultAfter?: string;
  readonly faultFirst?: string;
  readonly stopAfter?: number;
}

/** Sends the request of a text, then finds the cause. */
async function findCause(text: string, options: Options = {}): Promise<Found> {
  const found: Found[] = [];
  await withSimulator({ spikeLimit: 0, ...options.simulator }, async simulated => {
    const { environment, clock } = simulated;
    const getToken = options.as === undefined ? simulated.getToken : await tokenOf(simulated, options.as);
    const runner = createRunner({
      clock,
      random: () => 0,
      getToken,
      catalog: loadBundledCatalog,
      readBodyFile: () => Promise.reject(new Error('no files here')),
      confirmSend: () => Promise.resolve(true),
    });
    const records: SentRecord[] = [];
    const file = parseHttpFile(text);
    const [request] = file.requests;
    ok(request);
    const signal = new AbortController().signal;
    const job = {
      file,
      fileName: 'a.http',
      request,
      environment,
      environments: [environment],
      values: { overrides: {}, host: {}, processEnv: {} },
      allPages: false,
      timeoutMs: undefined,
      onRecord: (record: SentRecord) => records.push(record),
    };
    if (options.faultFirst) await simulated.fault(options.faultFirst, 'once');
    const exchange = await runner.run(job, signal);
    if (options.faultAfter) await simulated.fault(options.faultAfter, 'on');
    const [record] = records;
    ok(record);
    const stop = new AbortController();
    const cause = await runner.findCause(
      {
        exchange,
        context: record.context,
        sentBody: record.sentBody,
        environment,
        environments: [environment],
        timeoutMs: undefined,
        onCheck: (_followUp, number) => {
          if (options.stopAfter !== undefined && number > options.stopAfter) stop.abort();
        },
      },
      stop.signal,
    );
    await runner.close();
    found.push({
      ...cause,
      exchange,
      asked: cause.answers.map(({ status, followUp }) => `${status} ${followUp.path.split('&')[0]}`),
      first: cause.diagnoses[0]?.id,
      cause: cause.diagnoses[0]?.cause ?? '',
    });
  });
  const [one] = found;
  ok(one);
  return one;
}

/** Signs a person in at the simulator's own page. */
async function tokenOf({ running, environment }: Simulated, login: string): Promise<GetToken> {
  const state = (await (await fetch(`${running.url}/_simulator/state`)).json()) as {
    readonly users: readonly { readonly id: number; readonly login: string }[];
  };
  const user = state.users.find(each => each.login === login);
  ok(user, login);
  const app = { client_id: running.clientId, redirect_uri: outOfBandRedirectUri };
  const allowed = await fetch(`${running.url}/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ ...app, response_type: 'code', user_id: String(user.id), decision: 'allow' }),
    redirect: 'manual',
  });
  const code = allowed.headers.get('location')?.split('/').at(-1) ?? '';
  const answer = await fetch(`${running.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...app,
      grant_type: 'authorization_code',
      client_secret: running.clientSecret,
      code,
    }),
  });
  const { access_token } = (await answer.json()) as { readonly access_token: string };
  const token = accessToken(access_token, {
    environment: environment.name,
    account: login,
    grant: 'authorization_code',
    expiresAt: undefined,
  });
  return () => Promise.resolve(token);
}

const company = '# @company 4264807\n';
const sam = 'sam.okafor@harborpine.example';
const architect = 'test.architect@harborpine.example';

describe('Find the cause of a 403', () => {
  it('a tool that is off, by one check', async () => {
    const { exchange, first, cause, asked, diagnoses } = await findCause(
      `${company}GET /rest/v1.1/punch_items?project_id=310533`,
    );
    equal(exchange.response?.status, 403);
    equal(exchange.diagnoses[0]?.id, 'permission-insufficient');
    equal(first, 'tool-disabled');
    deepEqual(asked, ['200 /rest/v1.0/tools?project_id=310533']);
    match(
      cause,
      /Checked: GET \/rest\/v1\.0\/tools\?project_id=310533 answered 200: Punch List is turned off\.$/,
    );
    ok(diagnoses.every(({ actions }) => actions.every(({ kind }) => kind !== 'findCause')));
  });

  it('a level that is too low, by one check', async () => {
    const { first, cause, asked } = await findCause(
      `${company}GET /rest/v1.0/budget_views?project_id=310481`,
      { as: sam },
    );
    equal(first, 'permission-insufficient');
    deepEqual(asked, ['200 /rest/v1.0/tools?project_id=310481']);
    match(cause, /has the level None in Budget, which is not enough for GET/);
    match(cause, /Budget is on, and the account's level there is None\.$/);
  });

  it('a write of somebody who may only read', async () => {
    const { first, cause } = await findCause(
      `${company}POST /rest/v1.0/projects/310512/rfis\nContent-Type: application/json\n\n{"rfi":{"subject":"x"}}`,
      { as: architect },
    );
    equal(first, 'permission-insufficient');
    match(cause, /has the level Read-only in RFIs, which is not enough for POST/);
  });

  it('a project that the person is not in', async () => {
    const { first, cause, diagnoses } = await findCause(`${company}GET /rest/v1.0/projects/310547/rfis`, {
      as: sam,
    });
    equal(first, 'outside-access-scope');
    match(cause, /^Project 310547 is not among the projects that this account gets listed\./);
    match(cause, /project 310547 is not among the projects of company 4264807 that this account sees/);
    match(diagnoses[0]?.remedies[0] ?? '', /added to the directory of project 310547/);
  });

  it('a project that is not permitted for the service account', async () => {
    const { first, diagnoses } = await findCause(`${company}GET /rest/v1.0/projects/310547/rfis`);
    equal(first, 'outside-access-scope');
    match(diagnoses[0]?.remedies[0] ?? '', /add project 310547 to the permitted projects of the app/);
  });

  it('an app that is not connected: the answer says so itself, and nothing is asked', async () => {
    const { first, asked } = await findCause('# @company 4264811\nGET /rest/v1.0/projects/310560/rfis');
    equal(first, 'app-not-connected');
    deepEqual(asked, []);
  });

  it('an app that only the checks are told of', async () => {
    const { first, cause } = await findCause(`${company}GET /rest/v1.0/projects/310512/rfis`, {
      faultFirst: 'permission-insufficient',
      faultAfter: 'app-not-connected',
    });
    equal(first, 'app-not-connected');
    match(cause, /answered 403: "App is not connected to this company\."/);
  });

  it('a company that the account is not in', async () => {
    const { first, cause, diagnoses } = await findCause(
      '# @company 4264815\nGET /rest/v1.0/companies/4264815/users',
      { as: sam },
    );
    equal(first, 'outside-access-scope');
    equal(diagnoses[0]?.title, 'The company is outside what this account may see');
    match(cause, /the account sees 2 companies, not with company 4264815/);
  });

  it("levels of the company's tools where there is no project", async () => {
    const { first, cause, asked } = await findCause(
      `${company}POST /rest/v1.0/vendors\nContent-Type: application/json\n\n{"company_id":4264807,"vendor":{"name":"x"}}`,
      { as: architect },
    );
    equal(first, 'permission-insufficient');
    ok(asked.includes('200 /rest/v1.0/settings/permissions?company_id=4264807'), asked.join());
    match(cause, /level Read-only in Directory/);
  });
});

describe('Find the cause of a 404', () => {
  it('a tool that is off', async () => {
    const { exchange, first } = await findCause(`${company}GET /rest/v1.1/punch_items?project_id=310533`, {
      simulator: { faults: ['tool-disabled-404'] },
    });
    equal(exchange.response?.status, 404);
    equal(first, 'tool-disabled');
  });

  it('a project of another company', async () => {
    const { first, cause, diagnoses, asked } = await findCause(
      `${company}GET /rest/v1.0/projects/562949954728542/rfis`,
      { as: sam },
    );
    equal(first, 'outside-access-scope');
    equal(diagnoses[0]?.title, 'The project belongs to another company');
    match(cause, /^Project 562949954728542 is one of company 562949953443325 \(Northgate Construction\)/);
    equal(asked.at(-1), '200 /rest/v1.1/projects?company_id=562949953443325');
    match(diagnoses[0]?.remedies[0] ?? '', /# @company 562949953443325/);
  });

  it('a project that there is nowhere', async () => {
    const { first, cause } = await findCause(`${company}GET /rest/v1.0/projects/999/rfis`, { as: sam });
    equal(first, 'outside-access-scope');
    match(cause, /^Project 999 is not among the projects/);
  });

  it('a record that is hidden or not there, in a list that can be read', async () => {
    const { first, cause, asked } = await findCause(
      `${company}GET /rest/v1.0/projects/310533/rfis/712172000`,
      {
        as: sam,
      },
    );
    equal(first, 'not-found-or-hidden');
    equal(asked.at(-1), '200 /rest/v1.0/projects/310533/rfis?filters[id]=712172000');
    match(cause, /the account can read the list, and the record is not in it/);
    match(cause, /RFIs is on, and the account's level there is Standard/);
  });

  it('a version that is not there: the catalog knows, and nothing is asked', async () => {
    const { first, asked } = await findCause(`${company}GET /rest/v2.0/projects/310512/rfis`);
    equal(first, 'wrong-version-or-path');
    deepEqual(asked, []);
  });
});

describe('Find the cause of a 401', () => {
  it('asks the login host, and who it is', async () => {
    const { first, cause, asked } = await findCause(`${company}GET /rest/v1.0/projects/310512/rfis`, {
      simulator: { faults: ['access-token-invalid'] },
    });
    equal(first, 'access-token-invalid');
    deepEqual(asked, ['200 /oauth/token/info', '401 /rest/v1.0/me']);
    match(cause, /the login host takes the token, for another 90 minutes\./);
  });
});

describe('Find the cause', () => {
  it('shows no token and keeps what was read when it is stopped', async () => {
    const { stopped, answers, cause, diagnoses } = await findCause(
      `${company}GET /rest/v1.0/projects/310547/rfis`,
      { as: sam, stopAfter: 1 },
    );
    equal(stopped, true);
    equal(answers.length, 1);
    match(cause, /Checked: GET \/rest\/v1\.0\/tools\?project_id=310547 answered 403/);
    doesNotMatch(JSON.stringify(diagnoses), /eyJ/);
  });

  it('takes refusals and outages of the checks for what they are', async () => {
    const { first, cause } = await findCause(`${company}GET /rest/v1.0/projects/310512/rfis`, {
      faultFirst: 'permission-insufficient',
      faultAfter: 'bad-gateway',
    });
    equal(first, 'permission-insufficient');
    match(cause, /answered 502/);
  });

  it('asks nothing for a request with a token of its own, whose account nobody knows', async () => {
    const { asked } = await findCause(
      `${company}GET /rest/v1.1/punch_items?project_id=310533\nAuthorization: Bearer {{mine}}\n\n###\n@mine = abc`,
    );
    deepEqual(asked, []);
  });
});

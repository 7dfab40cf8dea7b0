import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { outOfBandRedirectUri, redirectPorts, redirectUri } from '../../src/procore/redirectUris.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import type { DirectoryUser } from '../../src/simulator/records/directory.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';

const origin = 'http://localhost:4780';

/** The first registered redirect address of ours. */
export const callback = redirectUri(redirectPorts[0] ?? 0);

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; `undefined` where it is none. */
  readonly json: unknown;
}

export interface CallOptions {
  /** A login's first part, e.g. `ana`; or a whole `Authorization` header in `headers`. */
  readonly as?: string;
  readonly company?: string | number | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
}

/** A simulator without a network, on a clock that stands still. */
export interface SimulatorClient {
  readonly simulator: Simulator;
  readonly clock: { now: number };
  /** Milliseconds asked to wait. */
  readonly slept: readonly number[];
  /** A plain request. */
  send(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** An API call as somebody (default `ana`) in the main company, unless `company` says otherwise. */
  api(target: string, options?: CallOptions): Promise<Answer>;
  /** A form to the token endpoint, client id and secret added. */
  token(fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** Signs in by the page's form and gives the code. */
  code(login: string, fields?: Readonly<Record<string, string>>): Promise<string>;
  /** The token answer of a whole sign-in. */
  signIn(login: string): Promise<Tokens>;
  user(login: string): DirectoryUser;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly created_at: number;
}

/** A user's login begins with `login`. Limits are off unless asked for. */
export async function openSimulator(options: SimulatorOptions = {}): Promise<SimulatorClient> {
  const clock = { now: Date.UTC(2026, 10, 22, 9) };
  const slept: number[] = [];
  const simulator = createSimulator(
    {
      spikeLimit: 0,
      hourlyLimit: 0,
      now: () => clock.now,
      sleep: async milliseconds => {
        slept.push(milliseconds);
      },
      ...options,
    },
    await loadBundledCatalog(),
  );
  const mainCompany = simulator.records.companies[0]?.id ?? 0;
  const tokens = new Map<string, string>();

  const client: SimulatorClient = {
    simulator,
    clock,
    slept,
    async send(method, path, { headers = {}, body } = {}) {
      const isJson =
        body !== undefined && (body === null || Object.getPrototypeOf(body) === Object.prototype);
      const request = new Request(origin + path, {
        method,
        headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(body === undefined
          ? {}
          : { body: isJson ? JSON.stringify(body) : (body as string | URLSearchParams | FormData) }),
      });
      return readAnswer(await simulator.fetch(request));
    },
    async api(target, { as = 'ana', company = mainCompany, headers = {}, body } = {}) {
      const [method = '', path = ''] = target.split(' ');
      const token =
        tokens.get(as) ?? (as === 'dmsa' ? await dmsaToken() : (await client.signIn(as)).access_token);
      tokens.set(as, token);
      return client.send(method, path, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(company === null ? {} : { 'procore-company-id': String(company) }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
    },
    token: fields =>
      client.send('POST', '/oauth/token', {
        body: new URLSearchParams({
          client_id: simulator.clientId,
          client_secret: simulator.clientSecret,
          ...fields,
        }),
      }),
    async code(login, fields = {}) {
      const answer = await client.send('POST', '/oauth/authorize', {
        body: new URLSearchParams({
          client_id: simulator.clientId,
          redirect_uri: callback,
          response_type: 'code',
          user_id: String(client.user(login).id),
          decision: 'allow',
          ...fields,
        }),
      });
      const location = answer.headers.get('location') ?? '';
      const outOfBand = fields['redirect_uri'] === outOfBandRedirectUri;
      return outOfBand
        ? location.slice('authorize/'.length)
        : (new URL(location).searchParams.get('code') ?? '');
    },
    async signIn(login) {
      const code = await client.code(login);
      const answer = await client.token({ grant_type: 'authorization_code', code, redirect_uri: callback });
      return answer.json as Tokens;
    },
    user(login) {
      const found = simulator.records.users.find(user => user.login.startsWith(login));
      if (found === undefined) throw new Error(`No user ${login} in the seed data.`);
      return found;
    },
  };

  async function dmsaToken(): Promise<string> {
    return ((await client.token({ grant_type: 'client_credentials' })).json as Tokens).access_token;
  }

  return client;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

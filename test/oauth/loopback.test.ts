import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { authorizationUrl, createState } from '../../src/oauth/authorization.ts';
import { OAuthError } from '../../src/oauth/errors.ts';
import { type LoopbackSignIn, signInByLoopback } from '../../src/oauth/loopback.ts';
import { secret } from '../../src/oauth/secret.ts';
import { authorizationCodeGrantRequest, processAuthorizationCodeResponse } from '../../src/oauth/tokens.ts';
import { redirectPorts } from '../../src/procore/redirectUris.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { openSimulated } from './simulated.ts';

/** A sign-in whose browser is `browse`; it runs on any free port and its time stands still. */
function signIn(
  browse: (redirectUri: string) => Promise<unknown>,
  changes: Partial<LoopbackSignIn<string>> = {},
) {
  const clock = fakeClock();
  const result = signInByLoopback({
    ports: [0],
    state: secret('st4te'),
    sleep: clock.sleep,
    timeoutMs: 600_000,
    signal: new AbortController().signal,
    open: async uri => {
      void browse(uri);
    },
    complete: async code => `session of ${code.reveal()}`,
    ...changes,
  });
  return { result, clock };
}

async function get(uri: string, init: RequestInit = {}) {
  const response = await fetch(uri, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function takePort(host: string, port = 0): Promise<{ port: number; server: Server }> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

/** The loopback addresses that this machine has. */
function loopbackHosts(): readonly string[] {
  const own = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
  const hasIpv6 = own.some(({ address }) => address === '::1');
  return hasIpv6 ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'];
}

const isClosed = (uri: string) => assert.rejects(fetch(uri), TypeError);

describe('a sign-in over this machine', () => {
  it('brings the session, and the page says so in words only', async () => {
    let answer: ReturnType<typeof get> | undefined;
    let uri = '';
    const { result } = signIn(redirectUri => {
      uri = redirectUri;
      answer = get(`${redirectUri}?code=c0de&state=st4te`);
      return answer;
    });
    assert.equal(await result, 'session of c0de');
    const page = await answer;
    await isClosed(uri);
    assert.match(uri, /^http:\/\/localhost:\d+\/callback$/);
    assert.equal(page?.status, 200);
    assert.match(page?.text ?? '', /You are signed in[\s\S]*return to VS Code/);
    assert.ok(!/src=|href=|<script|url\(|c0de|st4te/.test(page?.text ?? ''));
    assert.match(page?.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(page?.headers.get('cache-control'), 'no-store');
  });

  for (const host of loopbackHosts())
    it(`listens on ${host}`, async () => {
      const { port, server } = await takePort(host.replaceAll(/[[\]]/g, ''));
      server.close();
      const { result } = signIn(uri => get(`${uri.replace('localhost', host)}?code=c0de&state=st4te`), {
        ports: [port],
      });
      assert.equal(await result, 'session of c0de');
    });

  it('answers what is not its callback and goes on waiting', async () => {
    const statuses: unknown[] = [];
    const { result } = signIn(async uri => {
      const origin = new URL(uri).origin;
      statuses.push((await get(`${uri}?code=evil&state=other`)).status);
      statuses.push((await get(`${uri}?code=evil`)).status);
      statuses.push((await get(`${uri}?error=access_denied`)).status);
      statuses.push((await get(`${origin}/favicon.ico`)).status);
      statuses.push((await get(`${origin}/callback/?code=evil&state=st4te`)).status);
      statuses.push((await get(`${uri}?code=evil&state=st4te`, { method: 'POST' })).status);
      await get(`${uri}?code=c0de&state=st4te`);
    });
    assert.equal(await result, 'session of c0de');
    assert.deepEqual(statuses, [400, 400, 400, 404, 404, 405]);
  });

  it('uses the code once, however often the page is loaded', async () => {
    let completions = 0;
    const { result } = signIn(
      uri => Promise.all([1, 2, 3].map(() => get(`${uri}?code=c0de&state=st4te`).catch(() => undefined))),
      {
        complete: async () => {
          completions += 1;
          await delay(5);
          return 'session';
        },
      },
    );
    assert.equal(await result, 'session');
    assert.equal(completions, 1);
  });

  it('fails when the person denies, and the page says how to go on', async () => {
    let page: ReturnType<typeof get> | undefined;
    const { result } = signIn(uri => {
      page = get(`${uri}?error=access_denied&state=st4te`);
      return page;
    });
    await assert.rejects(result, { code: 'access-denied' });
    assert.match((await page)?.text ?? '', /You are not signed in[\s\S]*Start it again and choose Allow/);
  });

  it('shows on the page what the login host said to the code', async () => {
    let page: ReturnType<typeof get> | undefined;
    const { result } = signIn(
      uri => {
        page = get(`${uri}?code=c0de&state=st4te`);
        return page;
      },
      {
        complete: async () => {
          throw new OAuthError('refused', 'The code is <old>.');
        },
      },
    );
    await assert.rejects(result, { code: 'refused' });
    assert.ok((await page)?.text.includes('The code is &lt;old&gt;.'));
  });

  it('gives up after its time, and closes', async () => {
    let uri = '';
    const { result, clock } = signIn(async redirectUri => {
      uri = redirectUri;
      await delay(1);
      clock.advance(600_000);
    });
    await assert.rejects(result, { code: 'sign-in-timed-out', message: /within 10 minutes/ });
    await isClosed(uri);
  });

  it('stops when it is cancelled, with somebody still connected', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    let uri = '';
    const { result } = signIn(
      async redirectUri => {
        uri = redirectUri;
        const socket = connect(Number(new URL(redirectUri).port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.once('connect', () => controller.abort(reason));
      },
      { signal: controller.signal },
    );
    await assert.rejects(result, reason);
    await isClosed(uri);
  });

  it('does not start when it was cancelled before', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    let opened = false;
    const open = async () => {
      opened = true;
    };
    await assert.rejects(signIn(async () => undefined, { signal, open }).result, /cancelled/);
    assert.ok(!opened);
  });

  it('fails when no browser can be opened', async () => {
    const open = async () => {
      throw new Error('no browser');
    };
    await assert.rejects(signIn(async () => undefined, { open }).result, /no browser/);
  });

  it('takes the next port where one is busy on either address', async () => {
    const first = await takePort('127.0.0.1');
    const second = await takePort('::1').catch(() => takePort('127.0.0.1'));
    const free = await takePort('127.0.0.1');
    free.server.close();
    let used = '';
    const { result } = signIn(
      uri => {
        used = uri;
        return get(`${uri}?code=c0de&state=st4te`);
      },
      { ports: [first.port, second.port, free.port] },
    );
    await result;
    assert.equal(used, `http://localhost:${free.port}/callback`);
    first.server.close();
    second.server.close();
  });

  it('says which ports are busy, and what else to do', async () => {
    const { port, server } = await takePort('127.0.0.1');
    const { result } = signIn(async () => undefined, { ports: [port, port] });
    await assert.rejects(result, (error: unknown) => {
      assert.ok(error instanceof OAuthError && error.code === 'ports-busy');
      assert.ok(error.message.includes(`${port}, ${port}`) && /pasting the code/.test(error.message));
      return true;
    });
    server.close();
  });
});

describe('a sign-in at the simulator', () => {
  /** What a person does on the login page. */
  async function click(
    loginPage: string,
    server: Awaited<ReturnType<typeof openSimulated>>['server'],
    decision: string,
  ) {
    const body = new URLSearchParams(new URL(loginPage).searchParams);
    body.set('user_id', String(server.user('ana').id));
    body.set('decision', decision);
    const answer = await server.send('POST', '/oauth/authorize', { body });
    return get(answer.headers.get('location') ?? '');
  }

  async function whole(decision: string, beforeCode: (clock: { now: number }) => void = () => undefined) {
    const { environment, client, server, transport } = await openSimulated();
    const state = createState(randomBytes);
    return signInByLoopback({
      ports: redirectPorts,
      state,
      sleep: fakeClock().sleep,
      timeoutMs: 600_000,
      signal: new AbortController().signal,
      open: async redirectUri => {
        const page = authorizationUrl(environment, { clientId: client.clientId, redirectUri, state });
        void click(page, server, decision);
      },
      complete: async (code, redirectUri) => {
        beforeCode(server.clock);
        return processAuthorizationCodeResponse(
          await authorizationCodeGrantRequest(environment, client, { code, redirectUri }, { transport }),
          server.clock.now,
        );
      },
    });
  }

  it('ends with tokens when the person allows', async () => {
    assert.ok((await whole('allow')).refreshToken);
  });

  it('ends with a sentence when the person denies', async () => {
    await assert.rejects(whole('deny'), { code: 'access-denied' });
  });

  it('ends with a sentence when the code is older than ten minutes', async () => {
    const late = whole('allow', clock => {
      clock.now += 11 * 60_000;
    });
    await assert.rejects(late, {
      error: 'invalid_grant',
      message: /older than 10 minutes.*Start the sign-in again/,
    });
  });
});

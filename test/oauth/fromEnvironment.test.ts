import assert from 'node:assert/strict';
import { signInFromEnvironment } from '../../src/oauth/fromEnvironment.ts';
import { never, openSimulated } from './simulated.ts';

async function signIn(env: Readonly<Record<string, string>>) {
  const simulated = await openSimulated();
  const { environment, transport, server, sent } = simulated;
  const getToken = signInFromEnvironment({ env, environment, transport, now: () => server.clock.now });
  return { getToken, server, sent, name: environment.name };
}

const app = {
  PROCORE_CLIENT_ID: 'simulator-client-id',
  PROCORE_CLIENT_SECRET: 'simulator-client-secret',
};

describe('signing in from the environment variables', () => {
  it('is not possible where none is set', async () => {
    assert.equal((await signIn({ PROCORE_CLIENT_ID: ' ' })).getToken, undefined);
  });

  for (const missing of Object.keys(app))
    it(`says that ${missing} is missing`, async () => {
      await assert.rejects(signIn({ ...app, [missing]: '' }), {
        code: 'credentials-missing',
        message: new RegExp(`${missing} is not`),
      });
    });

  it('uses an access token as it is, and has no other when it is rejected', async () => {
    const { getToken = assert.fail(), sent, name } = await signIn({ ...app, PROCORE_ACCESS_TOKEN: 't0ken' });
    const token = await getToken(name, { signal: never });
    assert.equal(token?.reveal(), 't0ken');
    assert.equal(token?.grant, 'access_token');
    assert.equal(token && (await getToken(name, { rejected: token, signal: never })), undefined);
    assert.deepEqual(sent, []);
  });

  it('asks once with client credentials, and again when the token is used up or rejected', async () => {
    const { getToken = assert.fail(), sent, name, server } = await signIn(app);
    const [token = assert.fail(), same] = await Promise.all([
      getToken(name, { signal: never }),
      getToken(name, { signal: never }),
    ]);
    assert.equal(same?.reveal(), token.reveal());
    assert.equal(sent.length, 1);
    server.clock.now += 89.5 * 60_000;
    const next = (await getToken(name, { signal: never })) ?? assert.fail();
    assert.notEqual(next.reveal(), token.reveal());
    await getToken(name, { rejected: next, signal: never });
    assert.equal(sent.length, 3);
  });

  it('takes the word Bearer off an access token', async () => {
    const { getToken = assert.fail(), name } = await signIn({ PROCORE_ACCESS_TOKEN: 'Bearer t0ken' });
    assert.equal((await getToken(name, { signal: never }))?.reveal(), 't0ken');
  });

  it('says that an access token cannot be one, without it', async () => {
    for (const text of ['two words', 'two\nlines', 'tökén'])
      await assert.rejects(signIn({ PROCORE_ACCESS_TOKEN: text }), (error: Error) => {
        assert.match(error.message, /PROCORE_ACCESS_TOKEN holds .* Set it to the token alone/);
        return !error.message.includes(text);
      });
  });

  it('does not hold whoever gives up, while the login host does not answer', async () => {
    const { environment } = await openSimulated();
    const signals: AbortSignal[] = [];
    const transport = (_url: string, { signal }: { readonly signal: AbortSignal }) => {
      signals.push(signal);
      return new Promise<never>(() => undefined);
    };
    const getToken = signInFromEnvironment({ env: app, environment, transport, now: () => 0 });
    const [first, second] = [new AbortController(), new AbortController()];
    const [one, two] = [first, second].map(({ signal }) => getToken?.(environment.name, { signal }));
    first.abort(new Error('gave up'));
    await assert.rejects(one ?? assert.fail(), /gave up/);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false],
    );
    second.abort(new Error('gave up, too'));
    await assert.rejects(two ?? assert.fail(), /gave up, too/);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });

  it('gives no token to another environment', async () => {
    const { getToken = assert.fail(), sent } = await signIn(app);
    assert.equal(await getToken('production', { signal: never }), undefined);
    assert.deepEqual(sent, []);
  });

  it('says what is wrong with the credentials, each time', async () => {
    const { getToken = assert.fail(), name } = await signIn({ ...app, PROCORE_CLIENT_SECRET: 'wr0ng' });
    for (let time = 0; time < 2; time++)
      await assert.rejects(getToken(name, { signal: never }), {
        error: 'invalid_client',
        message: /localhost:4780: The client id or the client secret is not accepted\. Check/,
      });
  });
});

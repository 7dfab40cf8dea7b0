import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { signInByLoopback } from '../../../src/oauth/loopback.ts';
import { secret } from '../../../src/oauth/secret.ts';
import { type Editor, openEditor } from './openEditor.ts';

/**
 * Each error that Procore's OAuth endpoints are known to send, by where it arrives, and what the person
 * reads: what happened, and what to do next. The texts of the server never decide.
 */
const refusals: readonly (readonly [error: string, status: number, happened: RegExp, next: RegExp])[] = [
  ['invalid_grant', 400, /code was already used, is older than 10 minutes/, /Start the sign-in again/],
  ['invalid_client', 401, /client id or the client secret is not accepted/, /Check both against your app/],
  ['invalid_request', 400, /found the request incomplete/, /Check client id/],
  ['unsupported_grant_type', 400, /does not know this way/, /Check the login host/],
  ['unauthorized_client', 400, /may not sign in this way/, /Check its settings/],
  ['invalid_redirect_uri', 400, /redirect address is not registered/, /Register it in the Procore/],
  ['invalid_token', 401, /expired, revoked or from another/, /Sign in again/],
  ['invented_tomorrow', 400, /refused the request/, /Check the client id/],
];

const redirects: readonly (readonly [error: string, happened: RegExp, next: RegExp])[] = [
  ['access_denied', /was denied on the login page/, /choose Allow/],
  ['unsupported_response_type', /does not hand out authorization codes/, /check the login host/],
  ['unauthorized_client', /may not sign people in/, /check its grant types/],
  ['invalid_request', /refused the sign-in/, /Check the client id and the redirect address/],
  ['server_error', /problem of its own/, /wait a little/],
];

describe('An error of the login host', () => {
  let editor: Editor | undefined;

  afterEach(async () => {
    await editor?.close();
    editor = undefined;
  });

  async function messageOf(
    instead: (path: string) => Response | undefined,
    command = 'procore.signIn',
  ): Promise<string> {
    let refuses = command === 'procore.signIn';
    editor = await openEditor({ instead: path => (refuses ? instead(path) : undefined) });
    if (!refuses) await editor.command('procore.signIn');
    refuses = true;
    await editor.command(command);
    const messages = editor.desk.seen.filter(({ sink }) => sink === 'message');
    assert.equal(messages.length, 1);
    return messages[0]?.text ?? '';
  }

  const refusal = (error: string, status: number) =>
    Response.json({ error, error_description: 'Ein Satz.' }, { status });

  for (const [error, status, happened, next] of refusals)
    it(`${error} at the token endpoint reaches the person, with what to do`, async () => {
      const text = await messageOf(path => (path === '/oauth/token' ? refusal(error, status) : undefined));
      for (const part of [happened, next, /Try Again$/]) assert.match(text, part);
      assert.ok(text.includes(`(${error})`));
    });

  for (const [error, happened, next] of redirects)
    it(`${error} on the way back reaches the person, with what to do`, async () => {
      editor = await openEditor();
      editor.desk.answer = {
        ...editor.desk.answer,
        message: () => undefined,
        open(address) {
          const { searchParams } = new URL(address);
          const query = new URLSearchParams({ error, state: searchParams.get('state') ?? '' });
          void fetch(`${searchParams.get('redirect_uri')}?${query}`);
        },
      };
      await editor.command('procore.signIn');
      const { text = '' } = editor.desk.seen.find(({ sink }) => sink === 'message') ?? {};
      for (const part of [happened, next]) assert.match(text, part);
    });

  it('on a page that never comes back is named when the time is up', async () => {
    const never = new AbortController().signal;
    const signIn = signInByLoopback({
      ports: [0],
      state: secret('st4te'),
      sleep: () => turn(),
      timeoutMs: 600_000,
      signal: never,
      open: async () => undefined,
      complete: async () => undefined,
    });
    await assert.rejects(signIn, {
      code: 'sign-in-timed-out',
      message: /did not come back within 10 minutes\. Start.*redirect address, register the address/,
    });
  });

  for (const sentence of [
    'The access token is invalid',
    'The access token expired',
    'The access token was revoked',
  ])
    it(`invalid_token for a bearer token says the same whatever the sentence: ${sentence}`, async () => {
      const text = await messageOf(
        path =>
          path === '/oauth/token/info'
            ? Response.json({ error: 'invalid_token', error_description: sentence }, { status: 401 })
            : undefined,
        'procore.showTokenInfo',
      );
      assert.match(text, /access token is expired, revoked or from another environment\. Sign in again/);
      assert.ok(!text.includes(sentence));
    });

  for (const [what, answer, next] of [
    ['a gateway page', () => new Response('<h1>Bad Gateway</h1>', { status: 502 }), /Wait a little/],
    ['429', () => new Response('Too Many Requests', { status: 429 }), /Wait a minute/],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: '/x' } }),
      /Check the login host/,
    ],
    ['half an answer', () => new Response('{"access_tok'), /Check the login host|Try again/],
  ] as const)
    it(`${what} instead of tokens reaches the person, with what to do`, async () => {
      const text = await messageOf(path => (path === '/oauth/token' ? answer() : undefined));
      assert.match(text, next);
      assert.doesNotMatch(text, /Bad Gateway|access_tok/);
    });
});

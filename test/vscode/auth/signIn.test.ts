import assert from 'node:assert/strict';
import path from 'node:path';
import { createHistoryFiles } from '../../../src/vscode/history/historyFiles.ts';
import { freePort } from '../../support/freePort.ts';
import { type Editor, openEditor, willing } from './openEditor.ts';

const never = new AbortController().signal;

describe('Signing in, in an editor', () => {
  let editor: Editor;

  beforeEach(async function () {
    this.timeout(60_000);
    editor = await openEditor();
  });

  afterEach(() => editor.close());

  const messages = () => editor.desk.seen.filter(({ sink }) => sink === 'message').map(({ text }) => text);
  const statuses = () => editor.desk.seen.filter(({ sink }) => sink === 'status').map(({ text }) => text);
  const token = () => editor.authentication.getTokenOrSignIn('staging', { signal: never });
  const lastOpened = () => new URL(editor.desk.opened.at(-1) ?? assert.fail('nothing was opened'));

  async function until(holds: () => boolean) {
    for (let turn = 0; turn < 5000 && !holds(); turn++) await new Promise(resolve => setTimeout(resolve, 5));
    assert.ok(holds(), holds.toString());
  }

  const stored = () =>
    [...editor.secrets].flatMap(([key, text]) =>
      key.startsWith('procore.session.') ? [[key, JSON.parse(text)] as const] : [],
    );
  /** As if the clock had gone on. */
  function expireHere() {
    for (const [key, record] of stored())
      editor.secrets.set(
        key,
        JSON.stringify({ ...record, tokens: { ...record.tokens, expiresAt: Date.now() - 1000 } }),
      );
  }
  const lastStoredToken = async () => stored().at(-1)?.[1].tokens.accessToken;

  it('sends a proof key only where the setting says so, and it holds', async () => {
    await editor.command('procore.signIn');
    assert.equal(lastOpened().searchParams.get('code_challenge'), null);
    await editor.command('procore.signOut');
    await fetch(`${editor.simulator.url}/_simulator/faults/pkce-strict`, {
      method: 'POST',
      body: new URLSearchParams({ mode: 'on' }),
    });
    editor.desk.settings.set('procore.signIn.pkce', true);
    await editor.command('procore.signIn');
    assert.equal(lastOpened().searchParams.get('code_challenge_method'), 'S256');
    assert.equal(statuses().length, 2);
  });

  it('comes back to the ports of the user, whatever a workspace says', async () => {
    const port = await freePort();
    editor.desk.settings.set('procore.signIn.redirectPorts', [port]);
    editor.desk.workspaceSettings.set('procore.signIn.redirectPorts', [1]);
    editor.desk.workspaceSettings.set('procore.environments', []);
    editor.desk.answer = { ...editor.desk.answer, open: () => undefined };
    const first = editor.command('procore.signIn');
    await until(() => editor.desk.opened.length === 1);
    assert.equal(lastOpened().searchParams.get('redirect_uri'), `http://localhost:${port}/callback`);
    editor.desk.settings.delete('procore.signIn.redirectPorts');
    editor.desk.answer = willing(editor.simulator);
    await editor.command('procore.signIn');
    await first;
  });

  it('is cancelled by a second attempt, without a complaint', async () => {
    editor.desk.answer = { ...editor.desk.answer, open: () => undefined };
    const first = editor.command('procore.signIn');
    await until(() => editor.desk.opened.length === 1);
    editor.desk.answer = willing(editor.simulator);
    await editor.command('procore.signIn');
    await first;
    assert.equal(statuses().length, 1);
    assert.deepEqual(messages(), []);
  });

  it('puts a box of the first attempt away, too', async () => {
    editor.desk.answer = {};
    const first = editor.command('procore.signIn');
    await until(() => editor.desk.seen.some(({ sink }) => sink === 'input box'));
    editor.desk.answer = willing(editor.simulator);
    await editor.command('procore.signIn');
    await first;
    assert.equal(statuses().length, 1);
  });

  it('asks once for all who wait, and not for a minute after a no unless they send again', async () => {
    let asked = 0;
    editor.desk.answer = {
      ...editor.desk.answer,
      account: () => {
        asked += 1;
        return 'declined';
      },
    };
    assert.deepEqual(await Promise.all([token(), token(), token()]), [undefined, undefined, undefined]);
    assert.equal(await token(), undefined);
    assert.equal(asked, 1);
    editor.authentication.askAgain('staging');
    assert.equal(await token(), undefined);
    assert.equal(asked, 2);
    editor.desk.answer = willing(editor.simulator);
    await editor.command('procore.signIn');
    assert.match((await token())?.account ?? '', /^ana/);
  });

  it('says once that a session has ended, with one way back', async () => {
    await editor.command('procore.signIn');
    await token();
    await editor.atServer('revoke');
    editor.desk.answer = { ...editor.desk.answer, message: (_text, [first]) => first };
    const rejected = await token();
    assert.ok(rejected);
    const ask = () => editor.authentication.getToken('staging', { rejected, signal: never });
    await Promise.all([ask(), ask()]);
    await until(() => editor.desk.opened.length === 2);
    assert.deepEqual(
      messages().filter(text => text.includes('has ended')),
      [
        'The session of ana.morales@harborpine.example (Staging) has ended: Procore refused to renew it, so it was revoked there.\nSign In Again',
      ],
    );
    await until(() => editor.desk.seen.filter(({ text }) => text.startsWith('Signed in as')).length === 2);
    assert.equal((await editor.authentication.account('staging'))?.ended, undefined);
  });

  it('is named without sending anything, whatever has expired', async () => {
    await editor.command('procore.signIn');
    await token();
    expireHere();
    const before = editor.sent.length;
    assert.match((await editor.authentication.account('staging'))?.label ?? '', /^ana/);
    assert.equal(editor.sent.length, before);
    assert.equal((await token())?.reveal(), await lastStoredToken());
    assert.ok(editor.sent.length > before);
  });

  it('renews no other account than the one that a request uses', async () => {
    await editor.command('procore.signIn');
    editor.desk.answer = { ...willing(editor.simulator, 'allow', 'Sam'), account: () => 'new' };
    await editor.command('procore.signIn');
    expireHere();
    const before = editor.sent.length;
    assert.match((await token())?.account ?? '', /^sam/);
    assert.deepEqual(editor.sent.slice(before), ['/oauth/token']);
  });

  it('does not hold a request that is cancelled meanwhile', async () => {
    editor.desk.answer = { ...editor.desk.answer, open: () => undefined };
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const sending = editor.authentication.getTokenOrSignIn('staging', options);
    await until(() => editor.desk.opened.length === 1);
    controller.abort(new Error('cancelled'));
    await assert.rejects(sending, /cancelled/);
    editor.desk.answer = willing(editor.simulator);
    await editor.command('procore.signIn');
  });

  it('is asked for again where a renewal was lost and the token is refused', async () => {
    await editor.close();
    let lost = false;
    editor = await openEditor({
      instead(path) {
        if (!lost || path !== '/oauth/token') return undefined;
        // The next one is that of the sign-in, which begins as soon as the question is answered.
        lost = false;
        return new Response('', { status: 502 });
      },
    });
    await editor.command('procore.signIn');
    const rejected = await token();
    lost = true;
    const next = await editor.authentication.getTokenOrSignIn('staging', {
      signal: never,
      ...(rejected && { rejected }),
    });
    assert.ok(editor.desk.seen.some(({ text }) => /has ended: it was renewed, but/.test(text)));
    assert.ok(next && next.reveal() !== rejected?.reveal());
    assert.equal(editor.desk.opened.length, 2);
  });

  it('that fails half-way revokes the tokens that it got', async () => {
    await editor.close();
    editor = await openEditor({
      instead: path => (path === '/rest/v1.0/me' ? new Response('', { status: 503 }) : undefined),
    });
    await editor.command('procore.signIn');
    await until(() => editor.sent.includes('/oauth/revoke'));
    assert.match(messages().join('\n'), /has a problem of its own \(503\)/);
  });

  it('that died is named in the question of the editor, with why', async () => {
    await editor.command('procore.signIn');
    const rejected = await token();
    await editor.atServer('revoke');
    await editor.authentication.getTokenOrSignIn('staging', { signal: never, ...(rejected && { rejected }) });
    assert.deepEqual(messages(), [
      'Wants to sign in.\nThe session of ana.morales@harborpine.example (Staging) has ended: Procore refused to renew it, so it was revoked there.',
    ]);
  });

  it('ends here without a network, and says what stays', async () => {
    await editor.command('procore.signIn');
    await editor.simulator.close();
    await editor.command('procore.signOut');
    assert.equal(await editor.authentication.account('staging'), undefined);
    const said = messages().join('\n');
    assert.match(said, /Signed out of ana.* here\. The login host could not be told/);
    assert.match(said, /Your browser stays signed in at Procore/);
  });

  it('uses no token in Restricted Mode', async () => {
    await editor.command('procore.signIn');
    editor.desk.trusted = false;
    assert.equal(await token(), undefined);
    await editor.command('procore.showTokenInfo');
    assert.match(messages().join('\n'), /Nothing is sent in Restricted Mode/);
    assert.doesNotMatch(messages().join('\n'), /token lives/);
  });

  it('is not hindered by records that nobody can read, and leaves them alone', async () => {
    const foreign = {
      'procore.session.broken': '{"v":1,"acc',
      'procore.session.newer': '{"v":99}',
      'procore.app.staging/foreign': 'null',
      'procore.elsewhere': 'x',
    };
    for (const [key, text] of Object.entries(foreign)) editor.secrets.set(key, text);
    await editor.command('procore.signIn');
    await token();
    await editor.command('procore.signOut');
    for (const [key, text] of Object.entries(foreign)) assert.equal(editor.secrets.get(key), text, key);
    assert.match(
      editor.desk.seen.map(({ text }) => text).join('\n'),
      /session newer.*newer version|newer version.*session newer/i,
    );
  });

  it('leaves nothing behind after Erase All Local Data, here or at the server', async () => {
    await editor.command('procore.signIn');
    const old = await token();
    await editor.environments.chooseCompany('staging', { id: '1', name: 'Acme' });
    editor.secrets.set('procore.session.broken', '{');
    const [stored = ''] = await editor.storedFiles();
    const folder = path.join(stored.slice(0, stored.search(/[\\/]auth[\\/]/)), 'history', '0123456789abcdef');
    await createHistoryFiles(folder).write(0, 'kept');
    assert.ok((await editor.storedFiles()).some(file => file.endsWith('kept')));
    await editor.command('procore.eraseLocalData');
    assert.deepEqual([...editor.secrets.keys()], []);
    assert.deepEqual([...editor.globalState, ...editor.workspaceState], []);
    assert.deepEqual(await editor.storedFiles(), []);
    assert.equal((await asMe(old?.reveal() ?? '')).status, 401);
    assert.match(messages().at(-1) ?? '', /Everything is erased/);
  });

  const asMe = (bearer: string) =>
    fetch(`${editor.simulator.url}/rest/v1.0/me`, { headers: { authorization: `Bearer ${bearer}` } });
});

describe('Accounts of two environments, in an editor', () => {
  let editor: Editor;
  const title = (label: string) => label.split('@')[0];
  const account = async (name: string) => (await editor.authentication.account(name))?.label ?? 'nobody';

  beforeEach(async function () {
    this.timeout(60_000);
    editor = await openEditor();
    const [staging] = editor.desk.settings.get('procore.environments') as readonly object[];
    const second = { ...staging, name: 'second', title: 'Second', credentialsOf: 'staging' };
    editor.desk.settings.set('procore.environments', [staging, second]);
  });

  afterEach(() => editor.close());

  async function signIn(environment: string, person: string) {
    await editor.environments.activate(environment);
    editor.desk.answer = { ...willing(editor.simulator, 'allow', person), account: () => 'new' };
    await editor.command('procore.signIn');
  }

  it('are each remembered, also where the editor prefers one of the other environment', async () => {
    for (const person of ['Ana', 'Sam']) await signIn('staging', person);
    for (const person of ['Sam', 'Ana']) await signIn('second', person);
    assert.deepEqual(
      [title(await account('staging')), title(await account('second'))],
      ['sam.okafor', 'ana.morales'],
    );
    const used = await editor.authentication.getToken('staging', { signal: never });
    assert.match(used?.account ?? '', /^sam.*\(Staging\)/);
  });
});

describe('Apps, in an editor', () => {
  let editor: Editor;
  const other = {
    name: 'other',
    loginUrl: 'http://127.0.0.1:9',
    apiUrl: 'http://127.0.0.1:9',
    production: false,
  };

  beforeEach(async function () {
    this.timeout(60_000);
    editor = await openEditor();
    const [staging] = editor.desk.settings.get('procore.environments') as readonly unknown[];
    editor.desk.settings.set('procore.environments', [staging, other]);
  });

  afterEach(() => editor.close());

  const boxes = () => editor.desk.seen.filter(({ sink }) => sink === 'input box').map(({ text }) => text);
  const ids = () => [...editor.secrets.keys()].filter(key => key.startsWith('procore.app.')).sort();

  async function add(clientId: string) {
    editor.desk.answer = {
      ...willing({ clientId, clientSecret: 's3cret' }),
      pick: (_title, labels) => labels.find(label => label.includes('Add Another App')) ?? labels[0],
    };
    await editor.command('procore.changeCredentials');
  }

  it('stand side by side, and the one to sign in with is chosen', async () => {
    await editor.command('procore.signIn');
    await add('second-app');
    assert.deepEqual(ids(), ['procore.app.staging/second-app', 'procore.app.staging/staging-client-id']);
    let offered: readonly string[] = [];
    editor.desk.answer = {
      ...willing(editor.simulator),
      account: () => 'new',
      pick: (_title, labels) => {
        offered = labels;
        return 'staging-client-id';
      },
    };
    await editor.command('procore.signIn');
    assert.deepEqual(offered, ['second-app', 'staging-client-id']);
  });

  it('are asked for by scope', async () => {
    await add('second-app');
    editor.desk.answer = willing(editor.simulator);
    const scopes = ['env:staging', 'app:staging-client-id'];
    const session = await editor.getSession('procore', scopes, { createIfNone: true });
    assert.deepEqual(session.scopes, scopes);
    const ofSecond = ['env:staging', 'app:second-app'];
    assert.equal(await editor.getSession('procore', ofSecond, { silent: true }), undefined);
  });

  it('of one environment are not taken for another', async () => {
    await editor.command('procore.signIn');
    await editor.environments.activate('other');
    let tries = 0;
    editor.desk.answer = { input: () => (tries++ === 0 ? 'staging-client-id' : undefined) };
    await editor.command('procore.changeCredentials');
    assert.match(
      boxes().at(-1) ?? '',
      /is the client ID of your app for Staging\. other usually has one of its own/,
    );
    assert.deepEqual(ids(), ['procore.app.staging/staging-client-id']);
  });

  it('are checked before they are stored', async () => {
    const answers = ['staging-client-id', 'with space', 'staging-client-id', 'wr0ng', undefined];
    let asked = 0;
    editor.desk.answer = { input: () => answers[asked++] };
    await editor.command('procore.changeCredentials');
    const said = boxes().join('\n');
    assert.match(said, /without spaces.*This is the client ID\..*does not accept this pair/s);
    assert.deepEqual(ids(), []);
  });

  it('are forgotten with their sessions', async () => {
    await editor.command('procore.signIn');
    await editor.command('procore.forgetCredentials');
    assert.deepEqual(ids(), []);
    assert.equal(await editor.authentication.account('staging'), undefined);
  });
});

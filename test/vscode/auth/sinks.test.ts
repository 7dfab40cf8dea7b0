import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { hoverParts } from '../../../src/vscode/language/hoverModel.ts';
import { requestProblems } from '../../../src/vscode/language/problemModel.ts';
import { responseText } from '../../../src/vscode/responses/responseText.ts';
import type { Sink } from '../../support/editorDouble/desk.ts';
import { type Editor, openEditor, willing } from './openEditor.ts';

/** What a life with the extension leaves behind. */
interface Life {
  readonly editor: Editor;
  readonly exchanges: readonly Exchange[];
  readonly errors: readonly unknown[];
  readonly files: readonly string[];
}

const shownAt =
  (...sinks: readonly Sink[]) =>
  ({ editor }: Life) =>
    editor.desk.seen.filter(({ sink }) => sinks.includes(sink)).map(({ text }) => text);

const shown: readonly Sink[] = [
  'log',
  'message',
  'status',
  'progress',
  'input box',
  'list',
  'command',
  'clipboard',
];

const wording = { timeOf: (iso: string) => iso };

/** Every place that a secret could get to. A feature that shows or keeps something adds its own line. */
const sinks: Readonly<Record<string, (life: Life) => readonly unknown[]>> = {
  'the output channel': shownAt('log'),
  'notifications and dialogs': shownAt('message'),
  'the status bar': shownAt('status'),
  progress: shownAt('progress'),
  'the texts of input boxes': shownAt('input box'),
  lists: shownAt('list'),
  'parameters of commands and context keys': shownAt('command'),
  'the clipboard': shownAt('clipboard'),
  settings: life => [...shownAt('setting')(life), ...life.editor.desk.settings],
  'error texts': ({ errors }) =>
    errors.flatMap(error => [inspect(error, { depth: 9, showHidden: true }), (error as Error).stack]),
  globalState: ({ editor }) => [...editor.globalState],
  workspaceState: ({ editor }) => [...editor.workspaceState],
  'files under the storage folder': ({ files }) => files,
  'addresses opened in the browser': ({ editor }) => editor.desk.opened,
  exchanges: ({ exchanges }) => exchanges,
  'answer documents': ({ exchanges }) => exchanges.map(exchange => responseText(sentOf(exchange), wording)),
  problems: ({ exchanges }) => exchanges.map(requestProblems),
  hovers: ({ exchanges }) => exchanges.map(exchange => hoverParts(sentOf(exchange), destination, wording)),
};

const destination = {
  environmentTitle: 'Staging',
  host: 'h',
  withToken: true,
  account: undefined,
  company: undefined,
};

function sentOf(exchange: Exchange) {
  return {
    document: 'file:///a.http',
    key: '1',
    label: 'me',
    method: exchange.request.method,
    target: exchange.request.url,
    environmentTitle: 'Staging',
    startedAt: 0,
    progress: '',
    exchange,
  };
}

async function live(editor: Editor): Promise<Life> {
  const exchanges: Exchange[] = [];
  const errors: unknown[] = [];
  const fail = (error: unknown) => errors.push(error);
  async function send(text: string) {
    const file = parseHttpFile(text);
    const [request] = file.requests;
    assert.ok(request);
    const sending = {
      file,
      request,
      document: undefined,
      environment: editor.environments.active(),
      allPages: false,
      signal: new AbortController().signal,
    };
    exchanges.push(await editor.sender.run(sending).catch(error => assert.fail(String(error))));
  }
  const { desk, simulator } = editor;

  desk.answer = willing({ ...simulator, clientSecret: 'wr0ng-secret-0f-the-app' });
  await editor.command('procore.signIn');
  desk.answer = willing(simulator, 'deny');
  await editor.command('procore.signIn');
  desk.answer = willing(simulator);
  await editor.command('procore.changeCredentials');
  desk.settings.set('procore.signIn.pkce', true);
  await editor.command('procore.signIn');
  await send('GET /rest/v1.0/me\n');
  await editor.command('procore.showTokenInfo');
  await editor.atServer('expire');
  await send('GET /rest/v1.0/me\n');
  await send('GET /oauth/token/info\n');
  await send(
    `POST /oauth/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=${simulator.clientId}&client_secret=${simulator.clientSecret}\n`,
  );
  await send('GET /rest/v1.0/companies/1/nowhere\nAuthorization: Bearer t0ken-of-the-user-own\n');
  await editor.atServer('revoke');
  desk.answer = { ...willing(simulator), account: () => 'declined' };
  await send('GET /rest/v1.0/me\n');
  desk.answer = willing(simulator);
  await editor.command('procore.signIn');
  await editor.getSession('procore', ['env:nowhere'], { createIfNone: true }).then(undefined, fail);
  await editor.getSession('procore', ['read'], { createIfNone: true }).then(undefined, fail);
  const files = await editor.storedFiles();
  await editor.command('procore.signOut');
  await editor.command('procore.signIn');
  await editor.command('procore.forgetCredentials');
  await editor.command('procore.eraseLocalData');
  return { editor, exchanges, errors, files };
}

describe('After a whole life of sessions', () => {
  let life: Life;

  before(async function () {
    this.timeout(60_000);
    const editor = await openEditor();
    life = await live(editor);
  });

  after(() => life?.editor.close());

  it('enough has happened to look at', () => {
    const { confidential, desk } = life.editor;
    assert.ok(confidential.size >= 8, [...confidential].join(' '));
    assert.deepEqual(
      life.exchanges.map(({ response }) => response?.status),
      [200, 200, 200, 200, 401, 401],
    );
    for (const sink of shown)
      assert.ok(
        desk.seen.some(seen => seen.sink === sink),
        sink,
      );
    assert.ok(life.files.length > 0 && life.errors.length === 2);
  });

  for (const [sink, read] of Object.entries(sinks))
    it(`no token, code or secret is in ${sink}`, () => {
      const text = read(life)
        .map(shown => (typeof shown === 'string' ? shown : JSON.stringify(shown)))
        .join('\n');
      const hidden = [...life.editor.confidential, 'wr0ng-secret-0f-the-app', 't0ken-of-the-user-own'];
      for (const value of hidden)
        assert.ok(!text.includes(value), `${value} is in ${sink}:\n${around(text, value)}`);
    });
});

function around(text: string, value: string): string {
  const at = text.indexOf(value);
  return text.slice(Math.max(0, at - 300), at + 300);
}

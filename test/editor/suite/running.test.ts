import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunCounts } from '../../../src/vscode/requests/runReport.ts';
import { activeDocument, closeEverything, eventually, openHttp } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Runs of several requests', () => {
  let server: PlainServer;
  let holdAt: string | undefined;

  before(async () => {
    server = await startPlainServer((request, response) => {
      if (request.url === holdAt) return;
      response.writeHead(request.url === '/broken' ? 403 : 200, { 'content-type': 'application/json' });
      response.end('{"token":"abc"}');
    });
  });
  beforeEach(() => {
    holdAt = undefined;
  });
  afterEach(closeEverything);
  after(() => server.close());

  // The names are new in each test: answers of named requests are remembered.
  const textOf = (login: string) =>
    [
      `### First\nGET ${server.origin}/first?t={{${login}.response.body.$.token}}`,
      `### Broken\nGET ${server.origin}/broken\n\n?? status == 200`,
      `### Login\n# @name ${login}\nGET ${server.origin}/login`,
      `### Off\n# @disabled\nGET ${server.origin}/off`,
      `### Last\nGET ${server.origin}/last\n\n?? status == 200`,
      '### About Procore, and without a value\nGET /rest/v1.0/{{nobody}}',
    ].join('\n\n');
  const run = (command: string) => vscode.commands.executeCommand<RunCounts>(command);
  const report = () =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'procore-report')
      ?.document;
  const seenSince = (before: number) => server.seen.slice(before);
  const cursorIn = (text: string) => {
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const at = editor.document.positionAt(editor.document.getText().indexOf(text));
    editor.selection = new vscode.Selection(at, at);
  };

  it('send a file in order, each dependency once, and go on after a failure', async () => {
    await openHttp(textOf('login1'));
    const before = server.seen.length;
    const counts = await run('procore.runFile');
    assert.deepEqual(seenSince(before), ['GET /login', 'GET /first?t=abc', 'GET /broken', 'GET /last']);
    assert.deepEqual(counts, {
      requests: 5,
      passed: 3,
      failed: 1,
      notSent: 1,
      stopped: 0,
      refused: 0,
      asserts: 2,
      assertsHeld: 1,
    });
  });

  it('end in one summary that leads to each request and its answer', async () => {
    const document = await openHttp(textOf('login2'));
    await run('procore.runFile');
    const shown = await eventually(() => (report()?.getText().includes('✓ login2') ? report() : undefined));
    await eventually(() => (shown.getText().includes('went well') ? true : undefined));
    const text = shown.getText();
    assert.match(text, /: 3 of 5 requests went well, 1 failed, 1 not sent\n1 of 2 assertions held\n/);
    assert.match(text, /\n✓ login2 {2}200 OK .* {2}sent because First needs it\n/);
    assert.match(text, /\n✗ Broken {2}403 /);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      shown.uri,
    );
    const broken = links.find(({ range }) => shown.getText(range) === 'Broken');
    assert.equal(broken?.target?.path, 'procore.revealRequest');
    await vscode.commands.executeCommand(
      broken.target.path,
      ...(JSON.parse(decodeURIComponent(broken.target.query)) as unknown[]),
    );
    await activeDocument(active => active === document);
    await eventually(() => (vscode.window.activeTextEditor?.selection.active.line === 4 ? true : undefined));
  });

  it('to here end with the request at the cursor', async () => {
    await openHttp(textOf('login3'));
    cursorIn('/broken');
    const before = server.seen.length;
    await run('procore.runToHere');
    assert.deepEqual(seenSince(before), ['GET /login', 'GET /first?t=abc', 'GET /broken']);
  });

  it('of a selection send what it touches', async () => {
    const document = await openHttp(textOf('login4'));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const text = document.getText();
    editor.selection = new vscode.Selection(
      document.positionAt(text.indexOf('### Login')),
      document.positionAt(text.indexOf('### Off')),
    );
    const before = server.seen.length;
    await run('procore.runSelection');
    assert.deepEqual(seenSince(before), ['GET /login']);
  });

  it('stop where they are when they are cancelled', async () => {
    await openHttp(textOf('login5'));
    holdAt = '/broken';
    const before = server.seen.length;
    const running = run('procore.runFile');
    await eventually(() => (seenSince(before).includes('GET /broken') ? true : undefined));
    await vscode.commands.executeCommand('procore.cancelRequests');
    const counts = await running;
    assert.equal(server.seen.at(-1), 'GET /broken');
    assert.deepEqual([counts?.passed, counts?.stopped, counts?.notSent], [2, 1, 2]);
    await eventually(() => (report()?.getText().includes(', cancelled') ? true : undefined));
  });
});

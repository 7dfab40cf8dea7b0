import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { answerText, closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Questions before a request', () => {
  let server: PlainServer;

  before(async () => {
    server = await startPlainServer((_request, response) => response.end('{}'));
  });
  afterEach(closeEverything);
  after(() => server.close());

  const open = (request: string) =>
    openHttp(`### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\n${request}\n`);
  const run = (command: string, document: vscode.TextDocument) =>
    vscode.commands.executeCommand<Exchange>(command, document.uri.toString(), 'plain');
  const settled = (command: string) =>
    new Promise(resolve => setTimeout(resolve, 300)).then(() => vscode.commands.executeCommand(command));

  it('send nothing when they are given up, which is no failure', async () => {
    const document = await open(`# @prompt who the person\nGET ${server.origin}/{{who}}`);
    const before = server.seen.length;
    let over = false;
    const sending = run('procore.sendRequest', document).then(exchange => {
      over = true;
      return exchange;
    });
    // The box is there a moment after the command began.
    while (!over) await settled('workbench.action.closeQuickOpen');
    assert.equal(await sending, undefined);
    assert.equal(server.seen.length, before);
    await eventually(() => (answerText()?.startsWith('Cancelled') ? true : undefined));
    assert.deepEqual(
      problemsOf(document).filter(({ range }) => range.start.line === 6),
      [],
    );
  });

  it('take the first of a list when it is accepted', async () => {
    const document = await open(`GET ${server.origin}/{{$pick Size $value: small, large}}`);
    let over = false;
    const sending = run('procore.sendRequest', document).then(exchange => {
      over = true;
      return exchange;
    });
    while (!over) await settled('workbench.action.acceptSelectedQuickOpenItem');
    assert.equal((await sending)?.error, null);
    assert.equal(server.seen.at(-1), 'GET /small');
  });

  it('stop a run before its first request', async () => {
    await open(`GET ${server.origin}/a\n\n### b\n# @prompt who\nGET ${server.origin}/{{who}}`);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const text = editor.document.getText();
    editor.selection = new vscode.Selection(
      editor.document.positionAt(text.indexOf('### Plain')),
      editor.document.positionAt(text.length),
    );
    const before = server.seen.length;
    let over = false;
    const running = vscode.commands.executeCommand('procore.runSelection').then(counts => {
      over = true;
      return counts;
    });
    while (!over) await settled('workbench.action.closeQuickOpen');
    assert.equal(await running, undefined);
    assert.equal(server.seen.length, before);
  });

  it('are not asked of a run for requests that an unknown name stops', async () => {
    await open(`GET ${server.origin}/a\n\n### b\n# @prompt who\nGET ${server.origin}/{{who}}/{{nowhere}}`);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const text = editor.document.getText();
    editor.selection = new vscode.Selection(
      editor.document.positionAt(text.indexOf('### Plain')),
      editor.document.positionAt(text.length),
    );
    const counts = await vscode.commands.executeCommand<{ requests: number; passed: number }>(
      'procore.runSelection',
    );
    assert.deepEqual([counts.requests, counts.passed], [2, 1]);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { answerText, closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Sending from the editor', () => {
  let server: PlainServer;
  let status = 200;
  let hold: Promise<void> = Promise.resolve();

  before(async () => {
    server = await startPlainServer((_request, response) => {
      void hold.then(() => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end('{"id":9007199254740993}');
      });
    });
  });

  beforeEach(() => {
    status = 200;
    hold = Promise.resolve();
  });
  afterEach(closeEverything);
  after(() => server.close());

  const open = () =>
    openHttp(
      `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\nGET ${server.origin}/rest/v1.0/x\n`,
    );
  const send = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'plain');

  it('gives each request a lens that sends it', async () => {
    const document = await open();
    const lenses = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(
      lenses.map(({ command, range }) => [command?.title, range.start.line]),
      [
        ['Send', 1],
        ['Send', 5],
      ],
    );
  });

  it('stays out of files that are not about Procore', async () => {
    const document = await openHttp('GET https://example.com/\n');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(lenses, []);
  });

  it('shows the answer beside, and leaves the cursor where it was', async () => {
    const document = await open();
    const exchange = await send(document);
    assert.equal(exchange?.response?.status, 200);
    const text = await eventually(() => (answerText()?.startsWith('200') ? answerText() : undefined));
    assert.match(text, /\n\{\n {2}"id": 9007199254740993\n\}\n$/);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it('sends the request at the cursor by keyboard', async () => {
    const document = await open();
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document, document);
    if (editor !== undefined) editor.selection = new vscode.Selection(4, 0, 4, 0);
    const exchange = await vscode.commands.executeCommand<Exchange>('procore.sendRequest');
    assert.equal(exchange?.request.name, 'plain');
  });

  it('marks a running request at once, so that an old answer is not taken for its own', async () => {
    const document = await open();
    await send(document);
    await eventually(() => (answerText()?.startsWith('200') ? true : undefined));
    let release = () => {};
    hold = new Promise(resolve => {
      release = resolve;
    });
    const sending = send(document);
    await eventually(() => (answerText()?.startsWith('…') ? true : undefined));
    release();
    await sending;
    await eventually(() => (answerText()?.startsWith('200') ? true : undefined));
  });

  it('stops a running request and says so', async () => {
    const document = await open();
    hold = new Promise(() => {});
    const before = server.seen.length;
    const sending = send(document);
    await eventually(() => (answerText()?.startsWith('…') ? true : undefined));
    await eventually(() => (server.seen.length > before ? true : undefined));
    await vscode.commands.executeCommand('procore.cancelRequests');
    assert.equal((await sending)?.error?.code, 'cancelled');
    await eventually(() => (answerText()?.startsWith('Cancelled') ? true : undefined));
    assert.deepEqual(problemsOf(document), []);
  });

  it('explains a failure in Problems and in a hover until the next success', async () => {
    const document = await open();
    status = 500;
    await send(document);
    const [problem] = await eventually(() =>
      problemsOf(document).length > 0 ? problemsOf(document) : undefined,
    );
    assert.deepEqual(codeOf(problem), 'server-error', problem?.message);
    assert.equal(problem?.range.start.line, 5);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(5, 2),
    );
    const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n');
    // The editor shows the problem's text above the hover's own: together they are cause and remedy.
    assert.match(problem?.message ?? '', /Procore failed while answering\. \w/);
    assert.match(text, /500/);
    assert.match(text, /What to do:/);
    status = 200;
    await send(document);
    await eventually(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('forgets what was sent when the view is cleared', async () => {
    const document = await open();
    status = 500;
    await send(document);
    await eventually(() => (problemsOf(document).length > 0 ? true : undefined));
    await vscode.commands.executeCommand('procore.clearDiagnostics');
    await eventually(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('says why a request could not be sent', async () => {
    const document = await openHttp(`### About Procore\n# @name unknown\nGET /rest/v1.0/{{nobody}}\n`);
    const exchange = await vscode.commands.executeCommand<Exchange>(
      'procore.sendRequest',
      document.uri.toString(),
      'unknown',
    );
    assert.equal(exchange?.response, null);
    assert.match(exchange?.error?.message ?? '', /nobody/);
    await eventually(() => (answerText()?.startsWith('Not sent') ? true : undefined));
  });
});

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}

function codeOf(problem: vscode.Diagnostic | undefined): string | number | undefined {
  return typeof problem?.code === 'object' ? problem.code.value : problem?.code;
}

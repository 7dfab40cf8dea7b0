import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Remedies in the editor', () => {
  let server: PlainServer;
  /** Whether the slow list answers in time. */
  let isSlow = true;

  before(async () => {
    server = await startPlainServer((request, response) => {
      const slow = request.url?.startsWith('/rest/v1.0/projects/7/submittals') === true;
      const good = slow ? !isSlow : request.url?.startsWith('/rest/v1.0/projects/7/rfis?') === true;
      const json = request.headers['content-type'] === 'application/json';
      const status = good ? 200 : slow ? 408 : request.method === 'POST' && !json ? 415 : 404;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(good ? '[{"id":1}]' : '{"errors":"Not Found"}');
    });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEverything();
  });
  after(() => server.close());

  /** A request of that name that failed, and the document it stands in. */
  async function failed(text: string): Promise<vscode.TextDocument> {
    const document = await openHttp(
      `### About Procore\nGET /rest/v1.0/me\n\n### Sent\n# @name sent\n${text}`,
    );
    await send(document);
    await eventually(() => (problemsOf(document).length > 0 ? true : undefined));
    return document;
  }

  const send = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'sent');

  /** The quick fix with that title on the first problem of the file. */
  function quickFix(document: vscode.TextDocument, title: RegExp): Promise<vscode.CodeAction> {
    return eventually(async () => {
      const [problem] = problemsOf(document);
      if (problem === undefined) return undefined;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      return actions.find(action => title.test(action.title));
    });
  }

  const wrongVersion = () => `GET ${server.origin}/rest/v2.0/projects/7/rfis?per_page=5\n`;

  it('are quick fixes that edit the request, and send nothing', async () => {
    const document = await failed(wrongVersion());
    const fix = await quickFix(document, /^Use \/rest\/v1\.0\//);
    assert.equal(fix.isPreferred, true);
    const seen = server.seen.length;
    assert.ok(fix.edit);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.match(document.getText(), /GET http:\S+\/rest\/v1\.0\/projects\/7\/rfis\?per_page=5\n/);
    assert.equal(server.seen.length, seen);
    // Its name is its key, so that it is known after the edit, too.
    const mended = await send(document);
    assert.equal(mended?.response?.status, 200);
    await eventually(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('are there for the header that a body lacks', async () => {
    const document = await failed(`POST ${server.origin}/rest/v1.0/projects/7/rfis\n\n{"rfi":{}}\n`);
    const fix = await quickFix(document, /^Add Content-Type: application\/json/);
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /\/rfis\nContent-Type: application\/json\n\n\{/);
  });

  it('run from a row of the tree', async () => {
    const document = await failed(wrongVersion());
    const row = { sent: { document: document.uri.toString(), key: 'sent' } };
    void vscode.commands.executeCommand('procore.remedyUseVersion', row);
    await eventually(() => (/\/rest\/v1\.0\/projects/.test(document.getText()) ? true : undefined));
  });

  it('ask nothing about an address that is none of an environment', async () => {
    const document = await failed(
      `GET ${server.origin}/rest/v1.0/projects/7/rfis/9\nProcore-Company-Id: 42\n`,
    );
    const seen = server.seen.length;
    const ids = await vscode.commands.executeCommand<readonly string[]>(
      'procore.findCause',
      document.uri.toString(),
      'sent',
    );
    assert.ok(ids?.includes('not-found-or-hidden'), String(ids));
    assert.equal(server.seen.length, seen);
  });

  it('wait and send again, and are in the report until that succeeds', async () => {
    isSlow = true;
    const document = await failed(`GET ${server.origin}/rest/v1.0/projects/7/submittals\n`);
    const address = document.uri.toString();
    const waitAndResend = () =>
      vscode.commands.executeCommand('procore.remedyWaitAndResend', {
        sent: { document: address, key: 'sent' },
      });
    /** The report, once it says how the last sending ended. */
    const report = (outcome: number) =>
      eventually(async () => {
        await vscode.commands.executeCommand('procore.copySupportReport', address, 'sent');
        const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'procore-support');
        const text = shown?.getText() ?? '';
        return text.includes(`\n- Response: \`${outcome} `) ? text : undefined;
      });
    const seen = server.seen.length;
    await waitAndResend();
    assert.equal(server.seen.length, seen + 1);
    assert.match(await report(408), /Tried: "Wait and Send Again" at \d\d:\d\d:\d\d UTC\.\n/);
    isSlow = false;
    await waitAndResend();
    assert.doesNotMatch(await report(200), /Tried/);
    assert.equal(problemsOf(document).length, 0);
  });

  it('take no argument for more than an address', async () => {
    const document = await failed(wrongVersion());
    const before = document.getText();
    const address = document.uri.toString();
    for (const parameters of [
      [address, 'sent', 'useVersion', 99],
      [address, 'sent', 'constructor', 0],
    ])
      await vscode.commands.executeCommand('procore.applyRemedy', ...parameters);
    assert.equal(document.getText(), before);
  });
});

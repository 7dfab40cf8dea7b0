import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Assertions in the editor', () => {
  let server: PlainServer;

  before(async () => {
    server = await startPlainServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id":9007199254740993}');
    });
  });
  afterEach(closeEverything);
  after(() => server.close());

  const open = (target: string) =>
    openHttp(
      `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\nGET ${target}\n\n?? status == 201\n?? body $.id == 9007199254740993\n`,
    );
  const send = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'plain');
  const failed = (document: vscode.TextDocument) =>
    problemsOf(document).filter(({ code }) => code === 'assertion');

  it('that failed stand in Problems on their own line, until it is edited', async () => {
    const document = await open(`${server.origin}/x`);
    await send(document);
    const [problem] = await eventually(() => (failed(document).length > 0 ? failed(document) : undefined));
    assert.equal(problem?.message, 'Assertion failed: status == 201 (found: 200)');
    assert.equal(problem?.range.start.line, 7);
    assert.equal(failed(document).length, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(7).range.end, '0');
    await vscode.workspace.applyEdit(edit);
    await eventually(() => (failed(document).length === 0 ? true : undefined));
  });

  it('of a request that was not sent have not failed', async () => {
    const document = await open(`${server.origin}/{{nobody}}`);
    const exchange = await send(document);
    assert.equal(exchange?.response, null);
    assert.deepEqual(exchange?.asserts, []);
    await eventually(() => (problemsOf(document).length > 0 ? true : undefined));
    assert.deepEqual(failed(document), []);
  });
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { checkServiceStatus } from '../../../src/vscode/serviceStatus/checkServiceStatus.ts';
import { closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

const run = <T>(command: string, ...parameters: readonly unknown[]) =>
  vscode.commands.executeCommand<T>(command, ...parameters);

const hostile = '{"errors":"```\\n# x [y](command:z)","client_secret":"s3cret","name":"Ana"}';

describe('Help in the editor', () => {
  let server: PlainServer;
  const log = { info: () => {}, warn: () => {} };

  before(async () => {
    server = await startPlainServer((request, response) => {
      const isStatus = request.url?.endsWith('/summary.json') === true;
      response.writeHead(isStatus ? 200 : 422, {
        'content-type': 'application/json',
        'x-request-id': 'req-7',
      });
      response.end(
        isStatus
          ? '{"components":[{"id":"47gjht5rzqch","name":"API Gateway","status":"partial_outage"}]}'
          : hostile,
      );
    });
  });
  afterEach(async () => {
    await run('workbench.action.closeQuickOpen');
    await run('notifications.clearAll');
    await closeEverything();
  });
  after(() => server.close());

  /** A request that failed, and its document. */
  async function failed(): Promise<vscode.TextDocument> {
    const document = await openHttp(
      [
        '### About Procore',
        'GET /rest/v1.0/me',
        '',
        '### Refused',
        '# @name refused',
        `POST ${server.origin}/rest/v1.0/projects?company_id=42`,
        'Authorization: Bearer typed-secret',
        'Content-Type: application/json',
        '',
        '{"project":{"name":"Ana"}}',
        '',
      ].join('\n'),
    );
    await run<Exchange>('procore.sendRequest', document.uri.toString(), 'refused');
    await eventually(() => (problemsOf(document).length > 0 ? true : undefined));
    return document;
  }

  /** The report that is open. */
  const report = () =>
    eventually(() => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'procore-support' ? document : undefined;
    });

  it('shows a report before it copies it, with every secret masked', async () => {
    const document = await failed();
    await run('procore.copySupportReport', document.uri.toString(), 'refused');
    const shown = await report();
    assert.equal(shown.languageId, 'markdown');
    const text = shown.getText();
    assert.match(text, /^# Support report\n/);
    assert.match(text, /- Request id: `req-7`\n/);
    assert.match(text, /- Company id: `42`\n/);
    assert.match(text, /authorization: Bearer \*\*\*/);
    assert.match(text, /\{"project":\{"name":"Ana"\}\}/);
    assert.doesNotMatch(text, /typed-secret|s3cret/);
    const lenses = await eventually(async () => {
      const found = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', shown.uri);
      return found.length >= 3 ? found : undefined;
    });
    assert.deepEqual(
      lenses.slice(0, 2).map(({ command }) => command?.title),
      ['Copy as Markdown', 'Copy as Mail'],
    );
  });

  it('copies it as a mail and as Markdown', async () => {
    const document = await failed();
    await run('procore.copySupportReport', { sent: { document: document.uri.toString(), key: 'refused' } });
    const shown = await report();
    await run('procore.copyReportAsMail', shown.uri.toString());
    const copied = (start: string) =>
      eventually(async () => {
        const text = await vscode.env.clipboard.readText();
        return text.startsWith(start) ? text : undefined;
      });
    assert.match(
      await copied('To: apisupport@procore.com\n'),
      /\nSubject: 422 .*: POST \/rest\/v1\.0\/projects/,
    );
    await run('procore.copyReportAsMarkdown', shown.uri.toString());
    assert.equal(await copied('# Support report\n'), shown.getText());
  });

  it('makes one of the request at the cursor, and of its answer', async () => {
    const document = await failed();
    const answer = await eventually(() =>
      vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'procore-response'),
    );
    await vscode.window.showTextDocument(answer.document, { viewColumn: answer.viewColumn ?? 2 });
    await run('procore.copySupportReport');
    const first = await report();
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const line = document.positionAt(document.getText().indexOf('POST'));
    editor.selection = new vscode.Selection(line, line);
    await eventually(() => (vscode.window.activeTextEditor?.document === document ? true : undefined));
    await run('procore.copySupportReport');
    assert.equal((await report()).uri.toString(), first.uri.toString());
  });

  it('offers one on the line of a request that failed', async () => {
    const document = await failed();
    const line = document.positionAt(document.getText().indexOf('POST'));
    const action = await eventually(async () => {
      const actions = await run<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(line, line),
        vscode.CodeActionKind.QuickFix.value,
      );
      return actions.find(({ title }) => title === 'Copy Support Report');
    });
    const { command, arguments: parameters = [] } = action.command ?? assert.fail('it has no command');
    await run(command, ...parameters);
    await report();
  });

  it('opens a row of the troubleshooting list, with the command that helps', async () => {
    await run('procore.troubleshoot', 'rate-limit');
    const document = await eventually(
      () =>
        vscode.window.visibleTextEditors.find(
          ({ document: shown }) =>
            shown.uri.scheme === 'procore-report' && shown.getText().startsWith('429: Too Many Requests\n'),
        )?.document,
    );
    const links = await eventually(async () => {
      const found = await run<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
      return found.some(({ target }) => target?.scheme === 'command') ? found : undefined;
    });
    const targets = links.map(({ target }) => target?.toString(true) ?? '');
    assert.ok(
      targets.some(target => target.startsWith('command:procore.showRateLimits')),
      String(targets),
    );
    assert.ok(
      targets.some(target => target.startsWith('https://developers.procore.com/')),
      String(targets),
    );
  });

  it('reads the status page with the fetch of the editor', async () => {
    const status = await checkServiceStatus(log, `${server.origin}/api/v2/summary.json`);
    assert.deepEqual(status?.api, { name: 'API Gateway', state: 'partial-outage', since: undefined });
  });

  it('goes through the proxy of the settings to the status page', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const set = (value: unknown) =>
      vscode.workspace.getConfiguration('http').update('proxy', value, vscode.ConfigurationTarget.Global);
    await set(`http://127.0.0.1:${port}`);
    try {
      // The editor takes a new setting a moment later.
      await eventually(async () => {
        assert.equal(await checkServiceStatus(log, 'https://status.procore.invalid/x'), undefined);
        return asked.length > 0 ? true : undefined;
      });
      assert.deepEqual([...new Set(asked)], ['status.procore.invalid:443']);
    } finally {
      await set(undefined);
      proxy.closeAllConnections();
      proxy.close();
    }
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { answerText, closeEverything, eventually, openHttp } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

const row = (index: number) => `{"id":${9007199254740993n + BigInt(index)},"subject":"Door ${index}"}`;
/** A little over the 2 MB that are shown; the editor takes its time for each line more. */
const rowCount = 50_000;
const rows = `[${Array.from({ length: rowCount }, (_, index) => row(index)).join(',')}]`;
/** One pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('Answers that are large or no text', () => {
  let server: PlainServer;
  let count = 0;

  before(async () => {
    server = await startPlainServer(({ url }, response) => {
      if (url === '/picture') return response.setHeader('content-type', 'image/png').end(picture);
      if (url === '/pdf') return response.setHeader('content-type', 'application/pdf').end('%PDF-1.7 \0');
      if (url === '/gone') return response.destroy();
      return response.setHeader('content-type', 'application/json').end(rows);
    });
  });
  afterEach(closeEverything);
  after(() => server.close());

  async function get(path: string): Promise<Exchange | undefined> {
    // New each time: the answer of an earlier request of that name may still be shown.
    count += 1;
    const name = `plain${count}`;
    const document = await openHttp(
      `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name ${name}\n# @no-redirect\nGET ${server.origin}${path}\n`,
    );
    return vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), name);
  }

  const answer = () =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'procore-response');

  it('are offered to be saved where they are neither text nor a picture', async () => {
    await get('/pdf');
    const text = await eventually(() => (answerText()?.startsWith('200') ? answerText() : undefined));
    assert.match(text, /\n10 B of application\/pdf, which is no text\. Procore: Save Response Body/);
  });

  it('show their beginning at once, with every digit, and say how much is missing', async () => {
    const exchange = await get('/long');
    assert.equal(exchange?.response?.bodyBytes, rows.length);
    assert.ok(readFileSync(exchange.response.bodyFile ?? '', 'utf8') === rows);
    const text = await eventually(() => (answerText()?.startsWith('200') ? answerText() : undefined));
    assert.match(text, /\nThe first 256\.0 kB of 2\.\d MB are shown\n/);
    assert.match(text, /\n\[\n {2}\{\n {4}"id": 9007199254740993,\n {4}"subject": "Door 0"\n/);
    assert.match(
      text,
      /\n {2}\},\n[\s\S]{0,120}\n\nCut here: .*Open Whole Response Body opens all of it\.\n$/,
    );
  });

  it('are opened whole, indented, from their file', async () => {
    await get('/long');
    const shown = await eventually(() => (answerText()?.startsWith('200') ? answer() : undefined));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      shown.document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Open Whole Body', 'Save Body...'],
    );
    await vscode.commands.executeCommand('procore.openResponseBody');
    const opened = await eventually(() => {
      const { document } = vscode.window.activeTextEditor ?? {};
      return document?.fileName.endsWith('-indented.json') ? document : undefined;
    });
    assert.equal(opened.lineCount, rowCount * 4 + 2);
    assert.equal(opened.lineAt(2).text, '    "id": 9007199254740993,');
  });

  it('are opened as a picture where they are one', async () => {
    const exchange = await get('/picture');
    assert.deepEqual(readFileSync(exchange?.response?.bodyFile ?? ''), picture);
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) =>
            input instanceof vscode.TabInputCustom &&
            input.viewType === 'imagePreview.previewEditor' &&
            input.uri.path.endsWith('.png'),
        ),
    );
  });

  it('are opened of the request at the cursor, though the answer of another one is beside', async () => {
    const document = await openHttp(
      `# @name one\nGET ${server.origin}/picture\n\n###\n# @name other\nGET ${server.origin}/pdf\n`,
    );
    const send = (name: string) =>
      vscode.commands.executeCommand('procore.sendRequest', document.uri.toString(), name);
    await send('one');
    await send('other');
    await eventually(() => (answerText()?.includes('application/pdf') ? true : undefined));
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await vscode.commands.executeCommand('procore.openResponseBody');
    await eventually(() =>
      vscode.window.tabGroups.all.find(
        ({ activeTab }) =>
          activeTab?.input instanceof vscode.TabInputCustom && activeTab.input.uri.path.endsWith('.png'),
      ),
    );
  });

  it('give their place to the failure where the next one does not come', async () => {
    const document = await openHttp(
      `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\nPOST ${server.origin}/{{$timestamp}}\n`,
    );
    const send = () =>
      vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'plain');
    await send();
    await eventually(() => (answerText()?.startsWith('200') ? true : undefined));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(5).range, `POST ${server.origin}/gone`);
    await vscode.workspace.applyEdit(edit);
    await send();
    await eventually(() => (answerText()?.startsWith('No answer') ? true : undefined));
  });
});

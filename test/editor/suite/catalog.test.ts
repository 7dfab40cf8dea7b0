import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp } from './openHttp.ts';

/** As many operations as Procore's, or the import would ask whether a part of it is meant. */
const paths = Object.fromEntries(
  Array.from({ length: 1500 }, (_, number) => [
    `/rest/v3.0/companies/{company_id}/piers_${number}`,
    { get: { tags: ['Core/Harbour/piers'], deprecated: number === 7, responses: { 200: {} } } },
  ]),
);
const document = JSON.stringify({ openapi: '3.0.0', info: { title: 'Harbour', version: '3' }, paths });

describe('A newer catalog in the editor', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pw-openapi-'));
  });
  after(async () => {
    await vscode.commands.executeCommand('procore.resetCatalog');
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEverything();
  });

  async function importText(text: string): Promise<void> {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, text);
    await vscode.commands.executeCommand('procore.importOpenApi', vscode.Uri.file(file));
  }

  it('is used at once by completion and hover, in files that are open', async () => {
    const file = await openHttp('GET /rest/v1.0/me\n\n###\nGET piers 7');
    await eventually(async () => ((await offered(file)).length === 0 ? true : undefined));
    await importText(document);
    const labels = await eventually(async () => {
      const found = await offered(file);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(labels[0], '/companies/…/piers_7');
    const hover = await openHttp('GET /rest/v3.0/companies/1/piers_7\n');
    await eventually(async () => ((await hoverAt(hover)).includes('deprecated') ? true : undefined));
  });

  it('stays in use when another file is no OpenAPI document', async () => {
    await importText(document);
    const file = await openHttp('GET piers 7');
    // The failure is a message of the editor's that waits for an answer, not the command's.
    await importText('{"hello": "world"}');
    await importText('no JSON');
    await eventually(async () => ((await offered(file))[0] === '/companies/…/piers_7' ? true : undefined));
  });

  it('goes when the bundled one is wanted back', async () => {
    await importText(document);
    const file = await openHttp('GET list rfi');
    await vscode.commands.executeCommand('procore.resetCatalog');
    const labels = await eventually(async () => {
      const found = await offered(file);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(labels[0], '/projects/…/rfis');
  });
});

async function offered(document: vscode.TextDocument): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.lineAt(document.lineCount - 1).range.end,
  );
  return list.items
    .filter(({ kind }) => kind === vscode.CompletionItemKind.Interface)
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hoverAt(document: vscode.TextDocument): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(0, 1),
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map(content => (typeof content === 'string' ? content : content.value)),
    )
    .join('\n');
}

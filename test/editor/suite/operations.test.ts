import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import type { UploadedFile } from '../../../src/vscode/uploads/followUp.ts';
import { activeDocument, answerText, closeEverything } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

/** An environment of the user's own on this machine, which needs no company and no sign-in to be refused. */
describe('Operations and uploads in the editor', () => {
  let server: PlainServer;
  let folder: string;
  const settled = (command: string) =>
    new Promise(resolve => setTimeout(resolve, 300)).then(() => vscode.commands.executeCommand(command));

  before(async () => {
    server = await startPlainServer((_request, response) => response.end('{}'));
    folder = mkdtempSync(join(tmpdir(), 'pw-upload-'));
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(closeEverything);

  async function until<T>(running: Thenable<T>, press: string): Promise<T> {
    let over = false;
    const ended = Promise.resolve(running).then(value => {
      over = true;
      return value;
    });
    while (!over) await settled(press);
    return ended;
  }

  it('send nothing and open nothing where they are given up', async () => {
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs).length;
    const running = vscode.commands.executeCommand<Exchange | undefined>(
      'procore.runOperation',
      'create rfi',
    );
    assert.equal(await until(running, 'workbench.action.closeQuickOpen'), undefined);
    assert.equal(vscode.window.tabGroups.all.flatMap(group => group.tabs).length, tabs);
    assert.equal(answerText(), undefined);
  });

  it('open what takes a body as a file that is not saved, and send nothing', async () => {
    const running = vscode.commands.executeCommand<Exchange | undefined>(
      'procore.runOperation',
      'create rfi',
    );
    assert.equal(await until(running, 'workbench.action.acceptSelectedQuickOpenItem'), undefined);
    const document = await activeDocument(({ isUntitled }) => isUntitled);
    assert.equal(document.languageId, 'http');
    assert.match(
      document.getText(),
      /^### POST rfis\nPOST \/rest\/v1\.0\/projects\/\{\{\$procore\.projectId\}\}\/rfis\nContent-Type: application\/json\n\n\{/,
    );
  });

  it('upload only what is a file on this disk', async () => {
    const uploaded = await vscode.commands.executeCommand<readonly UploadedFile[] | undefined>(
      'procore.uploadFile',
      vscode.Uri.file(folder),
    );
    assert.equal(uploaded, undefined);
    assert.equal(server.seen.length, 0);
  });

  it('upload nothing where the place is given up', async () => {
    const file = join(folder, 'plan.pdf');
    writeFileSync(file, 'x');
    try {
      const running = vscode.commands.executeCommand<readonly UploadedFile[] | undefined>(
        'procore.uploadFile',
        vscode.Uri.file(file),
      );
      assert.equal(await until(running, 'workbench.action.closeQuickOpen'), undefined);
    } finally {
      await vscode.commands.executeCommand('procore.stopSimulator');
    }
  });
});

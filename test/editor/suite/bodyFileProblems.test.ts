import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeEverything, eventually } from './openHttp.ts';

describe('Problems of body files', () => {
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const template = () => path.join(folder(), 'template.json');

  after(async () => {
    await closeEverything();
    await rm(template(), { force: true });
  });

  const shown = (uri: vscode.Uri, code: string) =>
    vscode.languages.getDiagnostics(uri).find(diagnostic => diagnostic.code === code);

  it('come and go with the file, and the fix fills its variables in', async () => {
    await rm(template(), { force: true });
    const name = path.join(folder(), 'bodyFileProblems.http');
    const text = 'POST /rest/v1.0/projects\nContent-Type: application/json\n\n< ./template.json\n';
    await writeFile(name, text);
    const document = await vscode.workspace.openTextDocument(name);
    const editor = await vscode.window.showTextDocument(document);
    const missing = await eventually(() => shown(document.uri, 'body-file-missing'));
    assert.equal(document.getText(missing.range), './template.json');

    await writeFile(template(), '{ "name": "{{name}}" }');
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '# changed\n'));
    const unfilled = await eventually(() => shown(document.uri, 'body-file-not-filled'));
    assert.equal(shown(document.uri, 'body-file-missing'), undefined);

    const fix = await eventually(async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        unfilled.range,
      );
      return actions.find(({ title }) => title.includes('<@'));
    });
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.ok(document.getText().endsWith('\n<@ ./template.json\n'));
    await eventually(() => (shown(document.uri, 'body-file-not-filled') === undefined ? true : undefined));
  });
});

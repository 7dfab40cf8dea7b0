import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('In Restricted Mode', () => {
  it('no value is read from outside a file', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const write = (name: string, text: string) =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, name), new TextEncoder().encode(text));
    await write('http-client.env.json', '{"simulator":{"who":"somebody-else"}}');
    await write('values.http', '### About Procore\nGET /rest/v1.0/{{who}}\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'values.http'));
    await vscode.window.showTextDocument(document);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(1, 18),
      );
      const text = hovers
        .flatMap(({ contents }) =>
          contents.map(content => (typeof content === 'string' ? content : content.value)),
        )
        .join('\n');
      assert.doesNotMatch(text, /somebody/);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.equal(await vscode.commands.executeCommand('procore.previewRequest'), undefined);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp } from './openHttp.ts';

const messy = `@project=1234
#### Create
#@name create
POST /rest/v1.0/projects/{{project}}
Content-Type:application/json


{"project":{"id":{{project}},"name":"a"}}
### Read
GET /rest/v1.0/projects/{{create.response.body.$.id}}
`;

const tidy = `@project = 1234

### Create
# @name create
POST /rest/v1.0/projects/{{project}}
Content-Type: application/json

{
  "project": {"id": {{project}}, "name": "a"}
}

### Read
GET /rest/v1.0/projects/{{create.response.body.$.id}}
`;

describe('Layout in the editor', () => {
  // What was edited would come back in the next file without a name, from the editor's backups.
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEverything();
  });

  it('is put right by Format Document', async () => {
    const document = await openHttp(messy);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.options = { tabSize: 2, insertSpaces: true };
    // The command does nothing until the editor knows of the formatter.
    await eventually(async () => {
      await vscode.commands.executeCommand('editor.action.formatDocument');
      return document.getText() === messy ? undefined : true;
    });
    assert.equal(document.getText(), tidy);
    assert.deepEqual(await formatEdits(document), []);
  });

  for (const [place, before, after] of [
    ['a body of JSON', 'POST /rest/v1.0/projects\n\n{', '}\n'],
    ['a query', 'POST /rest/v1.0/projects\n\nquery {', '}\n'],
    ['a script', 'GET /rest/v1.0/projects\n\n> {%\nif (true) {', '}\n%}\n'],
  ] as const)
    it(`is opened by Enter between the braces of ${place}`, async () => {
      const document = await openHttp(before + after);
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      editor.options = { tabSize: 2, insertSpaces: true };
      const between = document.positionAt(before.length);
      // The editor reads how a language is laid out when it first opens a file of it, and does not say when it has.
      await eventually(async () => {
        editor.selection = new vscode.Selection(between, between);
        await vscode.commands.executeCommand('type', { text: '\n' });
        if (document.getText() === `${before}\n  \n${after}`) return true;
        await vscode.commands.executeCommand('undo');
        return undefined;
      });
    });

  it('has colours for names', async () => {
    const document = await openHttp(tidy);
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    assert.equal(tokens.data.length, 6 * 5);
  });

  it('has links to the files that it names', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const body = vscode.Uri.joinPath(folder.uri, 'link-body.json');
    await vscode.workspace.fs.writeFile(body, new TextEncoder().encode('{}'));
    const document = await openHttp('POST /rest/v1.0/projects\n\n< ./link-body.json\n');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      10,
    );
    const link = links.find(({ tooltip }) => tooltip === 'Open the body');
    await vscode.workspace.fs.delete(body);
    assert.equal(link?.target?.path, body.path);
  });

  it('lets the selection grow from a name to the request', async () => {
    const document = await openHttp(tidy);
    const [range] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [new vscode.Position(4, 30)],
    );
    const chain: string[] = [];
    for (let at = range; at !== undefined; at = at.parent) chain.push(document.getText(at.range));
    assert.ok(chain.includes('project') && chain.includes('{{project}}'), chain.join(' < '));
  });
});

async function formatEdits(document: vscode.TextDocument): Promise<readonly vscode.TextEdit[]> {
  const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
    'vscode.executeFormatDocumentProvider',
    document.uri,
    { tabSize: 2, insertSpaces: true },
  );
  return edits ?? [];
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openHttp } from './openHttp.ts';

const text = `@project = 1234

### Projects
# @name projects
GET /rest/v1.0/projects/{{project}}

### Create
POST /rest/v1.0/projects/{{project}}
Content-Type: application/json

{
  "name": "{{projects.response.body.$.name}}"
}
`;

describe('Names in the editor', () => {
  // What was edited would come back in the next file without a name, from the editor's backups.
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEverything();
  });

  it('of variables are really renamed everywhere', async () => {
    const document = await openHttp(text);
    await rename(document, new vscode.Position(4, 30), 'projectId');
    assert.equal(
      document.getText(),
      text.replace('@project ', '@projectId ').replaceAll('{{project}}', '{{projectId}}'),
    );
  });

  it('of requests are really renamed everywhere', async () => {
    const document = await openHttp(text);
    await rename(document, new vscode.Position(11, 15), 'list');
    assert.equal(
      document.getText(),
      text.replace('@name projects', '@name list').replace('{{projects.', '{{list.'),
    );
  });

  it('are found with all their references', async () => {
    const document = await openHttp(text);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      new vscode.Position(0, 2),
    );
    assert.deepEqual(
      found.map(({ range }) => [range.start.line, range.start.character, range.end.character]),
      [
        [0, 1, 8],
        [4, 26, 33],
        [7, 27, 34],
      ],
    );
  });

  it('that stand elsewhere are refused with the reason', async () => {
    const document = await openHttp(`${text}\n### Me\nGET /rest/v1.0/companies/{{$procore.companyId}}\n`);
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand('vscode.prepareRename', document.uri, new vscode.Position(15, 32)),
      /given by the extension/,
    );
  });
});

async function rename(document: vscode.TextDocument, position: vscode.Position, name: string): Promise<void> {
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    position,
    name,
  );
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

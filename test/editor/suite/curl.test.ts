import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { builtInEnvironments, findEnvironment } from '../../../src/procore/environments.ts';
import { pasteProvider } from '../../../src/vscode/convert/pasteCurl.ts';
import { activeDocument, closeEverything, eventually, openHttp } from './openHttp.ts';

const command = `curl 'https://api.procore.com/rest/v1.0/projects?company_id=42' \\
  -X POST \\
  -H 'Authorization: Bearer eyJsecret' \\
  -H 'Content-Type: application/json' \\
  --data-raw '{"project":{"name":"A"}}'`;

const request = `### POST projects
# Authorization was left out: signing in supplies it.
# @env production
POST /rest/v1.0/projects?company_id=42
Content-Type: application/json

{
  "project": {"name": "A"}
}
`;

/** What the editor is offered when that text is pasted. */
async function offersFor(
  document: vscode.TextDocument,
  at: vscode.Position,
  text: string,
): Promise<readonly vscode.DocumentPasteEdit[]> {
  const sandbox = findEnvironment(builtInEnvironments, 'sandbox');
  assert.ok(sandbox !== undefined);
  const provider = pasteProvider({ all: () => builtInEnvironments, active: () => sandbox });
  const data = new vscode.DataTransfer();
  data.set('text/plain', new vscode.DataTransferItem(text));
  const { token } = new vscode.CancellationTokenSource();
  const context = { only: undefined, triggerKind: vscode.DocumentPasteTriggerKind.Automatic };
  const ranges = [new vscode.Range(at, at)];
  return (await provider.provideDocumentPasteEdits?.(document, ranges, data, context, token)) ?? [];
}

describe('cURL in the editor', () => {
  // What was edited would come back in the next file without a name, from the editor's backups.
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEverything();
  });

  it('is pasted as a request behind the one at the cursor', async () => {
    await vscode.env.clipboard.writeText(command);
    const document = await openHttp('GET /rest/v1.0/me\n\n### Last\nGET /rest/v1.0/companies\n');
    await vscode.commands.executeCommand('procore.pasteCurl');
    const wanted = `GET /rest/v1.0/me\n\n${request}\n### Last\nGET /rest/v1.0/companies\n`;
    await eventually(() => (document.getText() === wanted ? true : undefined)).catch(() =>
      assert.equal(document.getText(), wanted),
    );
  });

  // In a browser a program cannot paste as somebody does who chooses Paste As, so the offer is taken by hand.
  it('is offered as a request beside the plain text that is pasted', async () => {
    const document = await openHttp('### Make one\n\n');
    const [offer] = await offersFor(document, new vscode.Position(1, 0), command);
    assert.ok(offer !== undefined && typeof offer.insertText === 'string');
    assert.equal(offer.title, 'Paste as Request');
    assert.equal(offer.kind.value, 'text.http.request');
    assert.deepEqual(
      offer.yieldTo?.map(({ value }) => value),
      ['text'],
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), offer.insertText);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), `### Make one\n${request}\n`);
  });

  it('is offered below the line where something stands before the cursor', async () => {
    const document = await openHttp('GET /rest/v1.0/me');
    const [offer] = await offersFor(document, new vscode.Position(0, 17), command);
    assert.equal(offer?.insertText, `\n\n${request}`);
  });

  it('is not offered for other text, or a command that no request can stand for', async () => {
    const document = await openHttp('\n');
    for (const text of ['curling is a sport', 'curl --data-binary @- https://a.example/b'])
      assert.deepEqual(await offersFor(document, new vscode.Position(0, 0), text), [], text);
  });

  it('that stands in a file is turned into a request by the quick fix', async () => {
    const document = await openHttp(`### Make one\n${command}\n\n###\nGET /rest/v1.0/me\n`);
    const fix = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        document.lineAt(1).range,
      );
      return found.find(({ title }) => title === 'Turn into a request');
    });
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
    const wanted = request.replace(/^###.*\n/, '### Make one\n');
    assert.equal(document.getText(), `${wanted}\n###\nGET /rest/v1.0/me\n`);
  });

  it('opens a file of its own where none is open', async () => {
    await vscode.env.clipboard.writeText(command);
    await vscode.commands.executeCommand('procore.pasteCurl');
    await activeDocument(document => document.getText() === request);
  });

  it('is copied from a request, without secrets', async () => {
    await openHttp('# @env production\nGET /rest/v1.0/me\nX-Api-Key: abc123\n');
    await vscode.commands.executeCommand('procore.copyAsCurl', { shell: 'posix' });
    const copied = await eventually(async () => {
      const text = await vscode.env.clipboard.readText();
      return text.includes('/rest/v1.0/me') && !text.includes('company_id') ? text : undefined;
    });
    assert.match(copied, /^curl https:\/\/api\.procore\.com\/rest\/v1\.0\/me \\\n/);
    assert.match(copied, /--header 'authorization: Bearer \*\*\*'/);
    assert.match(copied, /--header 'x-api-key: \*\*\*'/);
  });
});

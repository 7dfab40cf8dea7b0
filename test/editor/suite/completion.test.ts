import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp } from './openHttp.ts';

type Item = vscode.CompletionItem;

describe('Completion in the editor', () => {
  afterEach(closeEverything);

  it('offers operations by words, with version and tool', async () => {
    const document = await openHttp('### RFIs\nGET list rfi');
    const first = await eventually(async () => (await offered(document)).find(isOperation));
    assert.deepEqual(first.label, { label: '/projects/…/rfis', description: 'v1.0 RFI' });
    assert.equal(first.detail, 'GET /rest/v1.0/projects/{project_id}/rfis');
  });

  it('explains an operation before it is taken', async () => {
    const document = await openHttp('GET list rfi');
    await eventually(async () => (await offered(document)).find(isOperation));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      endOf(document),
      undefined,
      1,
    );
    const documentation = list.items[0]?.documentation;
    assert.ok(documentation instanceof vscode.MarkdownString);
    assert.match(documentation.value, /project\\_id/);
  });

  it('puts the chosen operation into the file, with its body, and moves through the places to fill in', async () => {
    const document = await openHttp('### New\ncreate rfi');
    await eventually(async () => (await offered(document)).find(isOperation));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(endOf(document), endOf(document));
    await eventually(async () => {
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      // The list is drawn a moment later; an editor that is busy may close it before anything was taken.
      for (let attempt = 0; attempt < 40 && !document.getText().includes('"rfi"'); attempt += 1) {
        await vscode.commands.executeCommand('acceptSelectedSuggestion');
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      return document.getText().includes('"rfi"') ? true : undefined;
    });
    assert.match(
      document.getText(),
      /^### New\nPOST \/rest\/v1\.0\/projects\/\{\{\$procore\.projectId\}\}\/rfis\nContent-Type: application\/json\n\n\{\n {2}"rfi": \{\n {4}"subject": "",/,
    );
    await vscode.commands.executeCommand('type', { text: 'Wall' });
    assert.match(document.getText(), /"subject": "Wall"/);
    await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
    await vscode.commands.executeCommand('type', { text: '42' });
    assert.match(document.getText(), /"rfi_manager_id": 42,/);
  });

  it('offers the names of a body while somebody types them', async () => {
    const head = 'POST /rest/v1.0/projects/1/rfis\nContent-Type: application/json\n\n';
    const document = await openHttp(`${head}{\n  "rfi": {\n    \n    "subject": "a"\n  }\n}\n`);
    const names = await eventually(async () => {
      const found = await offered(document, new vscode.Position(5, 4));
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(names.slice(0, 2).map(labelOf), ['rfi_manager_id', 'question']);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(5, 4, 5, 4);
    for (const text of ['"', 'd', 'u', 'e']) await vscode.commands.executeCommand('type', { text });
    await eventually(async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText().includes('"due_date": "YYYY-MM-DD"') ? true : undefined;
    });
  });

  it('comes by itself while a flag is typed', async () => {
    const document = await openHttp('GET /rest/v1.0/me\n\n###\n');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(endOf(document), endOf(document));
    for (const text of ['# ', '@']) await vscode.commands.executeCommand('type', { text });
    await eventually(async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.lineAt(3).text.length > 3 ? true : undefined;
    });
    assert.match(document.lineAt(3).text, /^# @name /);
  });

  it('says nothing in a file about something else', async () => {
    const document = await openHttp(
      'GET https://example.com/a\n\n###\nGET https://example.com/b\n\n###\nGET rfi',
    );
    assert.deepEqual((await offered(document)).filter(isOperation), []);
  });
});

async function offered(document: vscode.TextDocument, position = endOf(document)): Promise<readonly Item[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items;
}

function labelOf({ label }: Item): string {
  return typeof label === 'string' ? label : label.label;
}

/** The catalog comes a moment after it was first asked for. */
function isOperation(item: Item): boolean {
  return item.kind === vscode.CompletionItemKind.Interface;
}

function endOf(document: vscode.TextDocument): vscode.Position {
  return document.lineAt(document.lineCount - 1).range.end;
}

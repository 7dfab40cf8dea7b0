import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';

const text = `@project = 1234

### Projects
# @name projects
GET /rest/v1.0/projects/{{project}}
Accept: application/json

### Create
POST /rest/v1.0/projects
Content-Type: application/json

{
  "company_id": 7,
  "project": { "name": "{{projects.response.body.$.name}}" }
}
`;

describe('The language in the editor', () => {
  afterEach(closeEverything);

  it('has an outline of variables and requests', async () => {
    const document = await openHttp(text);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['@project', 'projects', 'Create'],
    );
  });

  it('folds requests and bodies', async () => {
    const document = await openHttp(text);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(folds.some(({ start, end }) => start === 11 && end === 14));
  });

  it('completes names inside braces', async () => {
    const document = await openHttp(`${text}\n### Next\nGET /rest/v1.0/projects/{{`);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.lineAt(document.lineCount - 1).range.end,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const label of ['project', 'projects.response.body', '$procore.environment', '$guid'])
      assert.ok(labels.includes(label), `${label} is not offered`);
  });

  it('goes from a name to its definition', async () => {
    const document = await openHttp(text);
    const [location] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      new vscode.Position(4, 30),
    );
    assert.equal(location?.range.start.line, 0);
  });

  it('shows where a value comes from', async () => {
    const document = await openHttp(text);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(4, 30),
    );
    const values = hovers.flatMap(({ contents }) =>
      contents.map(content => (typeof content === 'string' ? content : content.value)),
    );
    assert.match(values.join('\n'), /1234/);
    assert.match(values.join('\n'), /Goes to/);
  });

  it('has no complaint about a sound file', async () => {
    const document = await openHttp(
      text.replaceAll(/^(?=GET|POST)/gm, '# @company 7\n').replace('projects/{{project}}', '$&?company_id=7'),
    );
    // Problems come a moment later; one that is surely there tells when.
    const broken = await openHttp('GET /rest/v1.0/me?a={{nobody}}\n');
    await eventually(() => (problemsOf(broken).length > 0 ? true : undefined));
    assert.deepEqual(problemsOf(document), []);
  });
});

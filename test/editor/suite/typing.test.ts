import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { outline } from '../../../src/httpFile/features/symbols.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { closeEverything, openHttp } from './openHttp.ts';

const text = `@company = 42

### First
GET /rest/v1.0/companies/{{company}}/me

/*
### Second
*/
# @name second
GET /rest/v1.0/projects

###
POST /rest/v1.0/projects

{ "name": "x" }
`;

/** The requests that the outline shows, against those of a new parse of the text. */
async function checkOutline(document: vscode.TextDocument): Promise<void> {
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  const expected = outline(parseHttpFile(document.getText()));
  assert.deepEqual(
    symbols.map(({ name, range }) => [name, document.offsetAt(range.start), document.offsetAt(range.end)]),
    expected.map(({ name, range }) => [name, range.start, range.end]),
  );
}

describe('The tree of a document while somebody types', () => {
  afterEach(closeEverything);

  it('is that of the text after edits, at several cursors, undone and with other line ends', async () => {
    const document = await openHttp(text);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await checkOutline(document);
    const type = (typed: string) => vscode.commands.executeCommand('type', { text: typed });
    const run = (command: string) => vscode.commands.executeCommand(command);
    const at = (...offsets: number[]) => {
      editor.selections = offsets.map(offset => {
        const position = document.positionAt(offset);
        return new vscode.Selection(position, position);
      });
    };
    const steps: readonly (() => unknown)[] = [
      () => at(text.indexOf('First')),
      () => type('The '),
      () => at(0, document.getText().indexOf('### Second'), document.getText().length),
      () => type('x'),
      () => type('\n'),
      () => run('undo'),
      () => run('undo'),
      () => run('redo'),
      () => at(document.getText().indexOf('*/')),
      () => run('deleteRight'),
      () => editor.edit(builder => builder.setEndOfLine(vscode.EndOfLine.CRLF)),
      () => type('###\nGET /rest/v1.0/added'),
      () => run('editor.action.selectAll'),
      () => run('editor.action.moveLinesDownAction'),
      () => run('editor.action.duplicateSelection'),
      () => run('undo'),
      () => run('undo'),
      () => editor.edit(builder => builder.setEndOfLine(vscode.EndOfLine.LF)),
      () => run('undo'),
    ];
    for (const step of steps) {
      await step();
      await checkOutline(document);
    }
  });
});

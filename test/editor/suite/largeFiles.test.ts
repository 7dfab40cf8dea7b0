import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp } from './openHttp.ts';

/** More lines than are read at once: what nobody waits for comes after the text and its lenses. */
const count = 900;
const text = [
  '@project = 1234',
  '',
  ...Array.from({ length: count }, (_, at) => [
    `### Request ${at + 1}`,
    'POST /rest/v1.0/projects/{{project}}/files',
    'Content-Type: application/json',
    '',
    `< ./body-${at + 1}.json`,
    '',
  ]).flat(),
].join('\n');

describe('A file of more than five thousand lines', () => {
  afterEach(closeEverything);

  it('gets its lenses, and then its outline, its folds and its links', async () => {
    const document = await openHttp(text);
    assert.ok(document.lineCount > 5000);
    const asked = <T>(command: string) =>
      eventually(async () => {
        const found = await vscode.commands.executeCommand<T[] | undefined>(command, document.uri);
        return (found?.length ?? 0) >= count ? found : undefined;
      });

    const lenses = await asked<vscode.CodeLens>('vscode.executeCodeLensProvider');
    assert.equal(new Set(lenses.map(({ range }) => range.start.line)).size, count);
    const symbols = await asked<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider');
    assert.deepEqual(
      [symbols[0]?.name, symbols[1]?.name, symbols.at(-1)?.name, symbols.length],
      ['@project', 'Request 1', `Request ${count}`, count + 1],
    );
    const folds = await asked<vscode.FoldingRange>('vscode.executeFoldingRangeProvider');
    assert.ok(folds.some(({ start }) => start === 2));
    const links = await asked<vscode.DocumentLink>('vscode.executeLinkProvider');
    const last = links.find(({ range }) => document.getText(range) === `./body-${count}.json`);
    assert.ok(last !== undefined, 'the file of the last body is no link');
  });

  it('offers the light bulb of a problem far down', async () => {
    const document = await openHttp(`${text}\n### Last\nGET /rest/v1.0/me\nAccept\n`);
    const problem = await eventually(() =>
      vscode.languages
        .getDiagnostics(document.uri)
        .find(({ code }) => codeOf(code) === 'header-without-colon'),
    );
    const fix = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
        vscode.CodeActionKind.QuickFix.value,
        20,
      );
      return found.find(({ title }) => title === 'Add a colon');
    });
    assert.ok(fix.edit?.has(document.uri), 'the fix edits nothing');
  });
});

function codeOf(code: vscode.Diagnostic['code']): unknown {
  return typeof code === 'object' ? code.value : code;
}

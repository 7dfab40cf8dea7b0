import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp, problemsOf } from './openHttp.ts';

/** The problem of that code, once it is shown. */
function problem(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  return eventually(() =>
    problemsOf(document).find(
      shown => (typeof shown.code === 'object' ? shown.code.value : shown.code) === code,
    ),
  );
}

async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
    20,
  );
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit !== undefined, 'the fix edits something');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe('Problems in the text', () => {
  afterEach(closeEverything);

  it('are shown and mended by a quick fix, and are gone then', async () => {
    const document = await openHttp('# @company 1\nGET /rest/v1.1/projects/7/rfis\n');
    const shown = await problem(document, 'path-other-version');
    assert.equal(shown.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(shown.range), 'v1.1');
    const [fix] = (await actionsAt(document, shown.range)).filter(({ isPreferred }) => isPreferred);
    assert.match(fix?.title ?? '', /^Use v1\.0/);
    await apply(fix);
    assert.equal(document.getText(), '# @company 1\nGET /rest/v1.0/projects/7/rfis\n');
    await eventually(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('tell the form of a filter that Procore would ignore, before it is sent, and mend it', async () => {
    const document = await openHttp('# @company 1\nGET /rest/v1.0/projects/7/rfis?filter[status]=open\n');
    const shown = await problem(document, 'parameter-unknown');
    assert.equal(shown.severity, vscode.DiagnosticSeverity.Information);
    assert.match(shown.message, /Did you mean filters\[status\]\? Procore ignores names/);
    const [fix] = (await actionsAt(document, shown.range)).filter(({ isPreferred }) => isPreferred);
    await apply(fix);
    assert.equal(document.lineAt(1).text, 'GET /rest/v1.0/projects/7/rfis?filters[status]=open');
    await eventually(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('fade a variable that nothing uses', async () => {
    const document = await openHttp('@unused = 1\n\nGET /rest/v1.0/companies\n');
    const { tags, severity } = await problem(document, 'variable-unused');
    assert.deepEqual(tags, [vscode.DiagnosticTag.Unnecessary]);
    assert.equal(severity, vscode.DiagnosticSeverity.Hint);
  });

  it('come and go as somebody types', async () => {
    const document = await openHttp('GET /rest/v1.0/me?a={{a}}\n');
    await problem(document, 'variable-unknown');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '@a = 1\n\n');
    await vscode.workspace.applyEdit(edit);
    await eventually(() =>
      problemsOf(document).some(({ code }) => code === 'variable-unknown') ? undefined : true,
    );
  });

  it('are not shown in files that have nothing to do with Procore', async () => {
    const document = await openHttp('@unused = 1\nGET https://example.com/{{a}}\n');
    const about = await openHttp('GET /rest/v1.0/me?a={{a}}\n');
    await problem(about, 'variable-unknown');
    assert.deepEqual(problemsOf(document), []);
  });

  it('are mended at once where it is only a matter of form', async () => {
    const document = await openHttp('GET /vapid/me\n\nPOST https://example.com\n\n{ a: 1, }\n');
    await problem(document, 'path-deprecated');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const [fix] = await actionsAt(document, all, vscode.CodeActionKind.SourceFixAll);
    await apply(fix);
    assert.equal(document.getText(), 'GET /rest/v1.0/me\n\n###\nPOST https://example.com\n\n{ "a": 1 }\n');
  });

  it('are limited, with a last one that counts the rest', async () => {
    const document = await openHttp(`GET /rest/v1.0/me\n${'\n###\nGET /rest/v1.0/me?x={{y}}\n'.repeat(600)}`);
    const { message } = await problem(document, 'more-problems');
    assert.match(message, /^\d+ more problems/);
    assert.equal(problemsOf(document).length, 251);
  });

  describe('about a secret', () => {
    let folder = '';
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'procore-secret-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('move it into the private environment file', async () => {
      const http = join(folder, `${randomUUID()}.http`);
      await writeFile(http, '# @env sandbox\nGET /rest/v1.0/me\nX-Api-Key: q8Zr4fX2kP0sLw9TbN\n');
      const document = await vscode.workspace.openTextDocument(http);
      const editor = await vscode.window.showTextDocument(document);
      const shown = await problem(document, 'secret-in-file');
      assert.doesNotMatch(shown.message, /q8Zr/);
      const [fix] = await actionsAt(document, shown.range);
      assert.match(fix?.title ?? '', /^Move it to http-client\.private\.env\.json as xApiKey$/);
      // As somebody does who takes the light bulb: the editor saves what such a fix touches.
      editor.selection = new vscode.Selection(shown.range.start, shown.range.start);
      await vscode.commands.executeCommand('editor.action.codeAction', {
        kind: 'quickfix',
        apply: 'first',
        preferred: true,
      });
      const path = join(folder, 'http-client.private.env.json');
      const text = await eventually(async () => (await readFile(path, 'utf8').catch(() => '')) || undefined);
      assert.deepEqual(JSON.parse(text), { sandbox: { xApiKey: 'q8Zr4fX2kP0sLw9TbN' } });
      await eventually(() => (document.getText().includes('X-Api-Key: {{xApiKey}}') ? true : undefined));
    });
  });
});

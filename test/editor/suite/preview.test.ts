import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp } from './openHttp.ts';
import { type PlainServer, startPlainServer } from './plainServer.ts';

describe('Previews', () => {
  let server: PlainServer;

  before(async () => {
    server = await startPlainServer((_request, response) => response.end());
  });
  afterEach(closeEverything);
  after(() => server.close());

  it('show the request beside, masked, and send nothing', async () => {
    const document = await openHttp(
      `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\n# @note\nPOST ${server.origin}/x/{{$procore.environment}}\nAuthorization: Bearer abcdefghijk\n\n{"a":1}\n`,
    );
    await vscode.commands.executeCommand('procore.previewRequest', document.uri.toString(), 'plain');
    const shown = await eventually(
      () =>
        vscode.window.visibleTextEditors.find(editor => editor.document.uri.scheme === 'procore-report')
          ?.document,
    );
    const text = await eventually(() =>
      shown.getText().startsWith('Preview of') ? shown.getText() : undefined,
    );
    assert.match(text, /^Preview of plain: nothing was sent\n/);
    assert.match(text, /\nPOST http:\/\/127\.0\.0\.1:\d+\/x\/simulator\nauthorization: Bearer \*\*\*\n/);
    assert.match(text, /\nConfirmation: you are asked first, because of # @note\n/);
    assert.match(text, /\{\n {2}"a": 1\n\}\n$/);
    assert.deepEqual(server.seen, []);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });
});

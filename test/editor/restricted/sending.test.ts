import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openHttp } from '../suite/openHttp.ts';
import { startPlainServer } from '../suite/plainServer.ts';

describe('In Restricted Mode', () => {
  it('nothing is sent, whichever command is called', async () => {
    const server = await startPlainServer((_request, response) => response.end());
    try {
      const document = await openHttp(
        `### About Procore\nGET /rest/v1.0/me\n\n### Plain\n# @name plain\nGET ${server.origin}/x\n`,
      );
      const address = document.uri.toString();
      for (const command of [
        'procore.sendRequest',
        'procore.sendAllPages',
        'procore.runFile',
        'procore.runToHere',
        'procore.runSelection',
        'procore.repeatLastRequest',
      ])
        assert.equal(await vscode.commands.executeCommand(command, address, 'plain'), undefined);
      assert.equal(await vscode.commands.executeCommand('procore.startSimulator'), undefined);
      await vscode.commands.executeCommand('procore.chooseCompany');
      assert.deepEqual(server.seen, []);
    } finally {
      await server.close();
    }
  });

  it('files can still be read: they have an outline', async () => {
    const document = await openHttp('### Me\nGET /rest/v1.0/me\n');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['Me'],
    );
  });
});

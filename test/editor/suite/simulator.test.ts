import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeDocument, closeEverything } from './openHttp.ts';

describe('The simulator in the editor', () => {
  const settings = () => vscode.workspace.getConfiguration('procore');

  after(async () => {
    await vscode.commands.executeCommand('procore.stopSimulator');
    await closeEverything();
  });

  it('starts without Node on this machine, and answers on its port', async () => {
    const url = await vscode.commands.executeCommand<string>('procore.startSimulator');
    assert.equal(new URL(url).port, String(settings().get('simulator.port')));
    assert.notEqual(new URL(url).port, '27570', 'these tests share a simulator with others of this machine');
    const health = await fetch(`${url}/_simulator/health`);
    assert.equal(health.status, 200);
    assert.match(await health.text(), /"simulator":\s*true/);
  });

  it('is not started twice', async () => {
    const first = await vscode.commands.executeCommand<string>('procore.startSimulator');
    assert.equal(await vscode.commands.executeCommand<string>('procore.startSimulator'), first);
  });

  it('stops', async () => {
    const url = await vscode.commands.executeCommand<string>('procore.startSimulator');
    await vscode.commands.executeCommand('procore.stopSimulator');
    await assert.rejects(fetch(`${url}/_simulator/health`));
  });

  it('has samples that open as a file that can be edited', async () => {
    await vscode.commands.executeCommand('procore.openSamples', 'tour.http');
    const document = await activeDocument(({ uri }) => uri.path.endsWith('/samples/tour.http'));
    assert.equal(document.languageId, 'http');
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), true);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandId } from '../../../src/vscode/commandIds.ts';
import { measured } from '../../support/countingReporter.ts';
import { activationTime } from '../activationTime.ts';

describe('The extension', () => {
  const extension = vscode.extensions.getExtension('procore-workbench.procore-workbench');

  it('activates', async () => {
    assert.ok(extension, 'the extension is not installed in this host');
    assert.equal(extension.isActive, false, 'something activated it before there was a .http file');
    const asked = performance.now();
    await extension.activate();
    assert.equal(extension.isActive, true);
    const time = activationTime(extension.id);
    if (time !== undefined) measured['activation-ms'] = time;
    // A command of the last stage that comes by itself; it stops nothing, and is done when that stage is there.
    await vscode.commands.executeCommand(commandId.stopReadingWebhooks);
    measured['workbench-ready-ms'] = performance.now() - asked;
  });

  it('registers every command that its manifest names', async () => {
    await extension?.activate();
    const named: readonly { command: string }[] = extension?.packageJSON.contributes.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      named.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    );
  });

  it('registers no command that its manifest does not name, beside those of its views', async () => {
    await extension?.activate();
    const { commands, views } = extension?.packageJSON.contributes ?? {};
    const named = new Set((commands as { command: string }[]).map(({ command }) => command));
    const ids = (Object.values(views).flat() as { id: string }[]).map(({ id }) => `${id}.`);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      registered.filter(
        command =>
          command.startsWith('procore.') && !named.has(command) && !ids.some(id => command.startsWith(id)),
      ),
      [],
    );
  });
});

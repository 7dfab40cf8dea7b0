import assert from 'node:assert/strict';
import type { LogOutputChannel, Memento, QuickPickItem } from 'vscode';
import { openDesk } from '../../support/editorDouble/desk.ts';
import '../../support/editorDouble/hook.ts';

describe('The list of environments to switch to', () => {
  it('shows a title as the text it is, never as an icon', async () => {
    openDesk({
      'procore.environments': [
        {
          name: 'own',
          title: 'Kunde $(zap)',
          loginUrl: 'http://127.0.0.1:9',
          apiUrl: 'http://127.0.0.1:9',
          production: false,
        },
      ],
    });
    const vscode = await import('vscode');
    const { createEnvironments } = await import('../../../src/vscode/environments/environments.ts');
    const { registerSwitchEnvironment } = await import(
      '../../../src/vscode/environments/switchEnvironment.ts'
    );
    const kept: Memento = { keys: () => [], get: () => undefined, update: async () => undefined } as Memento;
    const registered = registerSwitchEnvironment({
      environments: createEnvironments(kept),
      simulator: {} as Parameters<typeof registerSwitchEnvironment>[0]['simulator'],
      authentication: { account: async () => undefined },
      log: { warn: () => undefined } as unknown as LogOutputChannel,
    });
    const real = vscode.window.showQuickPick;
    let shown: readonly QuickPickItem[] = [];
    try {
      Reflect.set(vscode.window, 'showQuickPick', async (items: Promise<readonly QuickPickItem[]>) => {
        shown = await items;
      });
      await vscode.commands.executeCommand('procore.switchEnvironment');
    } finally {
      Reflect.set(vscode.window, 'showQuickPick', real);
      registered.dispose();
    }
    assert.equal(
      shown.find(({ description }) => description === 'own')?.label,
      '$(blank) Kunde $\u200B(zap)',
    );
  });
});

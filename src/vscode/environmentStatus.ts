import * as vscode from 'vscode';
import { commandId } from './commandIds.ts';
import { environmentStatus } from './environmentStatusModel.ts';
import type { Environments } from './environments.ts';

/** The one item in the status bar: environment and company, click to switch. */
export function registerEnvironmentStatus(environments: Environments): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('procore.environment', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Procore Environment');
  item.command = commandId.switchEnvironment;

  function show() {
    const environment = environments.active();
    const status = environmentStatus(environment, environments.company(environment.name));
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.spoken, role: 'button' };
    item.backgroundColor = status.warns
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    item.show();
  }

  show();
  return vscode.Disposable.from(item, environments.onDidChange(show));
}

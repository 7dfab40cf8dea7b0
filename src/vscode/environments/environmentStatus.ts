import * as vscode from 'vscode';
import type { Authentication } from '../auth/register.ts';
import { commandId, languageId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { localWording } from '../wording.ts';
import { type AccountStatus, environmentStatus } from './environmentStatusModel.ts';
import type { Environments } from './environments.ts';

/**
 * The one item in the status bar: environment and company, click to switch. Not there while somebody is in a
 * `.http` file about something else.
 */
export function registerEnvironmentStatus(
  environments: Environments,
  authentication: Pick<Authentication, 'account' | 'onDidChange'>,
  documents: Pick<Documents, 'shownSoon' | 'parsed'>,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('procore.environment', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Procore Environment');
  item.command = commandId.switchEnvironment;

  function show(account: AccountStatus | undefined) {
    const environment = environments.active();
    const status = environmentStatus(
      environment,
      {
        company: environments.company(environment.name),
        project: environments.project(environment.name),
        variables: environments.variables(environment.name),
      },
      account,
      localWording,
    );
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.spoken, role: 'button' };
    item.backgroundColor = status.warns
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  }

  async function place() {
    const document = vscode.window.activeTextEditor?.document;
    const isElsewhere =
      document?.languageId === languageId &&
      (await documents.shownSoon(document)) === undefined &&
      documents.parsed(document).requests.length > 0;
    if (document !== vscode.window.activeTextEditor?.document) return;
    if (isElsewhere) item.hide();
    else item.show();
  }

  async function refresh() {
    const { name } = environments.active();
    show(undefined);
    const account = await authentication.account(name).catch(() => undefined);
    if (environments.active().name === name && account !== undefined) show(account);
  }

  void refresh();
  void place();
  return vscode.Disposable.from(
    item,
    environments.onDidChange(refresh),
    authentication.onDidChange(refresh),
    vscode.window.onDidChangeActiveTextEditor(place),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) void place();
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore.files')) void place();
    }),
  );
}

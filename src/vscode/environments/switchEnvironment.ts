import * as vscode from 'vscode';
import type { Authentication, SignedInAccount } from '../auth/register.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { readSettings } from '../settings.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import { type Environments, simulatorName } from './environments.ts';

interface EnvironmentItem extends vscode.QuickPickItem {
  readonly environment?: string;
  readonly command?: string;
}

/** The switcher: every environment with its account, then what belongs to it. */
export function registerSwitchEnvironment(parts: {
  readonly environments: Environments;
  readonly simulator: SimulatorControl;
  readonly authentication: Pick<Authentication, 'account'>;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { environments, simulator, authentication, log } = parts;

  async function switchTo(name: string) {
    const environment = environments.find(name);
    if (environment === undefined)
      throw new Error(
        vscode.l10n.t(
          'There is no environment "{0}". Known are: {1}.',
          name,
          environments
            .all()
            .map(each => each.name)
            .join(', '),
        ),
      );
    await environments.activate(name);
    if (name === simulatorName && vscode.workspace.isTrusted) await simulator.ensureRunning();
  }

  return registerCommand(log, commandId.switchEnvironment, async name => {
    if (typeof name === 'string') return switchTo(name);
    for (const problem of readSettings().environmentProblems) log.warn(problem);
    const picked = await vscode.window.showQuickPick(listItems(environments, authentication), {
      title: vscode.l10n.t('Switch Procore Environment'),
      placeHolder: vscode.l10n.t('Requests of this workspace go to the environment you choose'),
      matchOnDescription: true,
    });
    if (picked?.command !== undefined) {
      await vscode.commands.executeCommand(picked.command);
      return;
    }
    if (picked?.environment !== undefined) await switchTo(picked.environment);
  });
}

async function listItems(
  environments: Environments,
  authentication: Pick<Authentication, 'account'>,
): Promise<EnvironmentItem[]> {
  const active = environments.active();
  const own = await Promise.all(
    [...environments.all()]
      .sort((a, b) => Number(b.name === active.name) - Number(a.name === active.name))
      .map(async environment => {
        const account = await authentication.account(environment.name);
        return {
          label: `$(${environment.name === active.name ? 'check' : 'blank'}) ${asText(environment.title)}`,
          description: asText(environment.name),
          detail: [
            new URL(environment.apiUrl).host,
            asText(accountText(account)),
            ...(environment.production ? [vscode.l10n.t('writes ask first')] : []),
          ].join(' · '),
          environment: environment.name,
        };
      }),
  );
  const more: EnvironmentItem[] = [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('$(organization) Choose Company...'), command: commandId.chooseCompany },
    { label: vscode.l10n.t('$(project) Choose Project...'), command: commandId.chooseProject },
    {
      label: vscode.l10n.t('$(symbol-variable) Choose Variables Environment...'),
      command: commandId.chooseVariables,
    },
    { label: vscode.l10n.t('$(add) Add Environment...'), command: commandId.addEnvironment },
  ];
  return [...own, ...more];
}

/** `$(name)` in a title of one's own, or in an account, is no icon. */
function asText(text: string): string {
  return text.replaceAll('$(', '$\u200B(');
}

function accountText(account: SignedInAccount | undefined): string {
  if (account === undefined) return vscode.l10n.t('not signed in');
  return account.ended === undefined ? account.label : vscode.l10n.t('{0}, session ended', account.label);
}

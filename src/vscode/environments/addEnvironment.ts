import { lookup } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { askRow, askText } from '../operations/inputs.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { askEnvironment } from './askEnvironment.ts';
import type { Environments } from './environments.ts';
import type { EnvironmentEntry } from './newEnvironment.ts';

/** How long the network may take to say whether it knows a host, in milliseconds. */
const patience = 2000;

/** A wizard for what the setting `procore.environments` takes. */
export function registerAddEnvironment(parts: {
  readonly environments: Environments;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { environments, log } = parts;
  return registerCommand(log, commandId.addEnvironment, async () => {
    const asked = await askEnvironment(environments.all(), { row: askRow, text: askText, knows });
    if (asked === undefined) return;
    const { entry, connects } = asked;
    await write(entry);
    if (connects) {
      await untilKnown(environments, entry.name);
      await vscode.commands.executeCommand(commandId.changeCredentials, entry.name);
    }
    void offerSwitch(entry);
  });
}

/** What stands there stays as it is, also what cannot be read. */
async function write(entry: EnvironmentEntry): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('procore');
  const before = configuration.inspect<unknown>('environments')?.globalValue;
  const entries: readonly unknown[] = Array.isArray(before) ? before : [];
  await configuration.update('environments', [...entries, entry], vscode.ConfigurationTarget.Global);
}

/** The editor tells of a setting after it was written: a command for it would be about another environment until then. */
async function untilKnown(environments: Environments, name: string): Promise<void> {
  if (environments.find(name) !== undefined) return;
  await new Promise<void>(resolve => {
    const listening = environments.onDidChange(() => {
      if (environments.find(name) === undefined) return;
      listening.dispose();
      resolve();
    });
  });
}

async function offerSwitch({ name, title }: EnvironmentEntry): Promise<void> {
  const go = vscode.l10n.t('Switch to It');
  const edit = vscode.l10n.t('Edit Setting');
  const said = await vscode.window.showInformationMessage(
    withoutLinks(vscode.l10n.t('{0} was added to your environments as "{1}".', title, name)),
    go,
    edit,
  );
  if (said === go) await vscode.commands.executeCommand(commandId.switchEnvironment, name);
  if (said === edit)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'procore.environments');
}

async function knows(hostname: string): Promise<boolean | undefined> {
  const stop = new AbortController();
  const slow = setTimeout(patience, undefined, { signal: stop.signal }).catch(() => undefined);
  const found = lookup(hostname).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOTFOUND' ? false : undefined),
  );
  try {
    return await Promise.race([found, slow]);
  } finally {
    stop.abort();
  }
}

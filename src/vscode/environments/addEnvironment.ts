import { lookup } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Checked } from '../auth/appSteps.ts';
import { commandId } from '../commandIds.ts';
import { askRow, askText } from '../operations/inputs.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { askEnvironment } from './askEnvironment.ts';
import { becomesKnown } from './becomesKnown.ts';
import type { Environments } from './environments.ts';
import type { EnvironmentEntry } from './newEnvironment.ts';

/** How long the network may take to say whether it knows a host, in milliseconds. */
const patience = 2000;
/** How long the editor may take to tell of a setting after it was written, in milliseconds. */
const untilTold = 10_000;

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
    // A command for it would be about another environment until then.
    if (
      !(await becomesKnown(environments, entry.name, signal => setTimeout(untilTold, undefined, { signal })))
    )
      return void tellUnread(entry);
    // Said together with the environment, at the end.
    const app = connects
      ? await vscode.commands.executeCommand<Checked | undefined>(
          commandId.changeCredentials,
          entry.name,
          false,
        )
      : undefined;
    void offerSwitch(entry, app);
  });
}

/** What stands there stays as it is, also what cannot be read. */
async function write(entry: EnvironmentEntry): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('procore');
  const before = configuration.inspect<unknown>('environments')?.globalValue ?? [];
  if (!Array.isArray(before))
    throw new Error(
      vscode.l10n.t(
        'The setting procore.environments in your user settings is no list, and stays as it is. Make it a list, such as [], then add the environment again.',
      ),
    );
  const entries: readonly unknown[] = before;
  await configuration.update('environments', [...entries, entry], vscode.ConfigurationTarget.Global);
}

/**
 * The editor writes a setting where it stands already: that may be in the settings of the remote machine, which must
 * not say where tokens go and are not read for it.
 */
async function tellUnread(entry: EnvironmentEntry): Promise<void> {
  const open = vscode.l10n.t('Open Remote Settings');
  const copy = vscode.l10n.t('Copy the Entry');
  const said = await vscode.window.showWarningMessage(
    withoutLinks(
      vscode.l10n.t(
        '{0} is not in use: procore.environments stands in the settings of the remote machine, where the editor has written it, and those do not count for it. Take procore.environments out there, then add the environment again.',
        entry.title,
      ),
    ),
    open,
    copy,
  );
  if (said === open) await vscode.commands.executeCommand('workbench.action.openRemoteSettingsFile');
  if (said === copy) await vscode.env.clipboard.writeText(JSON.stringify(entry, undefined, 2));
}

/** `app`: what is known of its app, where one is stored. */
async function offerSwitch(entry: EnvironmentEntry, app: Checked | undefined): Promise<void> {
  const { name } = entry;
  const go = vscode.l10n.t('Switch to It');
  const signIn = vscode.l10n.t('Sign In');
  const edit = vscode.l10n.t('Edit Setting');
  const said = await vscode.window.showInformationMessage(
    withoutLinks(addedText(entry, app)),
    ...[go, ...(app === undefined ? [] : [signIn]), edit],
  );
  if (said === signIn) await vscode.commands.executeCommand(commandId.signIn, name);
  if (said === go) await vscode.commands.executeCommand(commandId.switchEnvironment, name);
  if (said === edit)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'procore.environments');
}

function addedText({ name, title, loginUrl }: EnvironmentEntry, app: Checked | undefined): string {
  const { l10n } = vscode;
  if (app === undefined) return l10n.t('{0} was added to your environments as "{1}".', title, name);
  return app === 'unknown'
    ? l10n.t(
        '{0} was added to your environments as "{1}", and its app is stored. That could not be checked: {2} did not say whether it knows it.',
        title,
        name,
        new URL(loginUrl).host,
      )
    : l10n.t('{0} was added to your environments as "{1}", and its app is stored.', title, name);
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

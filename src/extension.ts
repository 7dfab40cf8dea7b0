import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { commandId } from './vscode/commandIds.ts';
import { speakAs } from './vscode/l10n.ts';
import { registerLanguageModelTools } from './vscode/languageModelTools/register.ts';
import { reportFailure } from './vscode/report.ts';
import { once } from './vscode/stages/once.ts';
import type { Requests } from './vscode/stages/requests.ts';
import { openStart } from './vscode/stages/start.ts';
import { registerStandIns } from './vscode/standIns.ts';

let close: (() => Promise<void>) | undefined;

/**
 * Registers what must be there at once: the commands, the accounts and the tools of language models. The rest is read
 * and registered in the next turns, or when somebody asks for it before. No network, no question, no notification.
 */
export function activate(context: vscode.ExtensionContext): void {
  speakAs(vscode.l10n.t, () => Object.keys(vscode.l10n.bundle ?? {}));
  const log = vscode.window.createOutputChannel('Procore', { log: true });
  const report = (error: unknown) => void reportFailure(log, error);
  const keep = <Stage extends vscode.Disposable>(stage: Stage): Stage => {
    context.subscriptions.push(stage);
    return stage;
  };
  let opened: Requests | undefined;
  const requests = once(async () => {
    const { openRequests } = await import('./vscode/stages/requests.ts');
    opened = keep(openRequests(start));
    return opened;
  });
  const workbench = once(async () => {
    const before = await requests();
    const { openWorkbench } = await import('./vscode/stages/workbench.ts');
    return keep(openWorkbench(start, before));
  });
  const seldom = once(async () => {
    const [before, around] = [await requests(), await workbench()];
    const { registerSeldomCommands } = await import('./vscode/stages/seldom.ts');
    return keep(registerSeldomCommands(start, before, around));
  });

  keep(log);
  keep(registerStandIns(Object.values(commandId), [requests, workbench, seldom], report));
  const start = keep(openStart(context, log));
  const { environments, authentication, sent } = start;
  keep(
    registerLanguageModelTools({
      catalogs: { load: async () => (await requests()).catalogs.load() },
      environments,
      runs: { send: async (...given) => (await requests()).runs.send(...given) },
      sent,
    }),
  );
  close = async () => {
    await Promise.all([authentication.close(), opened?.sendings.close()]);
  };
  void openInTurns([requests, workbench]).catch(report);
}

/** Between two of them the extension host does what others wait for. */
async function openInTurns(stages: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const open of stages) {
    await nextTurn();
    await open();
  }
}

/** A token that is being renewed is stored first, and so are the rows of lists that are stopped, if that takes no long. */
export async function deactivate(): Promise<void> {
  await close?.();
}

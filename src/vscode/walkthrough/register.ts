import * as vscode from 'vscode';
import { contextKey } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { type Progress, progressOf } from './progress.ts';

/** Sets the context keys by which the walkthrough ticks off its steps, each when it becomes true. */
export function registerWalkthrough(parts: {
  readonly sent: Pick<SentRequests, 'onDidChange'>;
  readonly environments: Pick<Environments, 'active' | 'project' | 'onDidChange'>;
}): vscode.Disposable {
  const { sent, environments } = parts;
  let progress: Progress = { answered: false, explained: false };
  let isChosen: boolean | undefined;
  const set = (key: string, value: boolean) => vscode.commands.executeCommand('setContext', key, value);

  function tellProject(): void {
    const chosen = environments.project(environments.active().name) !== undefined;
    if (chosen === isChosen) return;
    isChosen = chosen;
    void set(contextKey.projectChosen, chosen);
  }

  tellProject();
  return vscode.Disposable.from(
    sent.onDidChange(changed => {
      const next = progressOf(changed, progress);
      if (next.answered !== progress.answered) void set(contextKey.answered, true);
      if (next.explained !== progress.explained) void set(contextKey.explained, true);
      progress = next;
    }),
    environments.onDidChange(tellProject),
  );
}

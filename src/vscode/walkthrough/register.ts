import * as vscode from 'vscode';
import { contextKey } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { type StepDone, stepsDoneBy } from './progress.ts';

const keys: Readonly<Record<StepDone, string>> = {
  answered: contextKey.answered,
  explained: contextKey.explained,
};

/** Milliseconds in which a step is told once: a run of many requests does it many times. */
const pause = 1000;

/**
 * Sets the context keys by which the walkthrough ticks off its steps. What happens is told each time it does, by a
 * key that is true for a moment: the editor looks only at changes, and only from when the walkthrough was first shown.
 */
export function registerWalkthrough(parts: {
  readonly sent: Pick<SentRequests, 'onDidChange'>;
  readonly environments: Pick<Environments, 'active' | 'project' | 'onDidChange'>;
}): vscode.Disposable {
  const { sent, environments } = parts;
  const told = new Map<StepDone, number>();
  let isChosen: boolean | undefined;
  const set = (key: string, value: boolean) => vscode.commands.executeCommand('setContext', key, value);

  function tell(step: StepDone): void {
    const now = Date.now();
    if (now - (told.get(step) ?? 0) < pause) return;
    told.set(step, now);
    void set(keys[step], true).then(() => set(keys[step], false));
  }

  function tellProject(): void {
    const chosen = environments.project(environments.active().name) !== undefined;
    if (chosen === isChosen) return;
    isChosen = chosen;
    void set(contextKey.projectChosen, chosen);
  }

  tellProject();
  return vscode.Disposable.from(
    sent.onDidChange(changed => stepsDoneBy(changed).forEach(tell)),
    environments.onDidChange(tellProject),
  );
}

import * as vscode from 'vscode';
import type { Authentication } from '../auth/register.ts';
import { contextKey } from '../commandIds.ts';
import { type Environments, simulatorName } from '../environments/environments.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { type StepDone, stepsDoneBy } from './progress.ts';
import { tellForAMoment } from './tellForAMoment.ts';

const keys: Readonly<Record<StepDone, string>> = {
  answered: contextKey.answered,
  explained: contextKey.explained,
};

/** Milliseconds in which a step is told once: a run of many requests does it many times. */
const pause = 1000;

/** Sets the context keys by which the walkthrough ticks off its steps: what has happened, never that it was tried. */
export function registerWalkthrough(parts: {
  readonly sent: Pick<SentRequests, 'onDidChange'>;
  readonly environments: Pick<Environments, 'active' | 'onDidChooseProject'>;
  readonly authentication: Pick<Authentication, 'account' | 'onDidChange'>;
  readonly now?: () => number;
}): vscode.Disposable {
  const { sent, environments, authentication, now = Date.now } = parts;
  const told = new Map<StepDone, number>();

  function tell(step: StepDone): void {
    const last = told.get(step);
    if (last !== undefined && now() - last < pause) return;
    told.set(step, now());
    void tellForAMoment(keys[step]);
  }

  /** A sign-in to the simulator is none to one's own Procore. */
  async function tellConnected(): Promise<void> {
    const { name } = environments.active();
    if (name === simulatorName) return;
    const account = await authentication.account(name).catch(() => undefined);
    if (account !== undefined && account.ended === undefined) await tellForAMoment(contextKey.connected);
  }

  return vscode.Disposable.from(
    sent.onDidChange(changed => stepsDoneBy(changed).forEach(tell)),
    environments.onDidChooseProject(() => tellForAMoment(contextKey.projectChosen)),
    authentication.onDidChange(tellConnected),
  );
}

import * as vscode from 'vscode';
import { commandId, contextKey } from '../commandIds.ts';
import { type Environments, simulatorName } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { tellForAMoment } from '../walkthrough/tellForAMoment.ts';
import type { SimulatorControl } from './simulatorControl.ts';

/** Start and stop. Starting makes the simulator this workspace's environment: that is why one starts it. */
export function registerSimulatorCommands(parts: {
  readonly simulator: SimulatorControl;
  readonly environments: Environments;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { simulator, environments, log } = parts;
  return vscode.Disposable.from(
    registerCommand(log, commandId.startSimulator, async () => {
      if (!(await requireTrust())) return undefined;
      const address = await simulator.ensureRunning();
      void tellForAMoment(contextKey.simulatorStarted);
      if (environments.active().name !== simulatorName) await environments.activate(simulatorName);
      return address.url;
    }),
    registerCommand(log, commandId.stopSimulator, async () => {
      if (await simulator.stop()) return;
      if (simulator.current() !== undefined)
        void vscode.window.showInformationMessage(
          vscode.l10n.t('The simulator belongs to another window. Stop it there, or close that window.'),
        );
    }),
  );
}

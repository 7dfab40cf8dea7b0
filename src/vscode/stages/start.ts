import * as vscode from 'vscode';
import { registerAuthentication } from '../auth/register.ts';
import { commandId } from '../commandIds.ts';
import { createEnvironments } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { createSentRequests } from '../requests/sentRequests.ts';
import { createSimulatorControl } from '../simulator/simulatorControl.ts';

export type Start = ReturnType<typeof openStart>;

/** What is there at once: who is signed in, and where. */
export function openStart(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
  const environments = createEnvironments(context.workspaceState);
  const simulator = createSimulatorControl(context.asAbsolutePath('dist/simulatorWorker.js'), log);
  const authentication = registerAuthentication({ context, environments, simulator, log });
  const disposables = vscode.Disposable.from(
    environments,
    simulator,
    authentication,
    registerCommand(log, commandId.showLog, async () => log.show()),
  );
  const sent = createSentRequests();
  return {
    ...{ context, log, environments, simulator, authentication, sent },
    dispose: () => disposables.dispose(),
  };
}

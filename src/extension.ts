import * as vscode from 'vscode';
import { registerActiveFileKey } from './vscode/activeFile.ts';
import { registerAuthentication } from './vscode/auth/register.ts';
import { registerChooseCompany } from './vscode/chooseCompany.ts';
import { registerCodeLens } from './vscode/codeLens.ts';
import { commandId } from './vscode/commandIds.ts';
import { registerDiagnosticsView } from './vscode/diagnosticsView/index.ts';
import { createDocuments } from './vscode/documents.ts';
import { registerEnvironmentStatus } from './vscode/environmentStatus.ts';
import { createEnvironments } from './vscode/environments.ts';
import { registerRequestHover } from './vscode/hover.ts';
import { registerLanguageFeatures } from './vscode/languageFeatures.ts';
import { registerProblems } from './vscode/problems.ts';
import { registerResponseDocuments } from './vscode/responseDocuments.ts';
import { registerRevealRequest } from './vscode/revealRequest.ts';
import { registerSamples } from './vscode/samples.ts';
import { createSender } from './vscode/sender.ts';
import { registerSendRequest } from './vscode/sendRequest.ts';
import { createSentRequests } from './vscode/sentRequests.ts';
import { registerSimulatorCommands } from './vscode/simulatorCommands.ts';
import { createSimulatorControl } from './vscode/simulatorControl.ts';
import { registerSwitchEnvironment } from './vscode/switchEnvironment.ts';

let close: (() => Promise<void>) | undefined;

/** Builds the parts in order and registers each once. No network, no question, no notification. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Procore', { log: true });
  const environments = createEnvironments(context.workspaceState);
  const simulator = createSimulatorControl(context.asAbsolutePath('dist/simulatorWorker.js'), log);
  const authentication = registerAuthentication({ context, environments, simulator, log });
  close = authentication.close;
  const sender = createSender({ environments, simulator, authentication });
  const documents = createDocuments(environments);
  const sent = createSentRequests();
  const responses = registerResponseDocuments(sent, log);

  context.subscriptions.push(
    log,
    environments,
    simulator,
    authentication,
    sender,
    documents,
    responses,
    registerEnvironmentStatus(environments, authentication),
    registerSwitchEnvironment({ environments, simulator, authentication, log }),
    registerChooseCompany({ environments, sender, log }),
    registerSendRequest({ documents, environments, sender, sent, responses, log }),
    registerRevealRequest(documents, log),
    registerSimulatorCommands({ simulator, environments, log }),
    registerSamples(context, log),
    registerActiveFileKey(documents),
    registerLanguageFeatures(documents, environments),
    registerCodeLens(documents, environments, sent),
    registerRequestHover({ documents, environments, authentication, sent }),
    registerProblems(documents, sent),
    registerDiagnosticsView(sent, log),
    vscode.commands.registerCommand(commandId.showLog, () => log.show()),
  );
}

/** A token that is being renewed is stored first, if that takes no long. */
export async function deactivate(): Promise<void> {
  await close?.();
}

import * as vscode from 'vscode';
import { createKeptLists } from './runner/keptLists.ts';
import { registerAuthentication } from './vscode/auth/register.ts';
import { registerBudgetChart } from './vscode/budgets/budgetChart.ts';
import { createBudgetFeed } from './vscode/budgets/budgetFeed.ts';
import { registerBudgetStatus } from './vscode/budgets/budgetStatus.ts';
import { registerBrowseCatalog } from './vscode/catalog/browseCatalog.ts';
import { createCatalogs } from './vscode/catalog/catalogs.ts';
import { registerImportOpenApi } from './vscode/catalog/importOpenApi.ts';
import { commandId } from './vscode/commandIds.ts';
import { registerCopyAsCurl } from './vscode/convert/copyAsCurl.ts';
import { registerImportPostman } from './vscode/convert/importPostman.ts';
import { registerPasteCurl } from './vscode/convert/pasteCurl.ts';
import { registerAccountState } from './vscode/diagnosticsView/accountState.ts';
import { registerDiagnosticsView } from './vscode/diagnosticsView/index.ts';
import { registerAddEnvironment } from './vscode/environments/addEnvironment.ts';
import { registerChooseCompany } from './vscode/environments/chooseCompany.ts';
import { registerChooseVariables } from './vscode/environments/chooseVariables.ts';
import { registerEnvironmentStatus } from './vscode/environments/environmentStatus.ts';
import { createEnvironments } from './vscode/environments/environments.ts';
import { outsideLayers } from './vscode/environments/outsideLayers.ts';
import { createOutsideReader } from './vscode/environments/outsideReader.ts';
import { registerSwitchEnvironment } from './vscode/environments/switchEnvironment.ts';
import { registerNodeDrop } from './vscode/explorer/dragNode.ts';
import { registerNodeCommands } from './vscode/explorer/nodeCommands.ts';
import { registerExplorer } from './vscode/explorer/register.ts';
import { openHistory, registerHistory } from './vscode/history/register.ts';
import { speakAs } from './vscode/l10n.ts';
import { registerActiveFileKey } from './vscode/language/activeFile.ts';
import { registerAssertDecorations } from './vscode/language/assertDecorations.ts';
import { registerBodyFiles } from './vscode/language/bodyFiles.ts';
import { registerCodeLens } from './vscode/language/codeLens.ts';
import { createDocuments } from './vscode/language/documents.ts';
import { registerFailureHovers } from './vscode/language/failureHovers.ts';
import { createFeatureContexts } from './vscode/language/featureContext.ts';
import { registerFindings } from './vscode/language/findings.ts';
import { registerRequestHover } from './vscode/language/hover.ts';
import { registerLanguageFeatures } from './vscode/language/languageFeatures.ts';
import { registerProblems } from './vscode/language/problems.ts';
import { registerQuickFixes } from './vscode/language/quickFixes.ts';
import { registerLanguageModelTools } from './vscode/languageModelTools/register.ts';
import { createOperationRuns } from './vscode/operations/operationRuns.ts';
import { registerRunOperation } from './vscode/operations/runOperation.ts';
import { registerRemedies } from './vscode/remedies/register.ts';
import { createTriedRemedies } from './vscode/remedies/triedRemedies.ts';
import { createLastRequest } from './vscode/requests/lastRequest.ts';
import { registerPreviewRequest } from './vscode/requests/previewRequest.ts';
import { registerRepeatLast } from './vscode/requests/repeatLast.ts';
import { registerRevealRequest } from './vscode/requests/revealRequest.ts';
import { registerRunRequests } from './vscode/requests/runRequests.ts';
import { createSender } from './vscode/requests/sender.ts';
import { createSendings } from './vscode/requests/sendings.ts';
import { createSendPlans } from './vscode/requests/sendPlans.ts';
import { registerSendRequest } from './vscode/requests/sendRequest.ts';
import { createSentRequests } from './vscode/requests/sentRequests.ts';
import { createStoppedLists } from './vscode/requests/stoppedLists.ts';
import { createBodyFolder, isProcessAlive } from './vscode/responses/bodyFolder.ts';
import { registerReportDocuments } from './vscode/responses/reportDocuments.ts';
import { registerResponseBodies } from './vscode/responses/responseBodies.ts';
import { registerResponseDocuments } from './vscode/responses/responseDocuments.ts';
import { registerCheckServiceStatus } from './vscode/serviceStatus/checkServiceStatus.ts';
import { readSettings } from './vscode/settings.ts';
import { registerSamples } from './vscode/simulator/samples.ts';
import { registerSimulatorCommands } from './vscode/simulator/simulatorCommands.ts';
import { createSimulatorControl } from './vscode/simulator/simulatorControl.ts';
import { registerSupportReport } from './vscode/supportReport/register.ts';
import { registerTroubleshoot } from './vscode/troubleshooting/troubleshoot.ts';
import { registerUploadFile } from './vscode/uploads/uploadFile.ts';
import { registerWalkthrough } from './vscode/walkthrough/register.ts';
import { registerWebhooks } from './vscode/webhooks/register.ts';

let close: (() => Promise<void>) | undefined;

/** Builds the parts in order and registers each once. No network, no question, no notification. */
export function activate(context: vscode.ExtensionContext): void {
  speakAs(vscode.l10n.t, () => Object.keys(vscode.l10n.bundle ?? {}));
  const log = vscode.window.createOutputChannel('Procore', { log: true });
  const environments = createEnvironments(context.workspaceState);
  const simulator = createSimulatorControl(context.asAbsolutePath('dist/simulatorWorker.js'), log);
  const authentication = registerAuthentication({ context, environments, simulator, log });
  const catalogs = createCatalogs(context.globalStorageUri, log);
  const bodies = createBodyFolder(vscode.Uri.joinPath(context.globalStorageUri, 'answers').fsPath, {
    pid: process.pid,
    isAlive: isProcessAlive,
    now: Date.now,
  });
  const lists = createKeptLists({
    folder: vscode.Uri.joinPath(context.globalStorageUri, 'lists').fsPath,
    pid: process.pid,
    isAlive: isProcessAlive,
    now: Date.now,
    limit: () => readSettings().shownBytes,
    keepWhole: bodies.adopt,
  });
  const formatWorker = context.asAbsolutePath('dist/formatWorker.js');
  const budgetFeed = createBudgetFeed();
  const sender = createSender({
    environments,
    simulator,
    authentication,
    catalogs,
    bodies,
    lists,
    budgetFolder: vscode.Uri.joinPath(context.globalStorageUri, 'budgets'),
    onBudget: budgetFeed.hear,
  });
  const documents = createDocuments(environments);
  const outside = createOutsideReader(environments, log);
  const layers = outsideLayers(outside, documents, environments);
  const contexts = createFeatureContexts({
    environments,
    log,
    catalogs,
    layers,
  });
  const sent = createSentRequests();
  const tried = createTriedRemedies(sent);
  const responses = registerResponseDocuments({ sent, workerFile: formatWorker, log });
  const reports = registerReportDocuments();
  const plans = createSendPlans({ environments, outside, sender });
  const history = openHistory(context, log);
  const lastRequest = createLastRequest(context.workspaceState);
  const stopped = createStoppedLists(context.workspaceState);
  const sendings = createSendings({
    plans,
    sender,
    sent,
    responses,
    history,
    lastRequest,
    stopped,
    catalogs,
    log,
  });
  const runs = createOperationRuns({ documents, sendings, responses, log });
  const projects = registerExplorer({ environments, authentication, simulator, catalogs, sender, log });
  close = async () => {
    await Promise.all([authentication.close(), sendings.close()]);
  };

  context.subscriptions.push(
    log,
    environments,
    simulator,
    authentication,
    catalogs,
    sender,
    documents,
    outside,
    contexts,
    bodies,
    responses,
    registerResponseBodies({ sent, responses, documents, workerFile: formatWorker, log }),
    reports,
    registerEnvironmentStatus(environments, authentication, documents),
    registerSwitchEnvironment({ environments, simulator, authentication, log }),
    registerAddEnvironment({ environments, log }),
    registerChooseCompany({ environments, sender, log }),
    registerChooseVariables({ environments, outside, log }),
    projects,
    registerNodeCommands({ catalogs, documents, environments, runs, sender, chosen: projects.chosen, log }),
    registerNodeDrop({ catalogs, documents, environments }),
    sendings,
    registerSendRequest({ documents, plans, sendings, log }),
    registerPreviewRequest({ documents, environments, authentication, plans, sender, reports, log }),
    registerRunRequests({ documents, plans, sendings, reports, budgets: sender.budgets, log }),
    registerRepeatLast({ documents, environments, plans, sendings, lastRequest, log }),
    registerRevealRequest(documents, log),
    registerUploadFile({ environments, documents, sender, sendings, log }),
    runs,
    registerRunOperation({ catalogs, contexts, runs, log }),
    registerBrowseCatalog({ catalogs, contexts, documents, runs, log }),
    registerSimulatorCommands({ simulator, environments, log }),
    registerImportOpenApi({
      catalogs,
      reports,
      workerFile: context.asAbsolutePath('dist/catalogWorker.js'),
      log,
    }),
    registerSamples(context, log),
    registerPasteCurl({ documents, environments, log }),
    registerCopyAsCurl({ documents, authentication, plans, sender, log }),
    registerImportPostman({
      environments,
      workerFile: context.asAbsolutePath('dist/postmanWorker.js'),
      log,
    }),
    registerActiveFileKey(documents),
    registerLanguageFeatures(documents, contexts),
    registerCodeLens(documents, environments, sent, layers, stopped),
    registerRequestHover({ documents, environments, authentication, sent, layers }),
    registerFailureHovers(documents, sent, responses),
    registerFindings(documents, contexts, log),
    registerQuickFixes(documents, contexts, environments),
    registerRemedies({ documents, contexts, environments, sender, sendings, sent, history, tried, log }),
    registerCheckServiceStatus(log),
    registerWalkthrough({ sent, environments, authentication }),
    registerLanguageModelTools({ catalogs, environments, runs, sent }),
    registerTroubleshoot({ reports, manifest: context.extension.packageJSON, log }),
    registerSupportReport({ documents, sent, responses, history, tried, log }),
    registerBodyFiles(documents),
    registerProblems(documents, sent),
    registerAssertDecorations(documents, sent),
    registerDiagnosticsView({ sent, sender, feed: budgetFeed, documents, log }),
    registerAccountState(environments, authentication),
    registerBudgetStatus({ sender, feed: budgetFeed }),
    registerBudgetChart({ feed: budgetFeed, script: context.asAbsolutePath('dist/budgetChart.js'), log }),
    registerWebhooks({
      environments,
      authentication,
      simulator,
      sender,
      state: context.workspaceState,
      reports,
      log,
    }),
    registerHistory(history, {
      documents,
      environments,
      authentication,
      sendings,
      workerFile: formatWorker,
      log,
    }),
    vscode.commands.registerCommand(commandId.showLog, () => log.show()),
  );
}

/** A token that is being renewed is stored first, and so are the rows of lists that are stopped, if that takes no long. */
export async function deactivate(): Promise<void> {
  await close?.();
}

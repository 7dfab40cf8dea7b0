import * as vscode from 'vscode';
import { createKeptLists } from '../../runner/keptLists.ts';
import { createBudgetFeed } from '../budgets/budgetFeed.ts';
import { registerBudgetStatus } from '../budgets/budgetStatus.ts';
import { createCatalogs } from '../catalog/catalogs.ts';
import { registerAccountState } from '../diagnosticsView/accountState.ts';
import { registerEnvironmentStatus } from '../environments/environmentStatus.ts';
import { outsideLayers } from '../environments/outsideLayers.ts';
import { createOutsideReader } from '../environments/outsideReader.ts';
import { registerSwitchEnvironment } from '../environments/switchEnvironment.ts';
import { openHistory } from '../history/register.ts';
import { registerActiveFileKey } from '../language/activeFile.ts';
import { registerAssertDecorations } from '../language/assertDecorations.ts';
import { registerCodeLens } from '../language/codeLens.ts';
import { createDocuments } from '../language/documents.ts';
import { createFeatureContexts } from '../language/featureContext.ts';
import { createOperationRuns } from '../operations/operationRuns.ts';
import { createTriedRemedies } from '../remedies/triedRemedies.ts';
import { createLastRequest } from '../requests/lastRequest.ts';
import { createSender } from '../requests/sender.ts';
import { createSendings } from '../requests/sendings.ts';
import { createSendPlans } from '../requests/sendPlans.ts';
import { registerSendRequest } from '../requests/sendRequest.ts';
import { createStoppedLists } from '../requests/stoppedLists.ts';
import { createBodyFolder, isProcessAlive } from '../responses/bodyFolder.ts';
import { registerReportDocuments } from '../responses/reportDocuments.ts';
import { registerResponseBodies } from '../responses/responseBodies.ts';
import { registerResponseDocuments } from '../responses/responseDocuments.ts';
import { readSettings } from '../settings.ts';
import { registerWalkthrough } from '../walkthrough/register.ts';
import type { Start } from './start.ts';

export type Requests = ReturnType<typeof openRequests>;

/** All that it takes to read a file, to show its lenses, to send a request and to show the answer. */
export function openRequests({ context, log, environments, simulator, authentication, sent }: Start) {
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
  const contexts = createFeatureContexts({ environments, log, catalogs, layers });
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
  const disposables = vscode.Disposable.from(
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
    sendings,
    registerSendRequest({ documents, plans, sendings, now: () => performance.now(), log }),
    runs,
    registerActiveFileKey(documents),
    registerCodeLens(documents, environments, sent, layers, stopped),
    registerAccountState(environments, authentication),
    registerBudgetStatus({ sender, feed: budgetFeed }),
    registerAssertDecorations(documents, sent),
    registerWalkthrough({ sent, environments, authentication }),
  );
  return {
    catalogs,
    budgetFeed,
    sender,
    documents,
    outside,
    layers,
    contexts,
    tried,
    responses,
    reports,
    plans,
    history,
    lastRequest,
    sendings,
    runs,
    dispose: () => disposables.dispose(),
  };
}

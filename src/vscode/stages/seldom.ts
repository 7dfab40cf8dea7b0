import * as vscode from 'vscode';
import { registerBudgetChart } from '../budgets/budgetChart.ts';
import { registerBrowseCatalog } from '../catalog/browseCatalog.ts';
import { registerImportOpenApi } from '../catalog/importOpenApi.ts';
import { registerCopyAsCurl } from '../convert/copyAsCurl.ts';
import { registerImportPostman } from '../convert/importPostman.ts';
import { registerAddEnvironment } from '../environments/addEnvironment.ts';
import { registerChooseCompany } from '../environments/chooseCompany.ts';
import { registerChooseVariables } from '../environments/chooseVariables.ts';
import { registerNodeCommands } from '../explorer/nodeCommands.ts';
import { registerRunOperation } from '../operations/runOperation.ts';
import { registerPreviewRequest } from '../requests/previewRequest.ts';
import { registerRepeatLast } from '../requests/repeatLast.ts';
import { registerRevealRequest } from '../requests/revealRequest.ts';
import { registerRunRequests } from '../requests/runRequests.ts';
import { registerCheckServiceStatus } from '../serviceStatus/checkServiceStatus.ts';
import { registerSamples } from '../simulator/samples.ts';
import { registerSimulatorCommands } from '../simulator/simulatorCommands.ts';
import { registerTroubleshoot } from '../troubleshooting/troubleshoot.ts';
import { registerUploadFile } from '../uploads/uploadFile.ts';
import type { Requests } from './requests.ts';
import type { Start } from './start.ts';
import type { Workbench } from './workbench.ts';

/**
 * Commands that most sessions never see: their code is loaded when the first of them is called. What hears of events or
 * serves the language is no such command.
 */
export function registerSeldomCommands(
  { context, log, environments, simulator, authentication }: Start,
  {
    documents,
    catalogs,
    contexts,
    plans,
    sendings,
    runs,
    sender,
    reports,
    outside,
    budgetFeed,
    lastRequest,
  }: Requests,
  { projects }: Workbench,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerAddEnvironment({ environments, log }),
    registerChooseCompany({ environments, sender, log }),
    registerChooseVariables({ environments, outside, log }),
    registerNodeCommands({ catalogs, documents, environments, runs, sender, chosen: projects.chosen, log }),
    registerPreviewRequest({ documents, environments, authentication, plans, sender, reports, log }),
    registerRunRequests({ documents, plans, sendings, reports, budgets: sender.budgets, log }),
    registerRepeatLast({ documents, environments, plans, sendings, lastRequest, log }),
    registerRevealRequest(documents, log),
    registerUploadFile({ environments, documents, sender, sendings, log }),
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
    registerCopyAsCurl({ documents, authentication, plans, sender, log }),
    registerImportPostman({ environments, workerFile: context.asAbsolutePath('dist/postmanWorker.js'), log }),
    registerCheckServiceStatus(log),
    registerTroubleshoot({ reports, manifest: context.extension.packageJSON, log }),
    registerBudgetChart({ feed: budgetFeed, script: context.asAbsolutePath('dist/budgetChart.js'), log }),
  );
}

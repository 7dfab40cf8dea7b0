import * as vscode from 'vscode';
import { registerPasteCurl } from '../convert/pasteCurl.ts';
import { registerDiagnosticsView } from '../diagnosticsView/index.ts';
import { registerNodeDrop } from '../explorer/dragNode.ts';
import { registerExplorer } from '../explorer/register.ts';
import { registerHistory } from '../history/register.ts';
import { registerBodyFiles } from '../language/bodyFiles.ts';
import { registerFailureHovers } from '../language/failureHovers.ts';
import { registerFindings } from '../language/findings.ts';
import { registerRequestHover } from '../language/hover.ts';
import { registerLanguageFeatures } from '../language/languageFeatures.ts';
import { registerProblems } from '../language/problems.ts';
import { registerQuickFixes } from '../language/quickFixes.ts';
import { registerRemedies } from '../remedies/register.ts';
import { registerSupportReport } from '../supportReport/register.ts';
import { registerWebhooks } from '../webhooks/register.ts';
import type { Requests } from './requests.ts';
import type { Start } from './start.ts';

export type Workbench = ReturnType<typeof openWorkbench>;

/** What surrounds requests: the language's features, and the views. */
export function openWorkbench(
  { context, log, environments, authentication, simulator, sent }: Start,
  {
    documents,
    contexts,
    layers,
    responses,
    sender,
    sendings,
    catalogs,
    reports,
    history,
    budgetFeed,
    tried,
  }: Requests,
) {
  const projects = registerExplorer({ environments, authentication, simulator, catalogs, sender, log });
  const formatWorker = context.asAbsolutePath('dist/formatWorker.js');
  const disposables = vscode.Disposable.from(
    registerLanguageFeatures(documents, contexts),
    registerRequestHover({ documents, environments, authentication, sent, layers }),
    registerFailureHovers(documents, sent, responses),
    registerFindings(documents, contexts, log),
    registerQuickFixes(documents, contexts, environments),
    registerRemedies({ documents, contexts, environments, sender, sendings, sent, history, tried, log }),
    registerBodyFiles(documents),
    registerProblems(documents, sent),
    registerPasteCurl({ documents, environments, log }),
    registerSupportReport({ documents, sent, responses, history, tried, log }),
    projects,
    registerNodeDrop({ catalogs, documents, environments }),
    registerDiagnosticsView({ sent, sender, feed: budgetFeed, documents, log }),
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
  );
  return { projects, dispose: () => disposables.dispose() };
}

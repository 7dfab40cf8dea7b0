import * as vscode from 'vscode';
import type { Environments } from '../environments/environments.ts';
import type { History } from '../history/history.ts';
import type { Documents } from '../language/documents.ts';
import type { FeatureContexts } from '../language/featureContext.ts';
import type { Sender } from '../requests/sender.ts';
import type { Sendings } from '../requests/sendings.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { createCauseFinder } from './causeFinder.ts';
import { createEditRequest } from './editRequest.ts';
import { registerFindCause } from './findCauseCommand.ts';
import { createOpenPage } from './openPage.ts';
import { registerRemedyCommands } from './remedyCommands.ts';
import { registerRemedyQuickFixes } from './remedyQuickFixes.ts';
import type { TriedRemedies } from './triedRemedies.ts';

/** What can be done about a failed request: finding its cause, and the remedies of its diagnoses. */
export function registerRemedies(parts: {
  readonly documents: Documents;
  readonly contexts: FeatureContexts;
  readonly environments: Environments;
  readonly sender: Sender;
  readonly sendings: Sendings;
  readonly sent: SentRequests;
  readonly history: Pick<History, 'revise'>;
  readonly tried: TriedRemedies;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { documents, contexts, sent } = parts;
  return vscode.Disposable.from(
    registerFindCause({ ...parts, causes: createCauseFinder(parts) }),
    registerRemedyCommands({
      ...parts,
      editRequest: createEditRequest(parts),
      openPage: createOpenPage(parts),
    }),
    registerRemedyQuickFixes(documents, contexts, sent),
  );
}

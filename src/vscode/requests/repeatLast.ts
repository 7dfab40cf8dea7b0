import path from 'node:path';
import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { findAgain, type LastRequest } from './lastRequest.ts';
import { openIfThere } from './openIfThere.ts';
import type { Sendings } from './sendings.ts';
import type { SendPlans } from './sendPlans.ts';

/** Repeat Last Request: the current text of the request that this workspace sent last, and what is new about it. */
export function registerRepeatLast(parts: {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly plans: Pick<SendPlans, 'of'>;
  readonly sendings: Pick<Sendings, 'running' | 'send'>;
  readonly lastRequest: LastRequest;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { documents, environments, plans, sendings, lastRequest, log } = parts;

  return registerCommand(log, commandId.repeatLastRequest, async () => {
    if (!(await requireTrust())) return undefined;
    const last = lastRequest.recall();
    if (last === undefined)
      throw new Error(vscode.l10n.t('No request was sent from this workspace yet. Send one first.'));
    const uri = vscode.Uri.parse(last.document, true);
    const name = path.posix.basename(uri.path);
    const document = await openIfThere(uri);
    if (document === undefined)
      throw new Error(
        vscode.l10n.t('{0}, which the last request was sent from, is gone. Send another one.', name),
      );
    const file = documents.parsed(document);
    const found = findAgain(file, last);
    if (found === undefined)
      throw new Error(vscode.l10n.t('The last request is no longer in {0}. Send another one.', name));
    const chosen = { document, file, key: found.key, request: found.request };
    const { environment } = await plans.of(chosen);
    const said = [
      found.changed
        ? vscode.l10n.t('{0} has changed since it was sent last: this sends its current text.', found.key)
        : '',
      environment.name === last.environment
        ? ''
        : vscode.l10n.t(
            '{0} goes to {1} this time; last time it went to {2}.',
            found.key,
            environment.title,
            environments.find(last.environment)?.title ?? last.environment,
          ),
    ].filter(Boolean);
    if (said.length > 0) void vscode.window.showInformationMessage(withoutLinks(said.join(' ')));
    return sendings.running(controller =>
      sendings.send(chosen, controller, { allPages: last.allPages, quiet: false }),
    );
  });
}

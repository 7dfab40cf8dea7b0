import * as vscode from 'vscode';
import type { Exchange } from '../../runner/exchange.ts';
import type { Entry } from '../../runner/history/entry.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import type { RequestToSend } from '../requests/chosenRequest.ts';
import { openIfThere } from '../requests/openIfThere.ts';
import type { Sendings } from '../requests/sendings.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { requestOfEntry } from './requestOfEntry.ts';

interface ResendParts {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly sendings: Pick<Sendings, 'running' | 'send'>;
}

/**
 * Sends a request of the history again: as it was written then, to the environment, company and project it went
 * to then, by the same guard as any other. Rejects with a sentence where that cannot be.
 */
export async function resendEntry(
  parts: ResendParts,
  id: string,
  entry: Entry,
): Promise<Exchange | undefined> {
  const { environments, sendings } = parts;
  const { head, detail } = entry;
  const environment = environments.find(head.environment);
  if (environment === undefined)
    throw new Error(
      vscode.l10n.t(
        'The request went to the environment "{0}", which does not exist any more. Send it from its file.',
        head.environment,
      ),
    );
  const chosen = await findRequest(parts.documents, id, entry);
  if (chosen === undefined) return undefined;
  const { company, project, allPages } = detail;
  return sendings.running(controller =>
    sendings.send(chosen, controller, { allPages, quiet: false, as: { environment, company, project } }),
  );
}

async function findRequest(
  documents: Documents,
  id: string,
  entry: Entry,
): Promise<RequestToSend | undefined> {
  const { head } = entry;
  const uri = vscode.Uri.parse(head.document, true);
  const document = await openIfThere(uri);
  const again = requestOfEntry(entry, document && documents.parsed(document));
  switch (again.kind) {
    case 'in-file':
      return { document: document ?? { uri }, file: again.file, key: again.key, request: again.request };
    case 'of-history':
      return {
        document: { uri },
        file: again.file,
        key: `history ${id}`,
        request: again.request,
        ofHistory: true,
      };
    case 'masked':
    case 'too-long':
      return offerFile(again.kind, entry);
  }
}

async function offerFile(kind: 'masked' | 'too-long', { head }: Entry): Promise<undefined> {
  const go = vscode.l10n.t('Go to Request');
  const message =
    kind === 'masked'
      ? vscode.l10n.t(
          'Not sent. A secret was typed into this request, which the history does not keep, and its file has changed since. Send it from there.',
        )
      : vscode.l10n.t(
          'Not sent. This request was too long to be kept as it was, and its file has changed since. Send it from there.',
        );
  const answer = await vscode.window.showWarningMessage(withoutLinks(message), go);
  if (answer === go) await vscode.commands.executeCommand(commandId.revealRequest, head.document, head.key);
}

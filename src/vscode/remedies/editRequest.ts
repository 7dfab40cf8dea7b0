import * as vscode from 'vscode';
import { remedyFix } from '../../httpFile/features/fixes/remedyFixes.ts';
import type { DiagnosisAction } from '../../procore/diagnosis/actions.ts';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import type { FeatureContexts } from '../language/featureContext.ts';
import { rangeIn } from '../language/textRange.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import { offerSend } from './offerSend.ts';
import type { TriedRemedies } from './triedRemedies.ts';

/**
 * Edits the text of a request as a remedy says, shows it, and offers to send it. Where there is nothing to edit it
 * rejects, or, with `ifPossible`, gives `false`.
 */
export type EditRequest = (
  document: string,
  key: string,
  action: DiagnosisAction,
  options?: { readonly ifPossible: boolean },
) => Promise<boolean>;

export function createEditRequest(parts: {
  readonly documents: Documents;
  readonly contexts: FeatureContexts;
  readonly tried: Pick<TriedRemedies, 'note'>;
}): EditRequest {
  const { documents, contexts } = parts;
  return async (address, key, action, options) => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
    const file = documents.parsed(document);
    const request = requestKeys(file).get(key);
    const fix = request && remedyFix(file, request, action, contexts.of(document));
    if (request === undefined || fix === undefined) {
      if (options?.ifPossible === true) return false;
      throw new Error(
        vscode.l10n.t('The request "{0}" has changed since, so that there is nothing to edit.', key),
      );
    }
    const index = file.requests.indexOf(request);
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end, text } of fix.edits)
      edit.replace(document.uri, rangeIn(document, { start, end }), text);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    if (!(await vscode.workspace.applyEdit(edit)))
      throw new Error(vscode.l10n.t('The file could not be edited.'));
    const line = documents.parsed(document).requests[index]?.requestLine.start;
    if (line !== undefined)
      editor.revealRange(new vscode.Range(document.positionAt(line), document.positionAt(line)));
    void offerToSend(parts, document, index, fix.title, key);
    return true;
  };
}

/** After an edit the request may have another key than `before`: its place in the file is the same. */
export async function offerToSend(
  { documents, tried }: { readonly documents: Documents; readonly tried: Pick<TriedRemedies, 'note'> },
  document: vscode.TextDocument,
  index: number,
  what: string,
  before: string | undefined,
): Promise<void> {
  const request = documents.parsed(document).requests[index];
  const key = [...requestKeys(documents.parsed(document))].find(([, node]) => node === request)?.[0];
  if (key === undefined) return;
  tried.note(document.uri.toString(), key, what, before);
  await offerSend(document.uri.toString(), key, vscode.l10n.t('{0}: done. Nothing was sent yet.', what));
}

/** The command behind a quick fix: the editor has made the edit, and the request is found by its place. */
export function sendOffer(
  document: vscode.TextDocument,
  index: number,
  title: string,
  before: string,
): vscode.Command {
  return { command: commandId.offerSend, title, arguments: [document.uri.toString(), index, title, before] };
}

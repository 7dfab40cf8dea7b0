import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { hasFailed } from '../diagnosticsView/model.ts';
import { httpSelector } from '../language/documents.ts';
import { rangeIn } from '../language/textRange.ts';
import { remediesOf } from '../remedies/remedyModel.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { CaseParts } from './chooseCase.ts';

/** A light bulb on the line of each request that failed: a report on it. */
export function registerSupportQuickFix({
  documents,
  sent,
}: Pick<CaseParts, 'documents' | 'sent'>): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    httpSelector,
    {
      provideCodeActions(document, range) {
        const address = document.uri.toString();
        if (!sent.list().some(entry => entry.document === address)) return [];
        const file = documents.shown(document);
        if (file === undefined) return [];
        for (const [key, request] of requestKeys(file)) {
          if (rangeIn(document, request.requestLine).intersection(range) === undefined) continue;
          const exchange = sent.get(address, key)?.exchange;
          if (exchange === undefined || !hasFailed(exchange)) return [];
          // Where a diagnosis advises one, it stands among the remedies.
          if (remediesOf(exchange).some(({ action }) => action.kind === 'copySupportReport')) return [];
          const title = vscode.l10n.t('Copy Support Report');
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.command = { command: commandId.copySupportReport, title, arguments: [address, key] };
          return [action];
        }
        return [];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

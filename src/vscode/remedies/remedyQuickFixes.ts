import * as vscode from 'vscode';
import { remedyFix } from '../../httpFile/features/fixes/remedyFixes.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import { type Documents, httpSelector } from '../language/documents.ts';
import type { FeatureContexts } from '../language/featureContext.ts';
import { rangeIn } from '../language/textRange.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { sendOffer } from './editRequest.ts';
import { editsOnly, mostOffered, type Remedy, remediesOf } from './remedyModel.ts';

/** Light bulbs on a request that failed when it was last sent: what can be done about it. */
export function registerRemedyQuickFixes(
  documents: Documents,
  contexts: FeatureContexts,
  sent: SentRequests,
): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    httpSelector,
    {
      provideCodeActions(document, range, { diagnostics }) {
        const address = document.uri.toString();
        if (!sent.list().some(entry => entry.document === address)) return [];
        const file = documents.shown(document);
        if (file === undefined) return [];
        for (const [key, request] of requestKeys(file)) {
          const own = diagnostics.filter(
            ({ source, range: { start } }) => source === 'Procore' && isIn(document, request.range, start),
          );
          const here = rangeIn(document, request.requestLine).intersection(range) !== undefined;
          if (own.length === 0 && !here) continue;
          const entry = sent.get(address, key);
          const actions = actionsFor(document, file, request, entry, own);
          if (actions.length > 0) return actions;
        }
        return [];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );

  function actionsFor(
    document: vscode.TextDocument,
    file: HttpFile,
    request: RequestNode,
    entry: SentRequest | undefined,
    own: readonly vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    if (entry?.exchange === undefined) return [];
    const context = contexts.of(document);
    return remediesOf(entry.exchange)
      .flatMap(remedy => {
        const fix = remedyFix(file, request, remedy.action, context);
        const action = new vscode.CodeAction(fix?.title ?? remedy.title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = own.filter(({ code }) => codeOf(code) === remedy.diagnosis.id);
        if (fix === undefined) {
          if (editsOnly.has(remedy.action.kind)) return [];
          action.command = commandFor(entry, remedy);
          return [action];
        }
        action.isPreferred = fix.preferred;
        action.edit = new vscode.WorkspaceEdit();
        for (const { start, end, text } of fix.edits)
          action.edit.replace(document.uri, rangeIn(document, { start, end }), text);
        action.command = sendOffer(document, file.requests.indexOf(request), fix.title, entry.key);
        return [action];
      })
      .slice(0, mostOffered);
  }
}

function commandFor({ document, key }: SentRequest, { action, nth, title }: Remedy): vscode.Command {
  return { command: commandId.applyRemedy, title, arguments: [document, key, action.kind, nth] };
}

function codeOf(code: vscode.Diagnostic['code']): string | undefined {
  const said = typeof code === 'object' ? code.value : code;
  return said === undefined ? undefined : String(said);
}

function isIn(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
  position: vscode.Position,
): boolean {
  const offset = document.offsetAt(position);
  return offset >= start && offset <= end;
}

import * as vscode from 'vscode';
import { prepareRename, renameAt } from '../../httpFile/features/rename.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { rangeIn } from './textRange.ts';

/** Rename Symbol for variables and requests; the editor shows why something cannot be renamed. */
export function registerRename(documents: Documents, contexts: FeatureContexts): vscode.Disposable {
  return vscode.languages.registerRenameProvider(httpSelector, {
    prepareRename(document, position) {
      const file = documents.shown(document);
      if (file === undefined) return undefined;
      const prepared = prepareRename(file, document.offsetAt(position), contexts.of(document));
      if ('refusal' in prepared) throw new Error(prepared.refusal);
      return { range: rangeIn(document, prepared.range), placeholder: prepared.name };
    },
    provideRenameEdits(document, position, newName) {
      const file = documents.shown(document);
      if (file === undefined) return undefined;
      const outcome = renameAt(file, document.offsetAt(position), newName, contexts.of(document));
      if ('refusal' in outcome) throw new Error(outcome.refusal);
      const edit = new vscode.WorkspaceEdit();
      edit.set(
        document.uri,
        outcome.map(change => vscode.TextEdit.replace(rangeIn(document, change), change.text)),
      );
      return edit;
    },
  });
}

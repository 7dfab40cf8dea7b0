import * as vscode from 'vscode';
import { definitionAt, type OutsideLine, outsideDefinitionAt } from '../../httpFile/features/definition.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { rangeIn } from './textRange.ts';

/** Goes from `{{name}}` to where the value is written, in this file or in an environment file. */
export function registerDefinition(documents: Documents, contexts: FeatureContexts): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(httpSelector, {
    provideDefinition(document, position) {
      const file = documents.shown(document);
      if (file === undefined) return undefined;
      const offset = document.offsetAt(position);
      const range = definitionAt(file, offset);
      if (range !== undefined) return new vscode.Location(document.uri, rangeIn(document, range));
      const outside = outsideDefinitionAt(file, offset, contexts.of(document));
      return outside && locationOf(document, outside);
    },
  });
}

function locationOf(
  { uri }: vscode.TextDocument,
  { source, line }: OutsideLine,
): vscode.Location | undefined {
  const folder =
    uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
  return folder && new vscode.Location(vscode.Uri.joinPath(folder, source), new vscode.Position(line - 1, 0));
}

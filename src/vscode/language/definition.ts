import * as vscode from 'vscode';
import { definitionAt } from '../../httpFile/features/definition.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';

/** Goes from `{{name}}` to where the value is written. */
export function registerDefinition(documents: Documents): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(httpSelector, {
    provideDefinition(document, position) {
      const file = documents.shown(document);
      const range = file && definitionAt(file, document.offsetAt(position));
      return range && new vscode.Location(document.uri, rangeIn(document, range));
    },
  });
}

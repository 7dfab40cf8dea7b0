import * as vscode from 'vscode';
import type { FeatureContext } from '../../httpFile/features/context.ts';
import { explanationAt } from '../../httpFile/features/hover.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { Scope } from '../../httpFile/values.ts';
import { markdownOf } from '../markdown.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { scopeBeforeSending } from './hostValues.ts';
import { rangeIn } from './textRange.ts';

/** Says what a name, an operation, a parameter, a header or a flag means. */
export function registerMeaningHover(documents: Documents, contexts: FeatureContexts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(httpSelector, {
    async provideHover(document, position) {
      if (documents.shown(document) === undefined) return undefined;
      await contexts.ready();
      const file = documents.parsed(document);
      const context = contexts.of(document);
      const scopeOf = (request: RequestNode): Scope => knownScope(file, request, context);
      const found = explanationAt(file, document.offsetAt(position), context, scopeOf);
      return found && new vscode.Hover(markdownOf(found.parts), rangeIn(document, found.range));
    },
  });
}

function knownScope(file: HttpFile, request: RequestNode, { hostValues, layers }: FeatureContext): Scope {
  const scope = scopeBeforeSending(file, request, hostValues);
  return { ...scope, values: { ...scope.values, layers: layers ?? [] } };
}

import * as vscode from 'vscode';
import { type Completion, completionsAt } from '../../httpFile/features/completion.ts';
import { anchorAt } from '../../httpFile/features/hover.ts';
import type { Environments } from '../environments/environments.ts';
import { markdownOf } from '../markdown.ts';
import { registerDefinition } from './definition.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { registerFolding } from './folding.ts';
import { hostValues } from './hostValues.ts';
import { registerOutline } from './outline.ts';
import { registerReferences } from './references.ts';
import { registerRename } from './rename.ts';
import { registerSelectionRanges } from './selectionRanges.ts';
import { rangeIn } from './textRange.ts';
import { valueHoverParts } from './valueHover.ts';

const completionKind: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  method: vscode.CompletionItemKind.Method,
  header: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.Value,
  flag: vscode.CompletionItemKind.Keyword,
  variable: vscode.CompletionItemKind.Variable,
  request: vscode.CompletionItemKind.Reference,
  function: vscode.CompletionItemKind.Function,
};

/** The language's own features where a file is about Procore; the pure ones decide, this carries them over. */
export function registerLanguageFeatures(
  documents: Documents,
  environments: Environments,
  contexts: FeatureContexts,
): vscode.Disposable {
  const host = () => {
    const { name } = environments.active();
    return hostValues(name, environments.company(name), environments.project(name));
  };
  return vscode.Disposable.from(
    registerOutline(documents),
    registerFolding(documents),
    registerDefinition(documents),
    registerReferences(documents),
    registerSelectionRanges(documents),
    registerRename(documents, contexts),
    vscode.languages.registerCompletionItemProvider(
      httpSelector,
      {
        provideCompletionItems(document, position) {
          const file = documents.shown(document);
          if (file === undefined) return [];
          const sources = { host: host(), environments: environments.all().map(({ name }) => name) };
          return completionsAt(file, document.offsetAt(position), sources).map(completion =>
            completionItemIn(document, completion),
          );
        },
      },
      ...['{', '@', '$', '.', ':'],
    ),
    vscode.languages.registerHoverProvider(httpSelector, {
      provideHover(document, position) {
        const file = documents.shown(document);
        const offset = document.offsetAt(position);
        const anchor = file && anchorAt(file, offset);
        if (file === undefined || anchor === undefined) return undefined;
        const parts = valueHoverParts(file, anchor, offset, host());
        return parts.length === 0
          ? undefined
          : new vscode.Hover(markdownOf(parts), rangeIn(document, anchor.range));
      },
    }),
  );
}

function completionItemIn(document: vscode.TextDocument, completion: Completion): vscode.CompletionItem {
  const item = new vscode.CompletionItem(completion.label, completionKind[completion.kind]);
  item.insertText = completion.insert;
  item.range = rangeIn(document, completion.range);
  item.filterText = completion.label;
  if (completion.detail !== '') item.detail = completion.detail;
  return item;
}

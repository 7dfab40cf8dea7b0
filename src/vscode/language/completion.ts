import * as vscode from 'vscode';
import { type Completion, completionsAt, type Snippet } from '../../httpFile/features/completion.ts';
import { explainOperation } from '../../httpFile/features/hover/operation.ts';
import type { Catalog, Operation } from '../../procore/catalog/catalog.ts';
import { languageId } from '../commandIds.ts';
import { markdownOf } from '../markdown.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { rangeIn } from './textRange.ts';

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  method: vscode.CompletionItemKind.Method,
  header: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.Value,
  flag: vscode.CompletionItemKind.Keyword,
  variable: vscode.CompletionItemKind.Variable,
  request: vscode.CompletionItemKind.Reference,
  function: vscode.CompletionItemKind.Function,
  operation: vscode.CompletionItemKind.Interface,
  parameter: vscode.CompletionItemKind.Property,
  property: vscode.CompletionItemKind.Property,
};

/** A blank comes after a method or between words that are searched for; `[` is closed by the editor at once. */
const triggers = ['{', '@', '$', '.', ':', '/', '?', '&', '=', '[', '"', ' '];

/** Offers what may be written, in files about Procore and in those that are just begun. */
export function registerCompletion(documents: Documents, contexts: FeatureContexts): vscode.Disposable {
  const about = new WeakMap<vscode.CompletionItem, { operation: Operation; catalog: Catalog }>();
  return vscode.languages.registerCompletionItemProvider(
    httpSelector,
    {
      async provideCompletionItems(document, position) {
        if (!isOffered(document, documents)) return undefined;
        // The list that is shown first should not lack all operations.
        await contexts.ready();
        const file = documents.parsed(document);
        const offset = document.offsetAt(position);
        const context = contexts.of(document);
        const { items, incomplete } = completionsAt(file, offset, context);
        return new vscode.CompletionList(
          items.map((completion, place) => {
            const item = itemIn(document, offset, completion, place);
            const { operation } = completion;
            const { catalog } = context;
            if (operation !== undefined && catalog !== undefined) about.set(item, { operation, catalog });
            return item;
          }),
          incomplete,
        );
      },
      resolveCompletionItem(item) {
        const known = about.get(item);
        if (known === undefined) return item;
        const [, ...parts] = explainOperation(known.operation, known.catalog);
        item.documentation = markdownOf(parts);
        return item;
      },
    },
    ...triggers,
  );
}

/** About Procore, or with at most the request that is being written: then nobody knows what it will be about. */
function isOffered(document: vscode.TextDocument, documents: Documents): boolean {
  if (documents.shown(document) !== undefined) return true;
  if (document.languageId !== languageId || document.lineCount > 200) return false;
  const file = documents.parsed(document);
  const others = file.requests.filter(({ target }) => /^https?:|^\{\{/.test(target));
  return file.requests.length <= 1 && others.length === 0;
}

function itemIn(
  document: vscode.TextDocument,
  offset: number,
  completion: Completion,
  place: number,
): vscode.CompletionItem {
  const { label, note, detail, range } = completion;
  const item = new vscode.CompletionItem(
    note === '' ? label : { label, description: note },
    kinds[completion.kind],
  );
  item.insertText = snippetOf(completion.insert);
  item.range = rangeIn(document, range);
  // The order is ours: of what was chosen by the text, everything fits it.
  const typed = document.getText(rangeIn(document, { ...range, end: offset }));
  const quote = typed.startsWith('"') && !label.startsWith('"') ? '"' : '';
  item.filterText = completion.chosen ? typed : quote + label;
  item.sortText = String(place).padStart(5, '0');
  if (detail !== '') item.detail = detail;
  if (completion.kind === 'method') item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/** Text of ours and of the file is escaped; only the places to fill in are a snippet's. */
export function snippetOf(insert: Snippet): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  for (const part of insert) {
    if (typeof part === 'string') snippet.appendText(part);
    else if ('choice' in part) snippet.appendChoice([...part.choice]);
    else if (part.stop === '') snippet.appendTabstop();
    else snippet.appendPlaceholder(nested => nested.appendText(part.stop));
  }
  return snippet;
}

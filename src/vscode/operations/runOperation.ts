import * as vscode from 'vscode';
import { operationBlock, titleOf } from '../../httpFile/convert/fromOperation.ts';
import { type Snippet, snippetText } from '../../httpFile/features/completion/item.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import { commandId, languageId } from '../commandIds.ts';
import { snippetOf } from '../language/completion.ts';
import type { FeatureContexts } from '../language/featureContext.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { askOperation, type OperationMemory } from './askOperation.ts';
import type { OperationRuns } from './operationRuns.ts';

interface OperationParts {
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly contexts: FeatureContexts;
  readonly runs: OperationRuns;
  readonly log: vscode.LogOutputChannel;
}

/** Any operation of the catalog from the palette. */
export function registerRunOperation({ catalogs, contexts, runs, log }: OperationParts): vscode.Disposable {
  const memory: OperationMemory = { typed: '', answers: new Map() };

  /** `typed`: what to search for at first, for keys and links of the user's own. */
  return registerCommand(log, commandId.runOperation, async (typed): Promise<Exchange | undefined> => {
    if (!(await requireTrust())) return undefined;
    if (typeof typed === 'string') memory.typed = typed;
    const catalog = await catalogs.load();
    await contexts.ready();
    const context = contexts.of(await runs.place());
    const wish = await askOperation(catalog, context, memory);
    if (wish === undefined) return undefined;
    const block = operationBlock(wish.operation, wish.answers, context);
    if (wish.next === 'send') return runs.send(titleOf(wish.operation), snippetText(block));
    await editInNewFile(block);
    return undefined;
  });
}

/** The places to fill in are visited by Tab. */
export async function editInNewFile(block: Snippet): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: '' });
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(snippetOf(block));
}

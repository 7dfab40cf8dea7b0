import * as vscode from 'vscode';
import { operationBlock, titleOf } from '../../httpFile/convert/fromOperation.ts';
import { snippetText } from '../../httpFile/features/completion/item.ts';
import type { FeatureContext } from '../../httpFile/features/context.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import { commandId, contextKey, languageId, responseScheme } from '../commandIds.ts';
import { snippetOf } from '../language/completion.ts';
import type { Documents } from '../language/documents.ts';
import type { FeatureContexts } from '../language/featureContext.ts';
import { registerCommand } from '../report.ts';
import { keyOf } from '../requests/requestKeys.ts';
import type { Sendings } from '../requests/sendings.ts';
import { responseName } from '../responses/responseName.ts';
import { requireTrust } from '../trust.ts';
import { askOperation, type OperationMemory, type OperationWish } from './askOperation.ts';
import { keepRequest } from './keepRequest.ts';
import { createOperationDocuments } from './operationDocuments.ts';

interface OperationParts {
  readonly catalogs: Pick<Catalogs, 'load'>;
  readonly contexts: FeatureContexts;
  readonly documents: Documents;
  readonly sendings: Sendings;
  readonly log: vscode.LogOutputChannel;
}

interface Run {
  readonly title: string;
  readonly text: string;
  /** How its answer is called. */
  readonly answer: string;
}

/** Any operation of the catalog from the palette, and keeping it in a file afterwards. */
export function registerRunOperation(parts: OperationParts): vscode.Disposable {
  const { catalogs, contexts, documents, sendings, log } = parts;
  const operations = createOperationDocuments();
  const memory: OperationMemory = { typed: '', answers: new Map() };
  const runs: Run[] = [];
  const changed = new vscode.EventEmitter<void>();

  /** `typed`: what to search for at first, for keys and links of the user's own. */
  async function run(typed: unknown): Promise<Exchange | undefined> {
    if (!(await requireTrust())) return undefined;
    if (typeof typed === 'string') memory.typed = typed;
    const catalog = await catalogs.load();
    await contexts.ready();
    const beside = await operations.open('operation', '');
    const context = contexts.of(beside);
    const wish = await askOperation(catalog, context, memory);
    if (wish === undefined) return undefined;
    return wish.next === 'edit' ? edit(wish, context) : send(wish, context);
  }

  async function send({ operation, answers }: OperationWish, context: FeatureContext): Promise<Exchange> {
    const text = snippetText(operationBlock(operation, answers, context));
    const title = titleOf(operation);
    const document = await operations.open(title, text);
    const file = documents.parsed(document);
    const [request] = file.requests;
    if (request === undefined) throw new RangeError('A request of our own cannot be read.');
    const key = keyOf(file, request) ?? '';
    runs.unshift({ title, text, answer: responseName(title, request.method, request.target) });
    void vscode.commands.executeCommand('setContext', contextKey.hasOperation, true);
    changed.fire();
    return sendings.running(controller =>
      sendings.send({ document, file, key, request }, controller, { allPages: false, quiet: false }),
    );
  }

  return vscode.Disposable.from(
    operations,
    changed,
    registerCommand(log, commandId.runOperation, run),
    registerCommand(log, commandId.keepOperation, async which => {
      const kept = runs.find(({ text }) => text === which) ?? runs[0];
      if (kept === undefined)
        throw new Error(vscode.l10n.t('No operation was run in this window yet. Use Run Operation first.'));
      await keepRequest(documents, kept);
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: responseScheme },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses({ uri }) {
          const shown = runs.find(({ answer }) => uri.path.endsWith(`/${answer}`));
          if (shown === undefined) return [];
          const title = vscode.l10n.t('Keep the request in a file...');
          const command = { title, command: commandId.keepOperation, arguments: [shown.text] };
          return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
        },
      },
    ),
  );
}

/** The places to fill in are visited by Tab. */
async function edit({ operation, answers }: OperationWish, context: FeatureContext): Promise<undefined> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: '' });
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(snippetOf(operationBlock(operation, answers, context)));
  return undefined;
}

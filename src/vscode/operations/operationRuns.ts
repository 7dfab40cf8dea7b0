import * as vscode from 'vscode';
import type { RequestNode } from '../../httpFile/syntax.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId, contextKey, responseScheme } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { keyOf } from '../requests/requestKeys.ts';
import type { Sendings } from '../requests/sendings.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { keepRequest } from './keepRequest.ts';
import { createOperationDocuments } from './operationDocuments.ts';
import { pagesLenses } from './pagesLenses.ts';

/** Requests that are in no file: they are sent as those of files are, and can be kept in one afterwards. */
export interface OperationRuns extends vscode.Disposable {
  /** Sends the one request of `text`, the block of a `.http` file; its answer opens beside, unless it is `quiet`. */
  send(
    title: string,
    text: string,
    options?: { readonly quiet: boolean; readonly signal: AbortSignal },
  ): Promise<Exchange>;
  /** A document that such a request would stand in, for what is asked by document. */
  place(): Promise<vscode.TextDocument>;
}

interface Run {
  readonly title: string;
  readonly text: string;
  /** Of the document that it was sent from. */
  readonly address: string;
  readonly request: RequestNode;
}

/** As many as there are documents of them: a language model may send any number. */
const most = 100;

export function createOperationRuns(parts: {
  readonly documents: Documents;
  readonly sendings: Sendings;
  readonly responses: Pick<ResponseDocuments, 'entryOf' | 'onDidChange'>;
  readonly log: vscode.LogOutputChannel;
}): OperationRuns {
  const { documents, sendings, responses, log } = parts;
  const operations = createOperationDocuments();
  const runs: Run[] = [];
  const changed = new vscode.EventEmitter<void>();

  const registered = vscode.Disposable.from(
    operations,
    changed,
    // An answer that has come may have more pages.
    responses.onDidChange(() => changed.fire()),
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
          const entry = responses.entryOf(uri);
          const run = entry && runs.find(each => each.address === entry.document);
          if (entry === undefined || run === undefined) return [];
          const commands: readonly vscode.Command[] = [
            ...pagesLenses(run.request, entry).map(lens => ({
              ...lens,
              arguments: [entry.document, entry.key],
            })),
            {
              title: vscode.l10n.t('Keep the request in a file...'),
              command: commandId.keepOperation,
              arguments: [run.text],
            },
          ];
          const top = new vscode.Range(0, 0, 0, 0);
          return commands.map(command => new vscode.CodeLens(top, command));
        },
      },
    ),
  );

  return {
    async send(title, text, options) {
      const document = await operations.open(title, text);
      const file = documents.parsed(document);
      const [request] = file.requests;
      if (request === undefined) throw new RangeError('A request of our own cannot be read.');
      const key = keyOf(file, request) ?? '';
      runs.unshift({ title, text, address: document.uri.toString(), request });
      runs.splice(most);
      void vscode.commands.executeCommand('setContext', contextKey.hasOperation, true);
      changed.fire();
      return sendings.running(async controller => {
        const stop = () => controller.abort();
        options?.signal.addEventListener('abort', stop, { once: true });
        if (options?.signal.aborted) stop();
        const quiet = options?.quiet ?? false;
        try {
          return await sendings.send({ document, file, key, request }, controller, {
            allPages: false,
            quiet,
          });
        } finally {
          options?.signal.removeEventListener('abort', stop);
        }
      });
    },
    place: () => operations.open('operation', ''),
    dispose: () => registered.dispose(),
  };
}

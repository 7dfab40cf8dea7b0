import * as vscode from 'vscode';
import type { RequestNode } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { requestEnvironment } from '../requests/requestEnvironment.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { LayerSource } from './featureContext.ts';
import { lensesOf } from './lensModel.ts';

/** Send and its relatives above each request; while one runs, Cancel. */
export function registerCodeLens(
  documents: Documents,
  environments: Environments,
  sent: SentRequests,
  layers?: LayerSource,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let states = '';
  const listening = sent.onDidChange(() => {
    // Only beginnings and ends change a lens, not every page that is read.
    const next = sent
      .list()
      .map(({ document, key, exchange }) => `${document}\n${key}\n${exchange === undefined}`);
    if (next.join('\n\n') === states) return;
    states = next.join('\n\n');
    changed.fire();
  });
  const provider = vscode.languages.registerCodeLensProvider(httpSelector, {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const file = documents.shown(document);
      if (file === undefined) return [];
      const address = document.uri.toString();
      const [all, active] = [environments.all(), environments.active()];
      const known = layers?.of(document) ?? [];
      const elsewhere = (request: RequestNode) => {
        const result = requestEnvironment(file, request, all, active, known);
        if (result.kind === 'unknown') return result.name;
        return result.environment.name === active.name ? undefined : result.environment.title;
      };
      return lensesOf(file, key => sent.get(address, key), elsewhere).map(lens => {
        const start = document.positionAt(lens.offset);
        return new vscode.CodeLens(new vscode.Range(start, start), {
          title: lens.title,
          tooltip: lens.tooltip,
          command: lens.command,
          arguments: lens.command === commandId.cancelRequests ? [] : [address, lens.key],
        });
      });
    },
  });
  const switched = environments.onDidChange(() => changed.fire());
  const read = layers?.onDidChange(() => changed.fire());
  return vscode.Disposable.from(
    provider,
    changed,
    listening,
    switched,
    ...(read === undefined ? [] : [read]),
  );
}

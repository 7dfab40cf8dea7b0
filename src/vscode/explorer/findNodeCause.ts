import * as vscode from 'vscode';
import { visibleLine } from '../../runner/visibleText.ts';
import type { Environments } from '../environments/environments.ts';
import { translated } from '../l10n.ts';
import type { Sender } from '../requests/sender.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { Explorer } from './explorer.ts';
import type { StateNode } from './node.ts';

/** Asks what one refused list cannot tell, and puts what is found in the place of the first guess. */
export async function findNodeCause(
  parts: { readonly environments: Pick<Environments, 'find'>; readonly sender: Pick<Sender, 'findCause'> },
  explorer: Pick<Explorer, 'narrow'>,
  state: StateNode,
): Promise<void> {
  const { exchange } = state;
  const environment = parts.environments.find(state.environment);
  if (exchange === undefined || environment === undefined) return;
  const stop = new AbortController();
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Finding the cause'),
      cancellable: true,
    },
    (_progress, cancellation) => {
      cancellation.onCancellationRequested(() => stop.abort());
      return parts.sender.findCause({ exchange, context: {}, sentBody: undefined, environment }, stop.signal);
    },
  );
  if (found.answers.length === 0) return;
  explorer.narrow(state, { ...exchange, diagnoses: found.diagnoses });
  const [first] = found.diagnoses;
  if (first !== undefined)
    void vscode.window.showInformationMessage(
      withoutLinks(
        vscode.l10n.t('{0}. The hover of the row has more.', visibleLine(translated(first.title))),
      ),
    );
}

import * as vscode from 'vscode';
import type { WebhookCall } from '../../procore/webhooks/calls.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { cancelledCode } from '../../runner/failure.ts';
import { viewId } from '../commandIds.ts';
import { translated, translatedDiagnosis } from '../l10n.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import type { WebhookNode } from './node.ts';
import type { WebhooksView } from './webhooksView.ts';
import { writeTitle } from './writeTitle.ts';

/** A row of one of these kinds. */
export type NodeOf<K extends WebhookNode['kind']> = Extract<WebhookNode, { kind: K }>;

/** What commands of rows have in common: which row they are for, and how what they write is sent. */
export interface RowCommands {
  /** The row that a command is for: what is selected, or the nearest above it that is of these kinds. */
  chosen<K extends WebhookNode['kind']>(
    kinds: readonly K[],
    parameters: readonly unknown[],
  ): NodeOf<K> | undefined;
  /** Registers a command that runs on that row; without one it shows the view. */
  on<K extends WebhookNode['kind']>(
    id: string,
    kinds: readonly K[],
    run: (node: NodeOf<K>) => Promise<unknown>,
  ): vscode.Disposable;
  /**
   * Sends a write, which asks first where its environment or `note` wants it. `changed` is called where it was carried
   * out, and where nobody knows whether it was. `undefined`: the person did not want it. Throws what went wrong; of one
   * that was cancelled before it left there is nothing to say.
   */
  write(
    call: WebhookCall,
    place: Pick<NodeOf<'scope'>, 'scope' | 'environment'>,
    changed: (isDone: boolean) => void,
    note?: string,
  ): Promise<Exchange | undefined>;
}

export function createRowCommands(view: WebhooksView, log: vscode.LogOutputChannel): RowCommands {
  const { tree } = view;

  function chosen<K extends WebhookNode['kind']>(
    kinds: readonly K[],
    parameters: readonly unknown[],
  ): NodeOf<K> | undefined {
    const isFit = (node: WebhookNode): node is NodeOf<K> => kinds.some(kind => kind === node.kind);
    for (let node = view.chosen(parameters); node !== undefined; node = tree.parent(node))
      if (isFit(node)) return node;
    return undefined;
  }

  return {
    chosen,
    on: (id, kinds, run) =>
      registerCommand(log, id, async (...parameters) => {
        if (!(await requireTrust())) return;
        const node = chosen(kinds, parameters);
        if (node !== undefined) await run(node);
        else {
          await vscode.commands.executeCommand(`${viewId.webhooks}.focus`);
          void vscode.window.showInformationMessage(
            vscode.l10n.t(
              'Select the row in the Webhooks view that this is for, then run the command again.',
            ),
          );
        }
      }),
    async write(call, { scope, environment }, changed, note) {
      const exchange = await view.send(call, scope, environment, note);
      const { error, response } = exchange;
      if (error?.code === 'not-confirmed') return undefined;
      if (error?.code === cancelledCode && exchange.attempts === 0) throw new vscode.CancellationError();
      const isDone = error === null && response !== null && response.status >= 200 && response.status < 300;
      if (isDone || mayBeDone(exchange)) changed(isDone);
      if (!isDone) throw new Error(failureText(exchange, call));
      return exchange;
    },
  };
}

/** The answer did not come, or says nothing of what was done. */
function mayBeDone({ attempts, error, response }: Exchange): boolean {
  return attempts > 0 && (error !== null || response === null || response.status >= 500);
}

function failureText({ diagnoses, error, response }: Exchange, call: WebhookCall): string {
  if (error?.code === cancelledCode)
    return vscode.l10n.t(
      '{0}: {1} The view reads again what is there now.',
      writeTitle(call),
      translated(error.message),
    );
  const [first] = diagnoses.map(translatedDiagnosis);
  if (first !== undefined) return [first.title, first.cause, first.remedies[0]].filter(Boolean).join(' ');
  return error?.message ?? `${response?.status ?? ''} ${response?.statusText ?? ''}`.trim();
}

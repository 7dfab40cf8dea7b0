import * as vscode from 'vscode';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { chooseRequest } from './chosenRequest.ts';
import type { Sendings } from './sendings.ts';

/** Send, all pages, and cancel. */
export function registerSendRequest(parts: {
  readonly documents: Documents;
  readonly sendings: Sendings;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { documents, sendings, log } = parts;

  async function send(allPages: boolean, parameters: readonly unknown[]): Promise<Exchange | undefined> {
    if (!(await requireTrust())) return undefined;
    const chosen = await chooseRequest(documents, parameters);
    return sendings.running(controller => sendings.send(chosen, controller, { allPages, quiet: false }));
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.sendRequest, (...parameters) => send(false, parameters)),
    registerCommand(log, commandId.sendAllPages, (...parameters) => send(true, parameters)),
    registerCommand(log, commandId.cancelRequests, async () => sendings.cancelAll()),
  );
}

import * as vscode from 'vscode';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { chooseRequest } from './chosenRequest.ts';
import type { Sendings } from './sendings.ts';
import type { SendPlans } from './sendPlans.ts';
import { confirmUnknown, showUnknown } from './unknownMessage.ts';

interface SendWish {
  readonly allPages?: boolean;
  /** Names without a value go as the text they are. */
  readonly asText?: boolean;
  readonly resumePages?: boolean;
}

/** Send, all pages from the first or from where they were stopped, send with unknown names as text, and cancel. */
export function registerSendRequest(parts: {
  readonly documents: Documents;
  readonly plans: SendPlans;
  readonly sendings: Sendings;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { documents, plans, sendings, log } = parts;

  async function send(
    { allPages = false, asText = false, resumePages = false }: SendWish,
    parameters: readonly unknown[],
  ): Promise<Exchange | undefined> {
    if (!(await requireTrust())) return undefined;
    const chosen = await chooseRequest(documents, parameters);
    if (asText) {
      const plan = await plans.of(chosen);
      const unknown = plans.unknownIn(chosen, plan);
      if (unknown.length > 0 && !(await confirmUnknown(unknown, plan.environment.title))) return undefined;
    }
    const exchange = await sendings.running(controller =>
      sendings.send(chosen, controller, { allPages, quiet: false, sendUnknown: asText, resumePages }),
    );
    // Looking for them before would hold up every request that has none.
    if (!asText && exchange.error !== null && exchange.attempts === 0)
      void showUnknown(chosen, plans.unknownIn(chosen, await plans.of(chosen)));
    return exchange;
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.sendRequest, (...parameters) => send({}, parameters)),
    registerCommand(log, commandId.sendAllPages, (...parameters) => send({ allPages: true }, parameters)),
    registerCommand(log, commandId.resumePages, (...parameters) =>
      send({ allPages: true, resumePages: true }, parameters),
    ),
    registerCommand(log, commandId.sendUnknownAsText, (...parameters) => send({ asText: true }, parameters)),
    registerCommand(log, commandId.cancelRequests, async () => sendings.cancelAll()),
  );
}

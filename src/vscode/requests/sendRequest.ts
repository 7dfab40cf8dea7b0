import * as vscode from 'vscode';
import { requestLabel } from '../../httpFile/features/symbols.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { isWrite } from '../../runner/prepare.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { type ChosenRequest, chooseRequest } from './chosenRequest.ts';
import { createSecondSends, type Turn } from './secondSends.ts';
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
  /** In milliseconds, never going back. */
  readonly now: () => number;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { documents, plans, sendings, now, log } = parts;
  const secondSends = createSecondSends(now);

  async function sendOnce(wish: SendWish, parameters: readonly unknown[]): Promise<Exchange | undefined> {
    if (!(await requireTrust())) return undefined;
    const chosen = await chooseRequest(documents, parameters);
    const write = isWrite(chosen.request.method);
    const turn = secondSends.take(idOf(wish, chosen), { write, mayBeSlip: mayBeSlip(parameters, write) });
    if (typeof turn === 'string') {
      tellSecond(turn, chosen);
      return undefined;
    }
    try {
      return await send(wish, chosen, turn);
    } finally {
      turn.end();
    }
  }

  async function send(
    { allPages = false, asText = false, resumePages = false }: SendWish,
    chosen: ChosenRequest,
    turn: Turn,
  ): Promise<Exchange | undefined> {
    if (asText) {
      const plan = await plans.of(chosen);
      const unknown = plans.unknownIn(chosen, plan);
      if (unknown.length > 0 && !(await confirmUnknown(unknown, plan.environment.title))) return undefined;
    }
    const exchange = await sendings.running(controller => {
      controller.signal.addEventListener('abort', turn.forget, { once: true });
      return sendings.send(chosen, controller, { allPages, quiet: false, sendUnknown: asText, resumePages });
    });
    // Looking for them before would hold up every request that has none.
    if (!asText && exchange.error !== null && exchange.attempts === 0)
      void showUnknown(chosen, plans.unknownIn(chosen, await plans.of(chosen)));
    return exchange;
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.sendRequest, (...parameters) => sendOnce({}, parameters)),
    registerCommand(log, commandId.sendAllPages, (...parameters) => sendOnce({ allPages: true }, parameters)),
    registerCommand(log, commandId.resumePages, (...parameters) =>
      sendOnce({ allPages: true, resumePages: true }, parameters),
    ),
    registerCommand(log, commandId.sendUnknownAsText, (...parameters) =>
      sendOnce({ asText: true }, parameters),
    ),
    registerCommand(log, commandId.cancelRequests, async () => sendings.cancelAll()),
  );
}

/** An edit of the request makes another one of it. */
function idOf(wish: SendWish, { document, file, key, request: { range } }: ChosenRequest): string {
  return JSON.stringify([wish, document.uri.toString(), key, file.text.slice(range.start, range.end)]);
}

/**
 * Lens and menus pass more than a document and a key, a program no more than these; keys and palette pass nothing, and
 * a read that comes twice by them does no harm.
 */
function mayBeSlip(parameters: readonly unknown[], write: boolean): boolean {
  if (parameters.length === 0) return write;
  return parameters.length > 2 || typeof parameters[0] !== 'string';
}

function tellSecond(why: 'moment-ago' | 'under-way', { request }: ChosenRequest): void {
  // The status bar reads `$(name)` as an icon.
  const label = visibleLine(requestLabel(request)).replaceAll('$(', '$\u200b(');
  vscode.window.setStatusBarMessage(
    why === 'moment-ago'
      ? vscode.l10n.t('{0} was sent a moment ago, and was not sent a second time.', label)
      : vscode.l10n.t(
          '{0} is still under way, and was not sent a second time. To send it anew, cancel it first.',
          label,
        ),
    messageMs,
  );
}

const messageMs = 5000;

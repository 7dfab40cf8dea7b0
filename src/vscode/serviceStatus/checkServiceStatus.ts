import * as vscode from 'vscode';
import { readServiceStatus, type ServiceStatus } from '../../procore/serviceStatus.ts';
import { statusPage } from '../../procore/support.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { type Get, readStatusPage } from './readStatusPage.ts';
import { statusMessage } from './statusMessage.ts';

/** In milliseconds. */
const patience = 15_000;

/** Asks Procore's status page for the API component, when somebody wants to know and never otherwise. */
export function registerCheckServiceStatus(log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand(log, commandId.checkServiceStatus, () => checkServiceStatus(log));
}

/**
 * Says what the status page tells, with a way to the page. `undefined`: it could not be read, or somebody stopped it.
 * `get` is by default the editor's own `fetch`, looked up at each call, which goes by its settings for proxies.
 */
export async function checkServiceStatus(
  log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>,
  summaryUrl: string = statusPage.summaryUrl,
  get: Get = (url, init) => fetch(url, { ...init, credentials: 'omit' }),
): Promise<ServiceStatus | undefined> {
  const stop = new AbortController();
  try {
    const text = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Reading {0}', new URL(statusPage.url).host),
        cancellable: true,
      },
      (_progress, cancellation) => {
        cancellation.onCancellationRequested(() => stop.abort());
        return readStatusPage(summaryUrl, get, AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]));
      },
    );
    const status = readServiceStatus(text);
    const message = statusMessage(status, momentOf);
    log.info(`Status page: ${message.text}`);
    void offerPage(message.text, message.isGood);
    return status;
  } catch (error) {
    if (stop.signal.aborted) return undefined;
    const reason = reasonOf(error);
    log.warn(`The status page could not be read: ${reason}`);
    void offerPage(vscode.l10n.t('The status page could not be read: {0}', reason), false);
    return undefined;
  }
}

async function offerPage(text: string, isGood: boolean): Promise<void> {
  const open = vscode.l10n.t('Open Status Page');
  const say = isGood ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await say(withoutLinks(text), open);
  // Never an address out of the answer.
  if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(statusPage.url, true));
}

/** `fetch failed` says nothing; what it failed of stands in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return vscode.l10n.t('It did not answer in {0} s.', patience / 1_000);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}

import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { DiagnosisAction } from '../../procore/diagnosis/actions.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId } from '../commandIds.ts';
import { chooseCompany } from '../environments/chooseCompany.ts';
import type { Environments } from '../environments/environments.ts';
import type { Sender } from '../requests/sender.ts';
import type { Sendings } from '../requests/sendings.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { countDown, resendTime } from './countDown.ts';
import type { EditRequest } from './editRequest.ts';
import type { OpenPage } from './openPage.ts';
import { openRead } from './openRead.ts';

/** What remedies work with. */
export interface RemedyParts {
  readonly environments: Environments;
  readonly sender: Sender;
  readonly sendings: Pick<Sendings, 'running'>;
  readonly editRequest: EditRequest;
  readonly openPage: OpenPage;
}

/**
 * Does what a remedy says. A request is sent only by a remedy that says so; after any other that may have mended it,
 * sending is offered. Whatever comes out of the answer is checked for its place first.
 */
export async function carryOut(
  parts: RemedyParts,
  { document, key, exchange }: SentRequest & { readonly exchange: Exchange },
  action: DiagnosisAction,
): Promise<void> {
  const { environments } = parts;
  const environment = environments.find(exchange.environment ?? '') ?? environments.active();
  const run = (command: string, ...parameters: readonly unknown[]) =>
    vscode.commands.executeCommand(command, ...parameters);
  const send = () => offerSend(document, key);
  switch (action.kind) {
    case 'signIn':
      await run(commandId.signIn, action.environment ?? environment.name);
      return send();
    case 'changeCredentials':
      await run(commandId.changeCredentials, action.environment ?? environment.name);
      return;
    case 'switchEnvironment':
      await run(commandId.switchEnvironment, action.to);
      return send();
    case 'startSimulator':
      await run(commandId.startSimulator);
      return send();
    case 'chooseCompany':
      return choose(parts, environment, send);
    case 'addCompanyHeader':
      if (action.companyId === undefined) return choose(parts, environment, send);
      return parts.editRequest(document, key, action);
    case 'getAllPages':
      await run(commandId.sendAllPages, document, key);
      return;
    case 'waitAndResend':
      return resend(parts, { document, key, exchange }, action);
    case 'openPortal':
      return parts.openPage({ url: action.url }, environment);
    case 'openAppManagement':
    case 'openRecord':
    case 'enableTool':
      return parts.openPage(action, environment);
    case 'checkServiceStatus':
      await run(commandId.checkServiceStatus);
      return;
    case 'findCause':
      await run(commandId.findCause, document, key);
      return;
    case 'read':
      return openRead(action.path, exchange);
    case 'copySupportReport':
      await run(commandId.copySupportReport, document, key);
      return;
    case 'uploadAgain':
      await run(commandId.uploadFile);
      return;
    case 'openSetting':
      if (/^[\w.-]+$/.test(action.id)) await run('workbench.action.openSettings', action.id);
      return;
    default:
      return parts.editRequest(document, key, action);
  }
}

async function choose(
  { environments, sender }: RemedyParts,
  environment: Environment,
  send: () => Promise<void>,
): Promise<void> {
  const chosen = await chooseCompany({ environments, sender }, environment, { none: false });
  if (chosen !== undefined) await send();
}

/** Waits with a countdown that can be stopped, then sends. What may have been done already is asked about first. */
async function resend(
  { sendings }: RemedyParts,
  { document, key, exchange }: Pick<SentRequest, 'document' | 'key'> & { readonly exchange: Exchange },
  action: Extract<DiagnosisAction, { kind: 'waitAndResend' }>,
): Promise<void> {
  const again = vscode.l10n.t('Send Again');
  if (action.mayHaveTakenEffect) {
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} may have taken effect already.', exchange.request.method),
      { modal: true, detail: vscode.l10n.t('Look for the record first: sent again, it may be there twice.') },
      again,
    );
    if (answer !== again) return;
  }
  const until = resendTime(action, Date.now());
  const clock = {
    now: Date.now,
    sleep: async (milliseconds: number, signal: AbortSignal) => {
      await sleep(milliseconds, undefined, { signal });
    },
  };
  const waited = await sendings.running(async controller =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Sending again'),
        cancellable: true,
      },
      async (progress, cancellation) => {
        cancellation.onCancellationRequested(() => controller.abort());
        const tell = (seconds: number) =>
          progress.report({ message: vscode.l10n.t('in {0} s. Cancel to stay.', seconds) });
        return countDown(until, clock, tell, controller.signal).then(
          () => true,
          () => false,
        );
      },
    ),
  );
  if (waited) await vscode.commands.executeCommand(commandId.sendRequest, document, key);
}

/** Nothing is sent by itself. */
export async function offerSend(document: string, key: string, what?: string): Promise<void> {
  const send = vscode.l10n.t('Send');
  const answer = await vscode.window.showInformationMessage(
    what ?? vscode.l10n.t('Nothing was sent yet. Send the request now?'),
    send,
  );
  if (answer === send) await vscode.commands.executeCommand(commandId.sendRequest, document, key);
}

import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { DiagnosisAction } from '../../procore/diagnosis/actions.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { roughDuration } from '../../runner/forecast.ts';
import { commandId } from '../commandIds.ts';
import { chooseCompany } from '../environments/chooseCompany.ts';
import type { Environments } from '../environments/environments.ts';
import type { Sender } from '../requests/sender.ts';
import type { Sendings } from '../requests/sendings.ts';
import type { SentRequest } from '../requests/sentRequests.ts';
import { answerTime, countDown, resendTime } from './countDown.ts';
import type { EditRequest } from './editRequest.ts';
import { offerSend } from './offerSend.ts';
import type { OpenPage } from './openPage.ts';
import { openRead } from './openRead.ts';
import { type TriedRemedies, triedTitle } from './triedRemedies.ts';

/** What remedies work with. */
export interface RemedyParts {
  readonly environments: Environments;
  readonly sender: Sender;
  readonly sendings: Pick<Sendings, 'running'>;
  readonly editRequest: EditRequest;
  readonly openPage: OpenPage;
  readonly tried: Pick<TriedRemedies, 'note'>;
}

type Failed = Pick<SentRequest, 'document' | 'key' | 'known'> & { readonly exchange: Exchange };

/**
 * Does what a remedy says. A request is sent only by a remedy that says so; after any other that may have mended it,
 * sending is offered. Whatever comes out of the answer is checked for its place first.
 */
export async function carryOut(parts: RemedyParts, entry: Failed, action: DiagnosisAction): Promise<void> {
  const { document, key } = entry;
  const outcome = await act(parts, entry, action);
  if (outcome === 'nothing') return;
  const title = triedTitle(action);
  if (title !== undefined) parts.tried.note(document, key, title);
  if (outcome === 'offer') return offerSend(document, key);
  if (outcome === 'resend') await vscode.commands.executeCommand(commandId.sendRequest, document, key);
}

/**
 * What comes next: the request may be mended, and sending it is offered; it is sent; or nothing. `nothing`: it was not
 * done, or is noted elsewhere.
 */
type Outcome = 'offer' | 'resend' | 'done' | 'nothing';

async function act(
  parts: RemedyParts,
  { document, key, exchange, known }: Failed,
  action: DiagnosisAction,
): Promise<Outcome> {
  const { environments } = parts;
  const environment = environments.find(exchange.environment ?? '') ?? environments.active();
  const run = (command: string, ...parameters: readonly unknown[]) =>
    vscode.commands.executeCommand(command, ...parameters);
  switch (action.kind) {
    case 'signIn':
      return (await run(commandId.signIn, action.environment ?? environment.name)) === true
        ? 'offer'
        : 'nothing';
    case 'changeCredentials':
      await run(commandId.changeCredentials, action.environment ?? environment.name);
      return 'done';
    case 'switchEnvironment':
      return switchTo(parts, action.to);
    case 'startSimulator':
      await run(commandId.startSimulator);
      return 'offer';
    case 'chooseCompany':
      return choose(parts, environment);
    case 'addCompanyHeader':
      // Without an id it takes out an empty line, which keeps out the company that is chosen.
      if (await parts.editRequest(document, key, action, { ifPossible: action.companyId === undefined }))
        return 'nothing';
      return choose(parts, environment);
    case 'getAllPages':
      await run(commandId.sendAllPages, document, key);
      return 'done';
    case 'waitAndResend':
      return (await waitToResend(parts, { exchange, known }, action)) ? 'resend' : 'nothing';
    case 'openPortal':
      await parts.openPage({ url: action.url }, environment);
      return 'done';
    case 'openAppManagement':
    case 'openRecord':
    case 'enableTool':
      await parts.openPage(action, environment);
      return 'done';
    case 'checkServiceStatus':
      await run(commandId.checkServiceStatus);
      return 'done';
    case 'findCause':
      await run(commandId.findCause, document, key);
      return 'done';
    case 'read':
      await openRead(action.path, exchange);
      return 'done';
    case 'showDeliveries':
      await run(commandId.showWebhookDeliveries, {
        environment: environment.name,
        hookId: action.hookId,
        version: action.version,
        scope: action.scope,
      });
      return 'done';
    case 'copySupportReport':
      await run(commandId.copySupportReport, document, key);
      return 'done';
    case 'uploadAgain':
      await run(commandId.uploadFile);
      return 'done';
    case 'openSetting':
      if (!/^[\w.-]+$/.test(action.id)) return 'nothing';
      await run('workbench.action.openSettings', action.id);
      return 'done';
    default:
      await parts.editRequest(document, key, action);
      return 'nothing';
  }
}

/** `nothing`: the list was closed, or the same one was chosen. */
async function switchTo({ environments }: RemedyParts, to: string | undefined): Promise<Outcome> {
  const before = environments.active().name;
  await vscode.commands.executeCommand(commandId.switchEnvironment, to);
  const { name } = environments.active();
  return name === (to ?? name) && (to !== undefined || name !== before) ? 'offer' : 'nothing';
}

async function choose({ environments, sender }: RemedyParts, environment: Environment): Promise<Outcome> {
  const chosen = await chooseCompany({ environments, sender }, environment, { none: false });
  return chosen === undefined ? 'nothing' : 'offer';
}

/**
 * Waits with a countdown that can be stopped: `false` if it was. What may have been done already is asked about
 * first.
 */
async function waitToResend(
  { sendings }: RemedyParts,
  { exchange, known }: Pick<Failed, 'exchange' | 'known'>,
  action: Extract<DiagnosisAction, { kind: 'waitAndResend' }>,
): Promise<boolean> {
  const again = vscode.l10n.t('Send Again');
  if (action.mayHaveTakenEffect) {
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} may have taken effect already.', exchange.request.method),
      { modal: true, detail: vscode.l10n.t('Look for the record first: sent again, it may be there twice.') },
      again,
    );
    if (answer !== again) return false;
  }
  const until = resendTime(action, answerTime({ known }, Date.now()));
  const clock = {
    now: Date.now,
    sleep: async (milliseconds: number, signal: AbortSignal) => {
      await sleep(milliseconds, undefined, { signal });
    },
  };
  return sendings.running(async controller =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Sending again'),
        cancellable: true,
      },
      async (progress, cancellation) => {
        cancellation.onCancellationRequested(() => controller.abort());
        const tell = (seconds: number) =>
          progress.report({
            message: vscode.l10n.t('in {0}. Cancel to stay.', roughDuration(seconds * 1000)),
          });
        return countDown(until, clock, tell, controller.signal).then(
          () => true,
          () => false,
        );
      },
    ),
  );
}

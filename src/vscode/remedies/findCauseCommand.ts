import * as vscode from 'vscode';
import { canFindCause } from '../../procore/diagnosis/followUp/canFindCause.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { translated } from '../l10n.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { readSettings } from '../settings.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { CauseFinder } from './causeFinder.ts';
import { remediesOf } from './remedyModel.ts';
import { sentRequestOf } from './sentRequestOf.ts';

/** More would be a run of a whole file, whose requests fail for one reason. */
const mostWaiting = 3;

/** Find the Cause, on command; by itself only where the user's setting says so. */
export function registerFindCause(parts: {
  readonly causes: CauseFinder;
  readonly documents: Pick<Documents, 'parsed'>;
  readonly environments: Pick<Environments, 'find'>;
  readonly sent: SentRequests;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { causes, documents, environments, sent, log } = parts;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function findUnasked(entry: SentRequest): void {
    if (waiting >= mostWaiting) return;
    waiting += 1;
    last = last
      .then(() => causes.find(entry, 'nobody'))
      .catch((error: unknown) => log.warn(`Finding a cause failed: ${String(error)}`))
      .finally(() => {
        waiting -= 1;
      });
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.findCause, async (...parameters) => {
      if (!(await requireTrust())) return undefined;
      const entry = await sentRequestOf(documents, sent, parameters);
      const found = await causes.find(entry, 'person');
      const now = sent.get(entry.document, entry.key) ?? entry;
      const checks = typeof found === 'object' ? found.answers.length : 0;
      if (found === 'under-way')
        vscode.window.setStatusBarMessage(vscode.l10n.t('The cause is being looked for already.'), messageMs);
      else if (found?.stopped === true) tellStopped(checks);
      else void tell(now, checks);
      return now.exchange?.diagnoses.map(({ id }) => id);
    }),
    sent.onDidChange(entries => {
      for (const entry of entries)
        if (isNew(entry) && isWanted(entry, environments) && vscode.workspace.isTrusted) findUnasked(entry);
    }),
  );
}

/** Of a token that is refused the person is asked first: signing in may be the answer. */
function isNew({ exchange }: SentRequest): boolean {
  return exchange !== undefined && exchange.response?.status !== 401 && canFindCause(exchange.diagnoses);
}

/** Whether the user's setting lets it be looked into unasked. */
export function isWanted({ exchange }: SentRequest, environments: Pick<Environments, 'find'>): boolean {
  const { followUp } = readSettings();
  if (followUp === 'ask') return false;
  return followUp === 'always' || environments.find(exchange?.environment ?? '')?.production === false;
}

const messageMs = 5000;

/** No button: it would stand where Cancel was a moment ago. */
function tellStopped(checks: number): void {
  const text =
    checks === 0
      ? vscode.l10n.t('Stopped: the cause was not found. No check had its answer by then.')
      : vscode.l10n.t(
          'Stopped before all was asked. Checks that were made: {0}; their answers stand in the cause.',
          checks,
        );
  void vscode.window.showInformationMessage(withoutLinks(text));
}

async function tell(entry: SentRequest, checks: number): Promise<void> {
  const { exchange } = entry;
  const [first] = exchange?.diagnoses ?? [];
  if (exchange === undefined || first === undefined) return;
  const title = visibleLine(translated(first.title));
  const message =
    checks === 0
      ? vscode.l10n.t('{0}. There is nothing more to ask.', title)
      : checks === 1
        ? vscode.l10n.t('{0}. One check was made; its answer stands in the cause.', title)
        : vscode.l10n.t('{0}. {1} checks were made; their answers stand in the cause.', title, checks);
  const offered = remediesOf(exchange).slice(0, 2);
  const explain = vscode.l10n.t('Explain');
  const answer = await vscode.window.showInformationMessage(
    withoutLinks(message),
    ...offered.map(remedy => remedy.title),
    explain,
  );
  if (answer === explain)
    await vscode.commands.executeCommand(commandId.explainFailure, entry.document, entry.key);
  const chosen = offered.find(remedy => remedy.title === answer);
  if (chosen !== undefined)
    await vscode.commands.executeCommand(
      commandId.applyRemedy,
      entry.document,
      entry.key,
      chosen.action.kind,
      chosen.nth,
    );
}

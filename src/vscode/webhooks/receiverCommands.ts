import * as vscode from 'vscode';
import type { ReceiverAnswer } from '../../runner/webhookReceiver/receiver.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { linkedText } from '../responses/linkedText.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { eventText } from './eventTexts.ts';
import { outsideText } from './outsideText.ts';
import type { ReceiverControl } from './receiverControl.ts';
import type { WebhooksView } from './webhooksView.ts';

/** Commands around the receiver on this machine. */
export function registerReceiverCommands(parts: {
  readonly view: WebhooksView;
  readonly receiver: ReceiverControl;
  readonly reports: ReportDocuments;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { view, receiver, reports, log } = parts;

  async function running(): Promise<string> {
    return receiver.state()?.url ?? receiver.start();
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.startReceiver, async () => {
      if (!(await requireTrust())) return undefined;
      const url = await receiver.start();
      log.info(`The webhook receiver listens on ${url}.`);
      return url;
    }),
    registerCommand(log, commandId.stopReceiver, () => receiver.stop()),
    registerCommand(log, commandId.clearReceivedEvents, async () => receiver.clear()),
    registerCommand(log, commandId.copyReceiverAddress, async () => {
      if (!(await requireTrust())) return;
      const url = await running();
      await vscode.env.clipboard.writeText(url);
      void vscode.window.showInformationMessage(withoutLinks(vscode.l10n.t('{0} is on the clipboard.', url)));
    }),
    registerCommand(log, commandId.setReceiverAnswer, async () => {
      if (!(await requireTrust())) return;
      await running();
      const answer = await chooseAnswer(receiver.state()?.answer);
      if (answer !== undefined) receiver.answerWith(answer);
    }),
    registerCommand(log, commandId.setReceiverAuthorization, async () => {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Authorization Header of the Receiver'),
        prompt: vscode.l10n.t(
          'The value that the hook was given. Events without it get 401. Empty to take all. It is kept until this window is closed.',
        ),
        password: true,
        value: receiver.expected() ?? '',
      });
      if (text !== undefined) receiver.expect(text === '' ? undefined : text);
    }),
    registerCommand(log, commandId.showReceivedEvent, async (...parameters) => {
      const node = view.chosen(parameters);
      const events = receiver.state()?.events ?? [];
      const event =
        node?.kind === 'event' ? events.find(({ number }) => number === node.event.number) : events.at(-1);
      if (event === undefined) throw new Error(vscode.l10n.t('The receiver has no event yet.'));
      const text = linkedText([[eventText(event).trimEnd()]]);
      await reports.show({ id: `receivedEvent ${event.number}`, name: `event ${event.number}.json` }, text);
    }),
    registerCommand(log, commandId.explainReceiver, async () => {
      const url = receiver.state()?.url;
      await reports.show({ id: 'receiver', name: 'webhook receiver' }, outsideText(vscode.l10n, url));
    }),
  );
}

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer: ReceiverAnswer;
}

async function chooseAnswer(now: ReceiverAnswer | undefined): Promise<ReceiverAnswer | undefined> {
  const items: readonly AnswerItem[] = [
    { label: vscode.l10n.t('200 at once'), answer: { status: 200, delayMs: 0 } },
    {
      label: vscode.l10n.t('200 after 6 seconds'),
      detail: vscode.l10n.t('Too late: Procore waits 5 seconds from connecting.'),
      answer: { status: 200, delayMs: 6000 },
    },
    {
      label: vscode.l10n.t('200 after 3 seconds'),
      detail: vscode.l10n.t('Slow, but in time.'),
      answer: { status: 200, delayMs: 3000 },
    },
    { label: vscode.l10n.t('500 at once'), answer: { status: 500, delayMs: 0 } },
    { label: vscode.l10n.t('503 at once'), answer: { status: 503, delayMs: 0 } },
    { label: vscode.l10n.t('404 at once'), answer: { status: 404, delayMs: 0 } },
  ];
  const chosen = await vscode.window.showQuickPick(
    items.map(item =>
      item.answer.status === now?.status && item.answer.delayMs === now.delayMs
        ? { ...item, description: vscode.l10n.t('now') }
        : item,
    ),
    {
      title: vscode.l10n.t('How the Receiver Answers'),
      placeHolder: vscode.l10n.t(
        'The next events are answered so; a wrong Authorization header gets 401 in any case',
      ),
    },
  );
  return chosen?.answer;
}

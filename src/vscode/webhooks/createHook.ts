import * as vscode from 'vscode';
import type { NewHook } from '../../procore/webhooks/calls.ts';
import { type DestinationProblem, destinationProblem } from '../../procore/webhooks/destination.ts';
import { isNamespace } from '../../procore/webhooks/hook.ts';
import { askSteps, type InputStep } from '../auth/inputSteps.ts';

/** What is known before somebody is asked. */
export interface HookDefaults {
  readonly namespace: string | undefined;
  readonly destinationUrl: string | undefined;
  readonly authorization: string | undefined;
  /** The simulator posts to this machine, Procore to public addresses only. */
  readonly isSimulator: boolean;
}

const payloadVersions = ['v4.0', 'v3.0', 'v2.0'];

/** Asks for what a new hook needs, with Back. Rejects with `CancellationError` on Escape. */
export async function askHook(defaults: HookDefaults): Promise<NewHook> {
  const title = vscode.l10n.t('Create Webhook');
  const step = (more: Partial<InputStep>): InputStep => ({
    title,
    prompt: '',
    placeholder: '',
    password: false,
    problem: () => undefined,
    buttons: [],
    ...more,
  });
  const answers = await askSteps(
    [
      step({
        prompt: vscode.l10n.t('Namespace: keeps the hooks of one app apart'),
        placeholder: 'my-app',
        value: defaults.namespace ?? '',
        problem: text =>
          isNamespace(text) ? undefined : vscode.l10n.t('Only lower-case letters, digits and dashes.'),
      }),
      step({
        prompt: defaults.isSimulator
          ? vscode.l10n.t('Address of the receiver on this machine')
          : vscode.l10n.t('Public https address of the receiver'),
        placeholder: 'https://example.com/webhooks',
        value: defaults.destinationUrl ?? '',
        problem: text => addressProblem(text, defaults.isSimulator),
      }),
      step({
        prompt: vscode.l10n.t(
          'Authorization header that every event shall bear; it is the only proof of its origin. Empty for none.',
        ),
        placeholder: 'Bearer ...',
        password: true,
        value: defaults.authorization ?? '',
      }),
    ],
    new AbortController().signal,
  );
  const [namespace = '', destinationUrl = '', authorization = ''] = answers;
  const payloadVersion = await vscode.window.showQuickPick(payloadVersions, {
    title,
    placeHolder: vscode.l10n.t('Payload version'),
  });
  if (payloadVersion === undefined) throw new vscode.CancellationError();
  return {
    namespace,
    payloadVersion,
    destinationUrl,
    ...(authorization !== '' && { authorization }),
  };
}

function addressProblem(text: string, isSimulator: boolean): string | undefined {
  const problem = destinationProblem(text);
  if (problem === undefined) return undefined;
  if (isSimulator && problem !== 'not-an-address') return undefined;
  return problemText(problem);
}

function problemText(problem: DestinationProblem): string {
  switch (problem) {
    case 'not-an-address':
      return vscode.l10n.t('Not an address that begins with https://.');
    case 'not-https':
      return vscode.l10n.t('Procore posts only by https.');
    case 'this-machine':
      return vscode.l10n.t(
        'Procore cannot reach this machine. "Procore: Reach the Receiver from Outside" tells how.',
      );
    case 'not-public':
      return vscode.l10n.t('Procore cannot reach an address that is not public.');
  }
}

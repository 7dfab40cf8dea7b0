import * as vscode from 'vscode';
import { isLoopbackHost } from '../../procore/environments.ts';
import type { NewHook, WebhookVersion } from '../../procore/webhooks/calls.ts';
import { type DestinationProblem, destinationProblem } from '../../procore/webhooks/destination.ts';
import { isNamespace } from '../../procore/webhooks/hook.ts';
import { askRow, askText, type Row, type Said, type Step } from '../operations/inputs.ts';

/** What is known before somebody is asked. */
export interface HookDefaults {
  /** Of the API; `undefined`: it is asked for, too. */
  readonly version: WebhookVersion | undefined;
  readonly namespace: string | undefined;
  readonly destinationUrl: string | undefined;
  readonly authorization: string | undefined;
  /** Where the API answers: one on this machine, as a simulator is, posts to it; Procore to public addresses only. */
  readonly apiUrl: string;
}

/** A hook to be created, and by which version of the API. */
export interface AskedHook {
  readonly version: WebhookVersion;
  readonly hook: NewHook;
}

interface Question {
  readonly key: 'version' | keyof NewHook;
  ask(at: Step, said: string | undefined): Promise<Said<string>>;
}

/** Asks for what a new hook needs, with Back at each step. `undefined`: the person gave it up. */
export async function askHook(defaults: HookDefaults): Promise<AskedHook | undefined> {
  const questions = questionsFor(defaults);
  const answers = new Map<Question['key'], string>();
  for (let index = 0; index < questions.length; ) {
    const question = questions[index];
    if (question === undefined) break;
    const at = { step: index + 1, of: questions.length, back: index > 0 };
    const said = await question.ask(at, answers.get(question.key));
    if (said === undefined) return undefined;
    if (said !== 'back') answers.set(question.key, said.value);
    index += said === 'back' ? -1 : 1;
  }
  const of = (key: Question['key']) => answers.get(key) ?? '';
  const authorization = of('authorization');
  return {
    version: defaults.version ?? (of('version') === 'v1.0' ? 'v1.0' : 'v2.0'),
    hook: {
      namespace: of('namespace'),
      payloadVersion: of('payloadVersion'),
      destinationUrl: of('destinationUrl'),
      ...(authorization !== '' && { authorization }),
    },
  };
}

function questionsFor(defaults: HookDefaults): readonly Question[] {
  const title = vscode.l10n.t('Create Webhook');
  const isHere = isLoopbackHost(new URL(defaults.apiUrl).hostname);
  const rows = (placeholder: string, offered: readonly Row<string>[]) => (step: Step, said?: string) => {
    const before = offered.filter(({ value }) => value === said);
    return askRow({ title, placeholder, step, rows: [...new Set([...before, ...offered])] });
  };
  const version: Question = {
    key: 'version',
    ask: rows(vscode.l10n.t('Version of the API'), [
      { label: 'v2.0', description: vscode.l10n.t('current'), value: 'v2.0' },
      { label: 'v1.0', description: vscode.l10n.t('deprecated'), value: 'v1.0' },
    ]),
  };
  return [
    ...(defaults.version === undefined ? [version] : []),
    {
      key: 'namespace',
      ask: (step, said) =>
        askText({
          ...{ title, step, value: said ?? defaults.namespace ?? '' },
          prompt: vscode.l10n.t('Namespace: keeps the hooks of one app apart'),
          placeholder: 'my-app',
          problem: text =>
            isNamespace(text) ? undefined : vscode.l10n.t('Only lower-case letters, digits and dashes.'),
        }),
    },
    {
      key: 'destinationUrl',
      ask: (step, said) =>
        askText({
          ...{ title, step, value: said ?? defaults.destinationUrl ?? '' },
          prompt: !isHere
            ? vscode.l10n.t('Public https address of the receiver')
            : defaults.destinationUrl === undefined
              ? vscode.l10n.t(
                  'Address of the receiver on this machine; "Procore: Start Webhook Receiver" starts one and fills it in',
                )
              : vscode.l10n.t('Address of the receiver on this machine'),
          placeholder: isHere ? 'http://127.0.0.1:27571/' : 'https://example.com/webhooks',
          problem: text => addressProblem(text, isHere),
        }),
    },
    {
      key: 'authorization',
      ask: (step, said) =>
        askText({
          ...{ title, step, value: said ?? defaults.authorization ?? '', password: true },
          prompt: vscode.l10n.t(
            'Authorization header that every event shall bear; it is the only proof of its origin. Empty for none.',
          ),
          placeholder: 'Bearer ...',
          problem: () => undefined,
        }),
    },
    {
      key: 'payloadVersion',
      ask: rows(vscode.l10n.t('Payload version'), [
        {
          label: 'v4.0',
          description: vscode.l10n.t('newest, but does not say which app made the change'),
          value: 'v4.0',
        },
        { label: 'v3.0', description: vscode.l10n.t('as v2.0, with related records'), value: 'v3.0' },
        { label: 'v2.0', description: vscode.l10n.t('says which user and which app'), value: 'v2.0' },
      ]),
    },
  ];
}

function addressProblem(text: string, isHere: boolean): string | undefined {
  const problem = destinationProblem(text);
  if (problem === undefined) return undefined;
  if (!isHere) return problemText(problem);
  return problem === 'not-an-address'
    ? vscode.l10n.t('Not an address, such as {0}.', 'http://127.0.0.1:27571/')
    : undefined;
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

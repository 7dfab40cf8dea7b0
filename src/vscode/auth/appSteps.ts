import * as vscode from 'vscode';
import type { Apps } from '../../oauth/apps.ts';
import { checkClient } from '../../oauth/checkClient.ts';
import { secret } from '../../oauth/secret.ts';
import type { Transport } from '../../oauth/transport.ts';
import type { Environment } from '../../procore/environments.ts';
import type { InputButton, InputStep } from './inputSteps.ts';

/** Whether a login host knows an app; `unknown`: it was not reached, or did not say. */
export type Checked = Awaited<ReturnType<typeof checkClient>>;

/** What the person is asked with. */
export interface AppQuestion {
  /** To be registered in the portal, the first one first. */
  readonly redirectUris: readonly string[];
  /** The app that it must be; `undefined`: any. */
  readonly clientId?: string | undefined;
  /** Hears what the login host says of the pair that was typed, as often as one was. */
  readonly onChecked?: (answer: Checked) => void;
  readonly signal: AbortSignal;
}

interface StepParts {
  readonly environment: Environment;
  readonly question: AppQuestion;
  readonly apps: Pick<Apps, 'ownerOf'>;
  readonly transport: Transport;
  readonly titleOf: (environment: string) => string;
}

const checkTimeoutMs = 5000;

/** The wizard for an app: client id, then client secret, each checked as far as can be. */
export function appSteps(parts: StepParts): readonly InputStep[] {
  const { l10n } = vscode;
  const { environment, question } = parts;
  const title = l10n.t('Connect Your Procore App: {0}', environment.title);
  const buttons = [copyButton(question.redirectUris), portalButton(environment)];
  return [
    {
      title,
      prompt: l10n.t(
        'Client ID of your app for this environment. Register for the app: {0}. The first button copies that, the second opens your apps in the Procore developer portal.',
        question.redirectUris.join(', '),
      ),
      placeholder: l10n.t('Client ID'),
      password: false,
      ...(question.clientId === undefined ? {} : { value: question.clientId }),
      problem: clientIdProblems(parts),
      buttons,
    },
    {
      title,
      prompt: l10n.t('Client secret of the same app. It is kept in the secret storage of the editor only.'),
      placeholder: l10n.t('Client Secret'),
      password: true,
      problem: secretProblems(parts),
      buttons,
    },
  ];
}

/** The id of another environment's app is taken when Enter is pressed once more: a host of one's own may know it. */
function clientIdProblems({ environment, apps, titleOf }: StepParts): InputStep['problem'] {
  const { l10n } = vscode;
  let warned = '';
  return async text => {
    if (!isWord(text)) return copyIt();
    if (warned === text) return undefined;
    const other = await apps.ownerOf(text, environment.credentialsOf);
    if (other === undefined) return undefined;
    warned = text;
    return l10n.t(
      'This is the client ID of your app for {0}. {1} usually has one of its own: look for it in the portal; or press Enter again to keep it.',
      asText(titleOf(other)),
      asText(environment.title),
    );
  };
}

/** `$(name)` in a title of one's own is no icon. */
function asText(title: string): string {
  return title.replaceAll('$(', '$\u200B(');
}

/** A pair that the login host refuses is taken when Enter is pressed once more: it may be wrong, too. */
function secretProblems({ environment, question, transport }: StepParts): InputStep['problem'] {
  const { l10n } = vscode;
  const { redirectUris, signal, onChecked } = question;
  let warned = '';
  return async (text, [clientId = '']) => {
    if (!isWord(text)) return copyIt();
    if (text === clientId) return l10n.t('This is the client ID. Copy the client secret, too.');
    const pair = `${clientId} ${text}`;
    if (warned === pair) return undefined;
    const client = { clientId, clientSecret: secret(text) };
    const options = { transport, signal, timeoutMs: checkTimeoutMs };
    const answer = await checkClient(environment, client, redirectUris[0] ?? '', options).catch(
      () => 'unknown' as const,
    );
    onChecked?.(answer);
    if (answer !== 'refused') return undefined;
    warned = pair;
    return l10n.t(
      '{0} does not accept this pair. Check the secret, and the client ID with Back; or press Enter again to keep it as it is.',
      new URL(environment.loginUrl).host,
    );
  };
}

function isWord(text: string): boolean {
  return /^\S+$/.test(text);
}

function copyIt(): string {
  return vscode.l10n.t('Copy it from your app in the Procore developer portal, without spaces.');
}

function copyButton(redirectUris: readonly string[]): InputButton {
  return {
    iconPath: new vscode.ThemeIcon('copy'),
    tooltip: vscode.l10n.t('Copy Redirect Address'),
    async press() {
      await vscode.env.clipboard.writeText(redirectUris.join('\n'));
      return vscode.l10n.t('Copied. Register it in the developer portal, exactly so.');
    },
  };
}

/** The list of one's own apps; each tile there opens the page with its credentials and redirect addresses. */
function portalButton(environment: Environment): InputButton {
  const portal = new URL(environment.loginUrl).hostname.endsWith('.procoregov.com')
    ? 'https://developers.procoregov.com/developers'
    : 'https://developers.procore.com/developers';
  return {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Open My Apps in the Procore Developer Portal'),
    async press() {
      await vscode.env.openExternal(vscode.Uri.parse(portal));
      return undefined;
    },
  };
}

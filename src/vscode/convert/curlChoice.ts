import * as vscode from 'vscode';
import type { Shell } from '../../httpFile/convert/shellWords.ts';
import type { Environment } from '../../procore/environments.ts';
import type { Authentication } from '../auth/register.ts';

/** How a curl command is to be written. */
export interface CurlChoice {
  readonly shell: Shell;
  readonly secrets: boolean;
}

/**
 * What somebody wants of a curl command; asks unless the last parameter says it. Secrets only after a question;
 * `undefined` where they give up.
 */
export async function chooseCurl(parameters: readonly unknown[]): Promise<CurlChoice | undefined> {
  const choice = choiceOf(parameters.at(-1)) ?? (await askChoice());
  return choice?.secrets && !(await confirmSecrets()) ? undefined : choice;
}

/** The token that a request of the environment takes; rejects where nobody is signed in. */
export async function tokenToCopy(
  authentication: Pick<Authentication, 'getTokenOrSignIn'>,
  environment: Environment,
): Promise<string> {
  const token = await authentication.getTokenOrSignIn(environment.name, {
    signal: new AbortController().signal,
  });
  if (token === undefined || token.environment !== environment.name)
    throw new Error(
      vscode.l10n.t('Nobody is signed in to {0}, so there is no token to copy.', environment.title),
    );
  return token.reveal();
}

/** As another command or a test gives it. */
function choiceOf(given: unknown): CurlChoice | undefined {
  if (typeof given !== 'object' || given === null || !('shell' in given)) return undefined;
  const shell = shells().find(one => one.shell === given.shell)?.shell;
  return shell && { shell, secrets: 'secrets' in given && given.secrets === true };
}

function shells(): readonly { readonly shell: Shell; readonly label: string }[] {
  const posix = { shell: 'posix', label: vscode.l10n.t('bash, zsh and other POSIX shells') } as const;
  const windows = [
    { shell: 'powershell', label: 'PowerShell' },
    { shell: 'cmd', label: vscode.l10n.t('Windows Command Prompt') },
  ] as const;
  return process.platform === 'win32' ? [...windows, posix] : [posix, ...windows];
}

async function askChoice(): Promise<CurlChoice | undefined> {
  const masked = shells().map(({ shell, label }) => ({ label, choice: { shell, secrets: false } }));
  const open = shells().map(({ shell, label }) => ({
    label: vscode.l10n.t('{0}, with secrets', label),
    choice: { shell, secrets: true },
  }));
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, choice: undefined };
  const answer = await vscode.window.showQuickPick([...masked, separator, ...open], {
    title: vscode.l10n.t('Copy Request as cURL'),
    placeHolder: vscode.l10n.t('For which shell? Secrets are left out unless you choose otherwise.'),
  });
  return answer?.choice;
}

async function confirmSecrets(): Promise<boolean> {
  const copy = vscode.l10n.t('Copy with Secrets');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Copy the access token and the other secrets of this request in clear?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Whoever sees the command can act as you until the token ends. Clipboards and shells keep histories.',
      ),
    },
    copy,
  );
  return answer === copy;
}

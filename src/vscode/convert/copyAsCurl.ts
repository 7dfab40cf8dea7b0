import * as vscode from 'vscode';
import type { Shell } from '../../httpFile/convert/shellWords.ts';
import type { Environment } from '../../procore/environments.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import type { Authentication } from '../auth/register.ts';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { chooseRequest } from '../requests/chosenRequest.ts';
import type { Sender } from '../requests/sender.ts';
import type { SendPlans } from '../requests/sendPlans.ts';
import { requireTrust } from '../trust.ts';
import { curlModel } from './curlModel.ts';

interface CopyParts {
  readonly documents: Documents;
  readonly authentication: Pick<Authentication, 'getTokenOrSignIn'>;
  readonly plans: Pick<SendPlans, 'of'>;
  readonly sender: Pick<Sender, 'preview'>;
  readonly log: vscode.LogOutputChannel;
}

interface Choice {
  readonly shell: Shell;
  readonly secrets: boolean;
}

/** The request as a curl command on the clipboard, as it would go out now; secrets only on demand. */
export function registerCopyAsCurl(parts: CopyParts): vscode.Disposable {
  const { documents, plans, sender, log } = parts;
  return registerCommand(log, commandId.copyAsCurl, async (...parameters) => {
    if (!(await requireTrust())) return;
    const chosen = await chooseRequest(documents, parameters);
    const { environment, outside } = await plans.of(chosen);
    const { file, request } = chosen;
    const preview = await sender.preview({
      file,
      request,
      document: chosen.document.uri,
      environment,
      outside,
    });
    if (preview.problem !== undefined) throw new Error(preview.problem.message);
    const choice = choiceOf(parameters.at(-1)) ?? (await askChoice());
    if (choice === undefined || (choice.secrets && !(await confirmSecrets()))) return;
    const token = choice.secrets ? await tokenFor(parts, environment, preview.withToken) : undefined;
    const model = curlModel(preview, request, token);
    if (model === undefined) throw new Error(vscode.l10n.t('There is nothing to send in this request.'));
    const { curlFrom } = await import('../../httpFile/convert/converters.ts');
    await vscode.env.clipboard.writeText(`${curlFrom(model.request, choice.shell)}\n`);
    const said = [
      choice.secrets
        ? vscode.l10n.t('Copied with its secrets: whoever has the command can use them.')
        : vscode.l10n.t('Copied as a curl command, with its secrets as ***.'),
      model.open.length === 0
        ? ''
        : vscode.l10n.t(
            'Without a value so far, and left as written: {0}.',
            visibleLine(model.open.map(name => `{{${name}}}`).join(', ')),
          ),
      model.bodyToSave === undefined
        ? ''
        : vscode.l10n.t('The body is no text: save it as {0} where you run the command.', model.bodyToSave),
    ];
    void vscode.window.showInformationMessage(said.filter(Boolean).join(' '));
  });
}

/** As another command or a test gives it. */
function choiceOf(given: unknown): Choice | undefined {
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

async function askChoice(): Promise<Choice | undefined> {
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

async function tokenFor(
  { authentication }: CopyParts,
  environment: Environment,
  wanted: boolean,
): Promise<string> {
  if (!wanted) return '';
  const token = await authentication.getTokenOrSignIn(environment.name, {
    signal: new AbortController().signal,
  });
  if (token === undefined || token.environment !== environment.name)
    throw new Error(
      vscode.l10n.t('Nobody is signed in to {0}, so there is no token to copy.', environment.title),
    );
  return token.reveal();
}

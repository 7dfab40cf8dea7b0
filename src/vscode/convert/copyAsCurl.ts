import * as vscode from 'vscode';
import { visibleLine } from '../../runner/visibleText.ts';
import type { Authentication } from '../auth/register.ts';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { chooseRequest } from '../requests/chosenRequest.ts';
import type { Sender } from '../requests/sender.ts';
import type { SendPlans } from '../requests/sendPlans.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { chooseCurl, tokenToCopy } from './curlChoice.ts';
import { curlModel } from './curlModel.ts';

interface CopyParts {
  readonly documents: Documents;
  readonly authentication: Pick<Authentication, 'getTokenOrSignIn'>;
  readonly plans: Pick<SendPlans, 'of'>;
  readonly sender: Pick<Sender, 'preview'>;
  readonly log: vscode.LogOutputChannel;
}

/** The request as a curl command on the clipboard, as it would go out now; secrets only on demand. */
export function registerCopyAsCurl(parts: CopyParts): vscode.Disposable {
  const { documents, authentication, plans, sender, log } = parts;
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
    const choice = await chooseCurl(parameters);
    if (choice === undefined) return;
    const added = choice.secrets && preview.withToken ? await tokenToCopy(authentication, environment) : '';
    const token = choice.secrets ? added : undefined;
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
    void vscode.window.showInformationMessage(withoutLinks(said.filter(Boolean).join(' ')));
  });
}

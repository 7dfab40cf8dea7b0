import * as vscode from 'vscode';
import { environmentOfUrl } from '../../procore/environments.ts';
import type { Entry } from '../../runner/history/entry.ts';
import type { Authentication } from '../auth/register.ts';
import { chooseCurl, tokenToCopy } from '../convert/curlChoice.ts';
import type { Environments } from '../environments/environments.ts';
import { sizeText } from '../responses/responseText.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { entryCurl } from './entryCurl.ts';

/** A request of the history as it went out, on the clipboard; on demand with the token of today. */
export async function copyEntryAsCurl(
  parts: {
    readonly environments: Environments;
    readonly authentication: Pick<Authentication, 'getTokenOrSignIn'>;
  },
  entry: Entry,
  parameters: readonly unknown[],
): Promise<void> {
  const choice = await chooseCurl(parameters);
  if (choice === undefined) return;
  const { request } = entry.detail.exchange;
  const environment = environmentOfUrl(parts.environments.all(), new URL(request.url));
  // A token goes to the hosts of its environment only, as when a request is sent.
  const token =
    choice.secrets && environment?.name === entry.head.environment
      ? await tokenToCopy(parts.authentication, environment)
      : undefined;
  const { curl, masked, withoutBody } = entryCurl(entry, token);
  const { curlFrom } = await import('../../httpFile/convert/converters.ts');
  await vscode.env.clipboard.writeText(`${curlFrom(curl, choice.shell)}\n`);
  const said = [
    token === undefined
      ? vscode.l10n.t('Copied as a curl command.')
      : vscode.l10n.t('Copied with the access token: whoever has the command can use it.'),
    masked ? vscode.l10n.t('Secrets stand as ***: the history does not keep them.') : '',
    withoutBody
      ? vscode.l10n.t('The body ({0}) is not in the history: add it.', sizeText(request.bodyBytes))
      : '',
  ];
  void vscode.window.showInformationMessage(withoutLinks(said.filter(Boolean).join(' ')));
}

import * as vscode from 'vscode';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { Environment } from '../../procore/environments.ts';
import { isLoopbackHost } from '../../procore/environments.ts';
import type { Environments } from '../environments/environments.ts';
import type { Sender } from '../requests/sender.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { knownPage, pageInZone } from './knownPages.ts';

/** Opens a page of Procore's in the browser. */
export type OpenPage = (
  page: { readonly url: string; readonly path?: string; readonly companyId?: string },
  environment: Environment,
) => Promise<void>;

/** `open`: the editor's way out; only pages of known hosts get there. */
export function createOpenPage(parts: {
  readonly environments: Pick<Environments, 'all'>;
  readonly sender: Pick<Sender, 'run'>;
  readonly open?: (uri: vscode.Uri) => Thenable<boolean>;
}): OpenPage {
  const { environments, sender, open = uri => vscode.env.openExternal(uri) } = parts;
  const zones = new Map<string, string>();

  /** What the company says of its zone; empty where it does not. */
  async function zoneOf(environment: Environment, companyId: string): Promise<string> {
    const key = `${environment.name} ${environment.apiUrl} ${companyId}`;
    const known = zones.get(key);
    if (known !== undefined) return known;
    const file = parseHttpFile(`# @company ${companyId}\nGET /rest/v1.0/company_base_url\n`);
    const [request] = file.requests;
    if (request === undefined) return '';
    const { response, error } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Asking for the zone of company {0}', companyId),
        cancellable: true,
      },
      (_progress, cancellation) => {
        const stop = new AbortController();
        cancellation.onCancellationRequested(() => stop.abort());
        return sender.run({
          ...{ file, request, document: undefined, environment, allPages: false },
          signal: stop.signal,
        });
      },
    );
    // Whoever stops it wants no page any more.
    if (error?.code === 'cancelled') throw new vscode.CancellationError();
    const answer = response?.status === 200 ? (response.body ?? '') : '';
    if (answer !== '') zones.set(key, answer);
    return answer;
  }

  return async ({ url, path, companyId }, environment) => {
    const isLocal = URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
    if (isLocal && path !== undefined) {
      void vscode.window.showInformationMessage(
        withoutLinks(vscode.l10n.t("The simulator has no web app. In Procore's, this page is {0}", path)),
      );
      return;
    }
    const asks = path !== undefined && companyId !== undefined && /^\d{1,20}$/.test(companyId);
    const place = asks
      ? pageInZone({ url, path }, await zoneOf(environment, companyId), environments.all())
      : url;
    const page = knownPage(place, environments.all());
    if (page === undefined) throw new Error(vscode.l10n.t('Only pages of Procore are opened from here.'));
    await open(vscode.Uri.parse(page.href, true));
  };
}

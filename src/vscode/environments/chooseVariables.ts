import * as vscode from 'vscode';
import { commandId, languageId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import type { Environments } from './environments.ts';
import type { OutsideReader } from './outsideReader.ts';

/** For environment files whose sections are called otherwise than Procore's environments: `dev`, `staging`. */
export function registerChooseVariables(parts: {
  readonly environments: Environments;
  readonly outside: OutsideReader;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { environments, outside, log } = parts;
  return registerCommand(log, commandId.chooseVariables, async () => {
    if (!(await requireTrust())) return;
    const environment = environments.active();
    const place = activePlace();
    const found = place === undefined ? undefined : await outside.read(place, environment.name);
    const sections = found?.environments ?? [];
    const chosen = environments.variables(environment.name);
    const mark = (section: string | undefined) => (section === chosen ? 'check' : 'blank');
    const items = [
      {
        label: `$(${mark(undefined)}) ${environment.name}`,
        description: vscode.l10n.t('as the environment is called'),
        section: undefined,
      },
      ...sections
        .filter(section => section !== environment.name)
        .map(section => ({
          label: `$(${mark(section)}) ${section.replaceAll('$(', '$\u200B(')}`,
          description: '',
          section,
        })),
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Variables for {0}', environment.title),
      placeHolder:
        sections.length === 0
          ? vscode.l10n.t('No http-client.env.json or rest-client setting has sections to choose from')
          : vscode.l10n.t('Section of the environment files that requests to {0} read', environment.title),
    });
    if (picked !== undefined) await environments.chooseVariables(environment.name, picked.section);
  });
}

/** The file that somebody looks at, else the first folder. */
function activePlace(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === languageId) return document.uri;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder && vscode.Uri.joinPath(folder.uri, 'requests.http');
}

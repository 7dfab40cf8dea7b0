import * as vscode from 'vscode';
import type { SentRequest } from '../requests/sentRequests.ts';
import { type Filter, filterChoices } from './filter.ts';

interface Choice extends vscode.QuickPickItem {
  readonly adds?: Partial<Filter>;
}

/** Asks which requests to show: what is not ticked of a kind is not asked for. `undefined`: as before. */
export async function chooseFilter(
  list: readonly SentRequest[],
  filter: Filter,
): Promise<Filter | undefined> {
  const { environments, files } = filterChoices(list, filter);
  const heading = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const choices: readonly Choice[] = [
    {
      label: vscode.l10n.t('Only failed requests'),
      picked: filter.onlyFailures,
      adds: { onlyFailures: true },
    },
    heading(vscode.l10n.t('Environments')),
    ...environments.map(name => ({
      label: name,
      picked: filter.environments.includes(name),
      adds: { environments: [name] },
    })),
    heading(vscode.l10n.t('Files')),
    ...files.map(document => ({
      label: fileNameOf(document),
      picked: filter.files.includes(document),
      adds: { files: [document] },
    })),
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    canPickMany: true,
    title: vscode.l10n.t('Filter Diagnostics'),
    placeHolder: vscode.l10n.t('Show only requests with…'),
  });
  if (picked === undefined) return undefined;
  return {
    onlyFailures: picked.some(({ adds }) => adds?.onlyFailures === true),
    environments: picked.flatMap(({ adds }) => adds?.environments ?? []),
    files: picked.flatMap(({ adds }) => adds?.files ?? []),
  };
}

/** A document as people know it. */
export function fileNameOf(document: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(document));
}

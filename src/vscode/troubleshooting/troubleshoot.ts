import * as vscode from 'vscode';
import { type DiagnosisId, diagnosisIds } from '../../procore/diagnosis/diagnosis.ts';
import type { TroubleRow } from '../../procore/troubleshooting/row.ts';
import type { TroubleGroup } from '../../procore/troubleshooting/rows.ts';
import { commandId } from '../commandIds.ts';
import { translated } from '../l10n.ts';
import { registerCommand } from '../report.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { titlesOf, translatedRow, troubleEntries, troubleText } from './troubleText.ts';

interface TroubleItem extends vscode.QuickPickItem {
  readonly row?: TroubleRow;
}

/** What goes wrong with Procore, as a list that can be searched; a row opens as a document with what helps. */
export function registerTroubleshoot(parts: {
  readonly reports: Pick<ReportDocuments, 'show'>;
  /** Of the extension, for the titles of its commands. */
  readonly manifest: unknown;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { reports, manifest, log } = parts;
  const titleOf = titlesOf(manifest);

  const show = (row: TroubleRow) =>
    reports.show({ id: `trouble ${row.id}`, name: nameOf(row) }, troubleText(row, titleOf));

  return registerCommand(log, commandId.troubleshoot, async parameter => {
    // Read when somebody asks: texts of this size would make every start slower.
    const { rowsOf, troubleGroups, troubleRows } = await import('../../procore/troubleshooting/rows.ts');
    const asked = troubleRows.find(({ id }) => id === parameter);
    if (asked !== undefined) return show(asked);
    const id = diagnosisOf(parameter);
    const choice = await choose(troubleGroups, id === undefined ? [] : rowsOf(id), titleOf);
    switch (choice?.kind) {
      case 'row':
        return show(choice.row);
      case 'command':
        return vscode.commands.executeCommand(choice.command);
      case 'link':
        return vscode.env.openExternal(vscode.Uri.parse(choice.link, true));
      default:
        return undefined;
    }
  });
}

type Choice =
  | { readonly kind: 'row'; readonly row: TroubleRow }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'link'; readonly link: string };

/** The diagnosis that a row of the tree shows, out of an argument that may be anything. */
function diagnosisOf(parameter: unknown): DiagnosisId | undefined {
  const diagnosis: unknown =
    typeof parameter === 'object' && parameter !== null ? Reflect.get(parameter, 'diagnosis') : undefined;
  const named: unknown =
    typeof diagnosis === 'object' && diagnosis !== null ? Reflect.get(diagnosis, 'id') : undefined;
  return diagnosisIds.find(each => each === named);
}

async function choose(
  all: readonly TroubleGroup[],
  first: readonly TroubleRow[],
  titleOf: (command: string) => string,
): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<TroubleItem>();
  const links = new Map<vscode.QuickInputButton, Choice>();
  const button = (icon: string, tooltip: string, choice: Choice): vscode.QuickInputButton => {
    const made = { iconPath: new vscode.ThemeIcon(icon), tooltip };
    links.set(made, choice);
    return made;
  };
  pick.title = vscode.l10n.t('Troubleshoot');
  pick.placeholder = vscode.l10n.t('What do you see? For example: 403, invalid_grant, CORS, sandbox, pages');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = troubleEntries(all, first, vscode.l10n.t('About this failure')).map(entry => {
    if (entry.kind === 'group') return { label: entry.title, kind: vscode.QuickPickItemKind.Separator };
    const { row } = entry;
    const { title, symptom, cause, command, link } = translatedRow(row);
    return {
      label: title,
      description: symptom,
      detail: cause,
      row,
      buttons: [
        ...(command === undefined
          ? []
          : [button('lightbulb', titleOf(command), { kind: 'command', command })]),
        button('link-external', vscode.l10n.t('Open the Page of Procore'), { kind: 'link', link }),
      ],
    };
  });
  return new Promise<Choice | undefined>(resolve => {
    pick.onDidAccept(() => {
      const row = pick.selectedItems[0]?.row;
      if (row !== undefined) resolve({ kind: 'row', row });
    });
    pick.onDidTriggerItemButton(({ button: pressed }) => resolve(links.get(pressed)));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}

/** For a tab. */
function nameOf({ title }: TroubleRow): string {
  return translated(title)
    .replaceAll(/[\\/:*?"<>|\s]+/g, ' ')
    .trim();
}

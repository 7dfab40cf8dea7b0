import * as vscode from 'vscode';
import { type DiagnosisId, diagnosisIds } from '../../procore/diagnosis/diagnosis.ts';
import type { TroubleRow } from '../../procore/troubleshooting/row.ts';
import type { TroubleGroup } from '../../procore/troubleshooting/rows.ts';
import { commandId } from '../commandIds.ts';
import { translated } from '../l10n.ts';
import { changingRows } from '../operations/changingRows.ts';
import { registerCommand } from '../report.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { foundRows } from './searchTrouble.ts';
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
  const itemOf = (row: TroubleRow): TroubleItem => {
    const { title, symptom, cause, command, link } = translatedRow(row);
    return {
      label: title,
      description: symptom,
      detail: cause,
      // They are found already, also by words that do not stand in what is shown.
      alwaysShow: true,
      row,
      buttons: [
        ...(command === undefined
          ? []
          : [button('lightbulb', titleOf(command), { kind: 'command', command })]),
        button('link-external', vscode.l10n.t('Open the Page of Procore'), { kind: 'link', link }),
      ],
    };
  };
  const whole = troubleEntries(all, first, vscode.l10n.t('About this failure')).map(entry =>
    entry.kind === 'group'
      ? { label: entry.title, kind: vscode.QuickPickItemKind.Separator }
      : itemOf(entry.row),
  );
  const items = new Map(whole.flatMap(item => (item.row === undefined ? [] : [[item.row, item] as const])));
  const shown = changingRows(pick, itemUnseen);
  const show = (typed: string) =>
    shown.show(
      typed.trim() === '' ? whole : foundRows([...items.keys()], typed).flatMap(row => items.get(row) ?? []),
    );
  show('');
  return new Promise<Choice | undefined>(resolve => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const row = pick.selectedItems[0]?.row;
      if (row !== undefined) resolve({ kind: 'row', row });
    });
    pick.onDidTriggerItemButton(({ button: pressed }) => resolve(links.get(pressed)));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}

function itemUnseen({ row }: TroubleItem): TroubleItem {
  const unseen = { label: '', kind: vscode.QuickPickItemKind.Separator };
  return row === undefined ? unseen : { ...unseen, row };
}

/** For a tab. */
function nameOf({ title }: TroubleRow): string {
  return translated(title)
    .replaceAll(/[\\/:*?"<>|\s]+/g, ' ')
    .trim();
}

import type { TroubleRow } from '../../procore/troubleshooting/row.ts';
import type { TroubleGroup } from '../../procore/troubleshooting/rows.ts';
import { commandId } from '../commandIds.ts';
import { l10n, translated, translatedDiagnosis } from '../l10n.ts';
import { type LinkedText, linkedText, type Piece } from '../responses/linkedText.ts';

/** What a command is called in the palette, e.g. `Procore: Sign In`. */
export type CommandTitle = (command: string) => string;

/** A row as a document: what is seen, why, what to do, and what helps. All of it is text of ours. */
export function troubleText(row: TroubleRow, titleOf: CommandTitle): LinkedText {
  const { title, symptom, cause, remedies, link, command, diagnosisIds } = translatedRow(row);
  const lines: (readonly Piece[])[] = [
    [title],
    [],
    [l10n.t('You see')],
    [`  ${symptom}`],
    [],
    [l10n.t('Why')],
    [`  ${cause}`],
    [],
    [l10n.t('What to do')],
    ...remedies.map((remedy, index) => [`  ${index + 1}. ${remedy}`]),
    [],
    ...(command === undefined ? [] : [[`${l10n.t('What helps')}: `, commandPiece(command, titleOf)]]),
    // The editor makes a link of an address by itself.
    [l10n.t('Page: {0}', link)],
    ...(diagnosisIds.length === 0 ? [] : [[l10n.t('Diagnosed as: {0}', diagnosisIds.join(', '))]]),
    [`${l10n.t('All rows')}: `, commandPiece(commandId.troubleshoot, titleOf)],
  ];
  return linkedText(lines);
}

function commandPiece(command: string, titleOf: CommandTitle): Piece {
  const text = titleOf(command);
  return { text, tooltip: text, command, parameters: [] };
}

/** Its texts as the editor's translators have them. */
export function translatedRow(row: TroubleRow): TroubleRow {
  return { ...translatedDiagnosis(row), symptom: translated(row.symptom) };
}

/** An entry of the list, or the heading above some. */
export type TroubleEntry =
  | { readonly kind: 'group'; readonly title: string }
  | { readonly kind: 'row'; readonly row: TroubleRow };

/** All rows under their headings; `first` stand on top, and not again below. */
export function troubleEntries(
  all: readonly TroubleGroup[],
  first: readonly TroubleRow[],
  heading: string,
): readonly TroubleEntry[] {
  const groups = [
    { title: heading, rows: first },
    ...all.map(({ title, rows }) => ({
      title: translated(title),
      rows: rows.filter(row => !first.includes(row)),
    })),
  ];
  return groups
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ title, rows }): readonly TroubleEntry[] => [
      { kind: 'group', title },
      ...rows.map(row => ({ kind: 'row' as const, row })),
    ]);
}

/** `Procore: Sign In` out of the manifest as the editor has translated it; the id where it does not say. */
export function titlesOf(manifest: unknown): CommandTitle {
  const contributes = member(manifest, 'contributes');
  const commands = member(contributes, 'commands');
  const titles = new Map<unknown, string>();
  for (const each of Array.isArray(commands) ? commands : []) {
    const [title, category] = [member(each, 'title'), member(each, 'category')];
    if (typeof title === 'string')
      titles.set(member(each, 'command'), [category, title].filter(Boolean).join(': '));
  }
  return command => titles.get(command) ?? command;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

import * as vscode from 'vscode';
import { placeBlock } from '../../httpFile/convert/placement.ts';
import { languageId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { askRow, type Row } from './inputs.ts';

type Place = vscode.TextDocument | 'new' | 'choose';

/** Puts a request at the end of a file that is open or chosen, or into a new one; it can be undone there. */
export async function keepRequest(
  documents: Documents,
  { title, text }: { readonly title: string; readonly text: string },
): Promise<void> {
  const open = vscode.workspace.textDocuments.filter(
    ({ languageId: language, uri }) =>
      language === languageId && /^(?:file|untitled|vscode-)/.test(uri.scheme),
  );
  const rows: Row<Place>[] = [
    { label: `$(new-file) ${vscode.l10n.t('New File')}`, value: 'new' },
    ...open.map(document => ({
      label: `$(file) ${vscode.workspace.asRelativePath(document.uri)}`,
      description: vscode.l10n.t('at the end'),
      value: document,
    })),
    { label: `$(folder-opened) ${vscode.l10n.t('Choose a File...')}`, value: 'choose' },
  ];
  const said = await askRow({
    title: vscode.l10n.t('Keep {0} in a File', title),
    placeholder: vscode.l10n.t('Where to put the request'),
    step: { step: 1, of: 1, back: false },
    rows,
  });
  if (said === undefined || said === 'back') return;
  const document = await documentAt(said.value, text);
  if (document === undefined) return;
  if (said.value !== 'new') await append(documents, document, text);
  await vscode.window.showTextDocument(document, { preview: false });
}

async function documentAt(place: Place, text: string): Promise<vscode.TextDocument | undefined> {
  if (place === 'new') return vscode.workspace.openTextDocument({ language: languageId, content: text });
  if (place !== 'choose') return place;
  const [uri] =
    (await vscode.window.showOpenDialog({
      filters: { [vscode.l10n.t('Requests')]: ['http', 'rest'] },
      openLabel: vscode.l10n.t('Keep Here'),
    })) ?? [];
  return uri && vscode.workspace.openTextDocument(uri);
}

async function append(documents: Documents, document: vscode.TextDocument, text: string): Promise<void> {
  const end = document.getText().length;
  const place = placeBlock(documents.parsed(document), end, text);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(place.start), document.positionAt(place.end)),
    place.text,
  );
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('The request could not be put into {0}.', document.fileName));
}

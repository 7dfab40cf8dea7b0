import * as vscode from 'vscode';
import { requestAt } from '../../httpFile/names.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { Documents } from '../language/documents.ts';
import { addressOf } from './requestAddress.ts';
import { requestKeys } from './requestKeys.ts';

/** A request to send: of an open document, or of a text that once stood at that address. */
export interface RequestToSend {
  readonly document: Pick<vscode.TextDocument, 'uri'>;
  readonly file: HttpFile;
  readonly key: string;
  readonly request: RequestNode;
  /** Its text stands in the history only: the file says something else by now, or is gone. */
  readonly ofHistory?: boolean;
}

/** A request in an open document. */
export interface ChosenRequest extends RequestToSend {
  readonly document: vscode.TextDocument;
}

/**
 * The request that a command means: the address of a document and a key, as lenses and trees pass them,
 * or nothing, then it is the one at the cursor. Rejects with a sentence where there is none.
 */
export async function chooseRequest(
  documents: Pick<Documents, 'parsed'>,
  parameters: readonly unknown[],
): Promise<ChosenRequest> {
  const address = addressOf(parameters);
  if (address !== undefined) {
    const { key } = address;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address.document, true));
    const file = documents.parsed(document);
    const request = requestKeys(file).get(key);
    if (request === undefined)
      throw new Error(
        vscode.l10n.t('The request "{0}" is no longer in the file. Send it again from there.', key),
      );
    return { document, file, key, request };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== 'http')
    throw new Error(vscode.l10n.t('Open a .http file and put the cursor in a request.'));
  const file = documents.parsed(editor.document);
  const request = requestAt(file, editor.document.offsetAt(editor.selection.active));
  if (request === undefined)
    throw new Error(
      vscode.l10n.t('There is no request at the cursor. A request is a line such as GET /rest/v1.0/me.'),
    );
  const found = [...requestKeys(file)].find(([, node]) => node === request);
  return { document: editor.document, file, key: found?.[0] ?? '', request };
}

import * as vscode from 'vscode';
import type { Documents } from '../language/documents.ts';
import { chooseRequest } from '../requests/chosenRequest.ts';
import { addressOf } from '../requests/requestAddress.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';

/**
 * The last sending that a command means: by the arguments of a lens or a row, else of the request at the cursor.
 * Rejects with a sentence where it was not sent, or is under way.
 */
export async function sentRequestOf(
  documents: Pick<Documents, 'parsed'>,
  sent: SentRequests,
  parameters: readonly unknown[],
): Promise<SentRequest & { readonly exchange: NonNullable<SentRequest['exchange']> }> {
  const address = addressOf(parameters) ?? (await atCursor(documents));
  const entry = sent.get(address.document, address.key);
  const exchange = entry?.exchange;
  if (entry === undefined || exchange === undefined)
    throw new Error(vscode.l10n.t('There is no answer to this request yet. Send it first.'));
  return { ...entry, exchange };
}

async function atCursor(
  documents: Pick<Documents, 'parsed'>,
): Promise<{ readonly document: string; readonly key: string }> {
  const { document, key } = await chooseRequest(documents, []);
  return { document: document.uri.toString(), key };
}

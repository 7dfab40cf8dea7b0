import * as vscode from 'vscode';
import { requestAt } from '../../httpFile/names.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { languageId } from '../commandIds.ts';
import type { History } from '../history/history.ts';
import { whyUnreadable } from '../history/historyMessages.ts';
import type { Documents } from '../language/documents.ts';
import type { TriedRemedies } from '../remedies/triedRemedies.ts';
import { addressOf } from '../requests/requestAddress.ts';
import { keyOf } from '../requests/requestKeys.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { headline, placeOf } from '../responses/responseText.ts';
import { caseOfEntry, caseOfSent, historyIdOf, type LabelledCase } from './supportCase.ts';

export interface CaseParts {
  readonly documents: Pick<Documents, 'shown'>;
  readonly sent: Pick<SentRequests, 'get' | 'list'>;
  readonly responses: { entryOf(document: vscode.Uri): SentRequest | undefined };
  readonly history: Pick<History, 'read'>;
  readonly tried: Pick<TriedRemedies, 'of'>;
}

/**
 * The sending that a command means: a row of the history, a row or an address, the answer or the request at the
 * cursor, else one of all answers that a person picks. `undefined`: none was picked. Rejects where there is none.
 */
export async function chooseCase(
  parts: CaseParts,
  parameters: readonly unknown[],
): Promise<LabelledCase | undefined> {
  const { sent, history, tried } = parts;
  const id = historyIdOf(parameters);
  if (id !== undefined) {
    const entry = await history.read(id);
    if (typeof entry === 'string') throw new Error(whyUnreadable(entry));
    return caseOfEntry(id, entry);
  }
  const address = addressOf(parameters);
  const named = address === undefined ? atCursor(parts) : sent.get(address.document, address.key);
  const known = named && caseOfSent(named, tried.of(named.document, named.key));
  if (known !== undefined) return known;
  if (address !== undefined) throw new Error(noAnswer());
  const picked = await pick(sent.list().filter(({ exchange }) => exchange !== undefined));
  return picked && caseOfSent(picked, tried.of(picked.document, picked.key));
}

function noAnswer(): string {
  return vscode.l10n.t('There is no answer to report on yet. Send the request first.');
}

function atCursor({ documents, sent, responses }: CaseParts): SentRequest | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  if (document.languageId !== languageId) return responses.entryOf(document.uri);
  const file = documents.shown(document);
  const request = file && requestAt(file, document.offsetAt(selection.active));
  const key = file && request && keyOf(file, request);
  return key === undefined ? undefined : sent.get(document.uri.toString(), key);
}

async function pick(entries: readonly SentRequest[]): Promise<SentRequest | undefined> {
  if (entries.length === 0) throw new Error(noAnswer());
  const items = entries.map(entry => ({
    // A label may hold what the editor would show as an icon.
    label: visibleLine(entry.label).replaceAll('$(', '$\u200B('),
    description: [entry.exchange && headline(entry.exchange), placeOf(entry)].filter(Boolean).join(' · '),
    entry,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Copy Support Report'),
    placeHolder: vscode.l10n.t('Which answer is the report about?'),
    matchOnDescription: true,
  });
  return picked?.entry;
}

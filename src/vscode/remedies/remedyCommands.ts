import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { translated } from '../l10n.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { requireTrust } from '../trust.ts';
import { carryOut, type RemedyParts } from './carryOut.ts';
import { offerToSend } from './editRequest.ts';
import { type Remedy, remediesOf, remedyAt, remedyCommands } from './remedyModel.ts';
import { sentRequestOf } from './sentRequestOf.ts';

/** The commands of remedies: one for each kind, as rows and hovers call them, and one that offers all. */
export function registerRemedyCommands(
  parts: RemedyParts & {
    readonly documents: Documents;
    readonly sent: SentRequests;
    readonly log: vscode.LogOutputChannel;
  },
): vscode.Disposable {
  const { documents, sent, log } = parts;

  async function apply(
    choose: (entry: Failed) => Promise<Remedy | undefined>,
    parameters: readonly unknown[],
  ) {
    if (!(await requireTrust())) return;
    const entry = await sentRequestOf(documents, sent, parameters);
    const remedy = await choose(entry);
    if (remedy !== undefined) await carryOut(parts, entry, remedy.action);
  }

  // The others have homes of their own.
  const kinds = Object.entries(remedyCommands).filter(([, command]) => command.startsWith('procore.remedy'));
  return vscode.Disposable.from(
    ...kinds.map(([kind, command]) =>
      registerCommand(log, command, (...parameters) =>
        apply(entry => pick(ofKind(entry, kind, parameters)), parameters),
      ),
    ),
    registerCommand(log, commandId.applyRemedy, (...parameters) => {
      const [, , kind, nth] = parameters;
      return apply(
        async entry =>
          typeof kind === 'string' && typeof nth === 'number'
            ? remedyAt(entry.exchange, kind, nth)
            : pick(remediesOf(entry.exchange)),
        parameters,
      );
    }),
    registerCommand(log, commandId.offerSend, async (address, index, title, before) => {
      if (typeof address !== 'string' || typeof index !== 'number' || typeof title !== 'string') return;
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
      void offerToSend(parts, document, index, title, typeof before === 'string' ? before : undefined);
    }),
  );
}

type Failed = SentRequest & { readonly exchange: NonNullable<SentRequest['exchange']> };

/** Those of the row's own diagnosis first. */
function ofKind(entry: Failed, kind: string, [row]: readonly unknown[]): readonly Remedy[] {
  const diagnosis: unknown =
    typeof row === 'object' && row !== null ? Reflect.get(row, 'diagnosis') : undefined;
  const all = remediesOf(entry.exchange).filter(({ action }) => action.kind === kind);
  const own = all.filter(remedy => remedy.diagnosis === diagnosis);
  return own.length > 0 ? own : all;
}

/** Asks only where there is a choice. Rejects where there is nothing. */
async function pick(remedies: readonly Remedy[]): Promise<Remedy | undefined> {
  const [first, second] = remedies;
  if (first === undefined)
    throw new Error(vscode.l10n.t('There is nothing that can be done from here about this answer.'));
  if (second === undefined) return first;
  const items = remedies.map(remedy => ({
    label: remedy.title,
    description: translated(remedy.diagnosis.title),
    remedy,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Mend the Request'),
    placeHolder: vscode.l10n.t('Nothing is sent before you say so'),
  });
  return picked?.remedy;
}

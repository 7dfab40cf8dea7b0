import * as vscode from 'vscode';
import type { UploadSource } from '../../runner/uploads/source.ts';
import type { UploadOutcome } from '../../runner/uploads/upload.ts';
import { withoutLinks } from '../withoutLinks.ts';

/** A new upload is made only when somebody wants it. */
export async function tryAgain(
  source: UploadSource,
  outcome: Exclude<UploadOutcome, { kind: 'uploaded' }>,
): Promise<boolean> {
  const again = outcome.kind === 'expired' ? vscode.l10n.t('Make a New Upload') : vscode.l10n.t('Try Again');
  const text =
    outcome.kind === 'expired'
      ? vscode.l10n.t(
          '{0}: {1} Procore takes an upload only for an hour after it was created.',
          source.name,
          outcome.message,
        )
      : vscode.l10n.t('{0}: {1}', source.name, outcome.message);
  return (await vscode.window.showErrorMessage(withoutLinks(text), again)) === again;
}

/**
 * Says what is left of an upload that a person has stopped, and of the files behind it. What nobody uses goes by itself:
 * "Direct file uploads", "Unified file uploads" [doc]. No button: it would stand where Cancel was a moment ago.
 */
export function tellStopped({ name }: UploadSource, unfinished: string | undefined, behind: number): void {
  const sentences = [
    unfinished === undefined
      ? vscode.l10n.t('The upload of {0} was stopped. Nothing of the file was sent.', name)
      : vscode.l10n.t(
          'The upload of {0} was stopped. No record has it: Procore deletes what was begun as {1} by itself. To try again, upload the file anew.',
          name,
          unfinished,
        ),
    ...(behind === 0 ? [] : [notBegun(behind)]),
  ];
  void vscode.window.showInformationMessage(withoutLinks(sentences.join(' ')));
}

/** Says that files behind one that came whole were left. */
export function tellNotBegun(behind: number): void {
  if (behind > 0) void vscode.window.showInformationMessage(withoutLinks(notBegun(behind)));
}

function notBegun(files: number): string {
  return files === 1
    ? vscode.l10n.t('1 more file was not begun.')
    : vscode.l10n.t('{0} more files were not begun.', files);
}

export async function tellOddity(
  { name }: UploadSource,
  { state, confirmed }: Extract<UploadOutcome, { kind: 'uploaded' }>,
): Promise<void> {
  if (state === 'processing')
    await vscode.window.showWarningMessage(
      withoutLinks(
        vscode.l10n.t(
          '{0} is in Procore, but is still being processed. Requests that use it may be refused for a while.',
          name,
        ),
      ),
    );
  else if (!confirmed)
    await vscode.window.showWarningMessage(
      withoutLinks(
        vscode.l10n.t(
          'Storage did not confirm the checksum of {0}, only its length. Open the file in Procore if it matters.',
          name,
        ),
      ),
    );
}

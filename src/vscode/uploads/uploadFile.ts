import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Environment } from '../../procore/environments.ts';
import { cancelledCode } from '../../runner/failure.ts';
import { contentTypeOf, fileSource, type UploadSource } from '../../runner/uploads/source.ts';
import type { UploadOutcome } from '../../runner/uploads/upload.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import { keepRequest } from '../operations/keepRequest.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import type { Sendings } from '../requests/sendings.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { askPlace, type UploadTarget } from './askPlace.ts';
import { type FollowUp, followUps, type UploadedFile } from './followUp.ts';
import { tellNotBegun, tellOddity, tellStopped, tryAgain } from './uploadMessages.ts';
import { createUploadReport } from './uploadReport.ts';

interface UploadParts {
  readonly environments: Environments;
  readonly documents: Documents;
  readonly sender: Sender;
  readonly sendings: Sendings;
  readonly log: vscode.LogOutputChannel;
}

/** Files into Procore, and their ids into requests. */
export function registerUploadFile(parts: UploadParts): vscode.Disposable {
  const { environments, documents, log } = parts;

  async function run(given: readonly unknown[]): Promise<readonly UploadedFile[] | undefined> {
    if (!(await requireTrust())) return undefined;
    const files = filesAmong(given) ?? (await chooseFiles());
    if (files === undefined || files.length === 0) return undefined;
    const sources = await Promise.all(files.map(sourceOf));
    const environment = environments.active();
    const [first] = sources;
    const what = sources.length === 1 && first ? first.name : vscode.l10n.t('{0} files', sources.length);
    const target = targetAmong(given) ?? (await askPlace(parts, environment, what));
    if (target === undefined) return undefined;
    const uploaded = await uploadAll(parts, { ...target, environment }, sources);
    if (uploaded.length > 0) void offer(documents, uploaded);
    return uploaded;
  }

  return registerCommand(log, commandId.uploadFile, (...given) => run(given));
}

/** Where files are going. */
interface Target extends UploadTarget {
  readonly environment: Environment;
}

/** One after another, each with all of the line; what failed can be tried again by itself. */
async function uploadAll(
  parts: UploadParts,
  target: Target,
  sources: readonly UploadSource[],
): Promise<readonly UploadedFile[]> {
  const uploaded: UploadedFile[] = [];
  for (const [index, source] of sources.entries()) {
    const of = sources.length === 1 ? undefined : { number: index + 1, count: sources.length };
    for (;;) {
      const { outcome, stopped } = await uploadOne(parts, target, source, of);
      const behind = sources.length - index - 1;
      if (outcome.kind === 'uploaded') {
        parts.log.info(`${source.name}: uploaded as ${outcome.id} (${outcome.flow})`);
        const { name, contentType } = source;
        uploaded.push({ name, contentType, id: outcome.id, unified: outcome.flow === 'unified' });
        void tellOddity(source, outcome);
        if (!stopped) break;
        tellNotBegun(behind);
        return uploaded;
      }
      if (outcome.kind === 'failed' && outcome.code === 'not-confirmed') return uploaded;
      const left = outcome.id === undefined ? '' : ` Unfinished: ${outcome.id}.`;
      parts.log.warn(`${source.name}: ${outcome.message}${left}`);
      if (outcome.kind === 'failed' && outcome.code === cancelledCode) {
        tellStopped(source, outcome.id, behind);
        return uploaded;
      }
      if (!(await tryAgain(source, outcome))) break;
    }
  }
  return uploaded;
}

/** `stopped`: somebody pressed Cancel, be it after all was done. */
function uploadOne(
  { sender, sendings }: UploadParts,
  target: Target,
  source: UploadSource,
  of: { readonly number: number; readonly count: number } | undefined,
): Promise<{ readonly outcome: UploadOutcome; readonly stopped: boolean }> {
  const { title } = target.environment;
  const heading =
    of === undefined
      ? vscode.l10n.t('Uploading {0} to {1}', source.name, title)
      : vscode.l10n.t('Uploading {0} to {1}, {2} of {3}', source.name, title, of.number, of.count);
  return sendings.running(async controller =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(heading),
        cancellable: true,
      },
      async (progress, cancellation) => {
        cancellation.onCancellationRequested(() => controller.abort());
        const report = createUploadReport(Date.now, shown => progress.report(shown));
        try {
          const job = { source, ...target, onProgress: report.next, onWait: report.wait };
          const outcome = await sender.upload(job, controller.signal);
          return { outcome, stopped: controller.signal.aborted };
        } finally {
          report.stop();
        }
      },
    ),
  );
}

/** What to do with the ids; they stay in the log, too. */
async function offer(documents: Documents, files: readonly UploadedFile[]): Promise<void> {
  const copy = vscode.l10n.t('Copy ID');
  const use = vscode.l10n.t('Use in a Request...');
  const [first] = files;
  const text =
    files.length === 1 && first
      ? vscode.l10n.t('{0} is uploaded. Its id is {1}.', first.name, first.id)
      : vscode.l10n.t('{0} files are uploaded.', files.length);
  const answer = await vscode.window.showInformationMessage(withoutLinks(text), use, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(files.map(({ id }) => id).join('\n'));
  if (answer !== use) return;
  const rows = followUps(files).map(followUp => ({ ...labelOf(followUp), followUp }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Use the Upload'),
    placeHolder: vscode.l10n.t('What goes into a request file'),
  });
  if (picked !== undefined) await keepRequest(documents, picked.followUp);
}

function labelOf({ kind }: FollowUp): vscode.QuickPickItem {
  switch (kind) {
    case 'variable':
      return { label: vscode.l10n.t('The id as a variable'), description: '@uploadId' };
    case 'file':
      return {
        label: vscode.l10n.t('A request that adds it to Documents'),
        description: 'POST /rest/v1.0/files',
      };
    case 'photo':
      return {
        label: vscode.l10n.t('A request that adds it to Photos'),
        description: 'POST /rest/v1.0/images',
      };
    case 'document':
      return {
        label: vscode.l10n.t('Requests that add it to Document Management'),
        description: vscode.l10n.t('POST and PATCH {0}', 'document_uploads'),
      };
  }
}

async function chooseFiles(): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Upload'),
    title: vscode.l10n.t('Files to Upload to Procore'),
  });
}

/** Other programs pass the files, and where they go. */
function filesAmong(given: readonly unknown[]): readonly vscode.Uri[] | undefined {
  const files = given.flat().filter(each => each instanceof vscode.Uri);
  return files.length === 0 ? undefined : files;
}

function targetAmong(given: readonly unknown[]): UploadTarget | undefined {
  return given.find(isTarget);
}

function isTarget(value: unknown): value is UploadTarget {
  return (
    typeof value === 'object' &&
    value !== null &&
    'wish' in value &&
    (value.wish === 'usual' || value.wish === 'unified') &&
    'place' in value &&
    typeof value.place === 'object' &&
    value.place !== null &&
    'companyId' in value.place &&
    /^\d+$/.test(String(value.place.companyId))
  );
}

async function sourceOf(uri: vscode.Uri): Promise<UploadSource> {
  if (uri.scheme !== 'file')
    throw new Error(
      vscode.l10n.t(
        '{0} is not on this disk. Save it to a folder first, then upload it from there.',
        uri.path,
      ),
    );
  const about = await stat(uri.fsPath);
  if (!about.isFile()) throw new Error(vscode.l10n.t('{0} is no file.', uri.fsPath));
  const name = path.basename(uri.fsPath);
  return fileSource(uri.fsPath, { name, contentType: contentTypeOf(name), size: about.size });
}

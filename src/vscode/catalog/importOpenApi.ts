import * as vscode from 'vscode';
import type { ImportStep } from '../../procore/catalog/importWorker.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { Catalogs } from './catalogs.ts';
import { changesText } from './changesText.ts';
import { type Converted, convertDocument } from './convertDocument.ts';
import { type KeptChanges, readChanges, writtenChanges } from './keptChanges.ts';

interface ImportParts {
  readonly catalogs: Catalogs;
  readonly reports: Pick<ReportDocuments, 'show'>;
  /** The bundled worker. */
  readonly workerFile: string;
  readonly log: vscode.LogOutputChannel;
}

/** Takes Procore's own OpenAPI document as a newer catalog, and goes back to the one of the product. */
export function registerImportOpenApi(parts: ImportParts): vscode.Disposable {
  const { catalogs, log } = parts;
  return vscode.Disposable.from(
    registerCommand(log, commandId.importOpenApi, async given => {
      const file = given instanceof vscode.Uri ? given : await pickFile();
      if (file !== undefined) await importOpenApi(parts, file);
    }),
    registerCommand(log, commandId.showCatalogChanges, async () => {
      if ((await catalogs.imported()) === undefined)
        throw new Error(
          vscode.l10n.t(
            'The catalog that comes with the extension is in use. Import an OpenAPI document, and its changes are shown here.',
          ),
        );
      const { file, text } = await catalogs.changes();
      const kept = readChanges(text);
      if (kept === undefined)
        throw new Error(
          vscode.l10n.t(
            'What the last import changed cannot be shown: {0} is missing or damaged. The catalog itself is in use. Import the OpenAPI file again to have its changes here.',
            file.fsPath,
          ),
        );
      await showChanges(parts, kept);
    }),
    registerCommand(log, commandId.resetCatalog, async () => {
      const text = (await catalogs.reset())
        ? vscode.l10n.t('The catalog that comes with the extension is in use again.')
        : vscode.l10n.t('The catalog that comes with the extension is in use already.');
      void vscode.window.showInformationMessage(withoutLinks(text));
    }),
  );
}

async function pickFile(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('OpenAPI Document from Procore’s Developer Portal'),
      openLabel: vscode.l10n.t('Import'),
      filters: { JSON: ['json'], [vscode.l10n.t('All Files')]: ['*'] },
    })) ?? [];
  return file;
}

async function importOpenApi(
  { catalogs, reports, workerFile, log }: ImportParts,
  file: vscode.Uri,
): Promise<void> {
  const name = withoutLinks(file.path.slice(file.path.lastIndexOf('/') + 1));
  const current = await catalogs.imported();
  const converted = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Importing {0}', name),
      cancellable: true,
    },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const document =
        file.scheme === 'file' ? { path: file.fsPath } : { bytes: await vscode.workspace.fs.readFile(file) };
      if (stop.signal.aborted) return undefined;
      return convertDocument(
        workerFile,
        { document, name, current: current?.fsPath },
        { signal: stop.signal, onStep: step => progress.report({ message: stepText(step) }) },
      );
    },
  );
  if (converted === undefined || !(await isMeant(converted, name))) return;
  const { source, operations, changes } = converted;
  await catalogs.replace(converted.packed, writtenChanges(converted));
  log.info(`The catalog is now ${source}, operations: ${operations}.`);
  const show = vscode.l10n.t('Show Changes');
  const text = vscode.l10n.t(
    '{0} is the catalog now. Operations: {1}; added: {2}, removed: {3}, changed: {4}.',
    name,
    operations,
    changes.added.length,
    changes.removed.length,
    changes.changed.length,
  );
  // The command is done; the answer may come much later.
  void vscode.window
    .showInformationMessage(withoutLinks(text), show)
    .then(answer => (answer === show ? showChanges({ reports }, converted) : undefined));
}

/** What an import changed; of an earlier one what was kept of it. */
async function showChanges(
  { reports }: Pick<ImportParts, 'reports'>,
  { source, before, operations, changes }: KeptChanges,
): Promise<void> {
  const report = { id: 'catalog', name: vscode.l10n.t('Catalog Changes') };
  await reports.show(report, changesText(source, before, operations, changes));
}

/** Part of the document would take most operations out of completion and checks. */
async function isMeant({ operations, before }: Converted, name: string): Promise<boolean> {
  if (operations * 2 >= before) return true;
  const use = vscode.l10n.t('Use It Anyway');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Operations in {0}: {1}. In the catalog in use: {2}.', name, operations, before),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It looks like a part of Procore’s document. Completion, hovers and checks would know no other operations. Download the whole document instead, or go back later with "Procore: Use Bundled Catalog".',
      ),
    },
    use,
  );
  return answer === use;
}

function stepText(step: ImportStep): string {
  switch (step) {
    case 'reading':
      return vscode.l10n.t('reading');
    case 'converting':
      return vscode.l10n.t('converting');
    case 'comparing':
      return vscode.l10n.t('comparing with the catalog in use');
    case 'packing':
      return vscode.l10n.t('packing');
  }
}

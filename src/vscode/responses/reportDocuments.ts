import * as vscode from 'vscode';
import { reportScheme } from '../commandIds.ts';
import type { LinkedText } from './linkedText.ts';
import { showBeside } from './showBeside.ts';

/** Read-only documents of our own making: previews and summaries of runs. */
export interface ReportDocuments extends vscode.Disposable {
  /** Puts `report` in the place of the earlier one of the same kind, and shows it beside if it is not visible. */
  show(kind: ReportKind, report: LinkedText): Promise<void>;
  /** Changes a report that is open; nothing where it is not. */
  update(kind: ReportKind, report: LinkedText): void;
}

/** What a report is about, and what its tab says. */
export interface ReportKind {
  readonly id: string;
  readonly name: string;
}

/** Older ones are forgotten. They are not forgotten with their tab: the editor tells of that too late. */
const mostReports = 50;

export function registerReportDocuments(): ReportDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const reports = new Map<string, LinkedText>();
  const numbers = new Map<string, number>();
  const keyOf = (uri: vscode.Uri) => uri.path;

  // Addresses hold a number and a name, never what the report is about.
  function uriOf({ id, name }: ReportKind): vscode.Uri {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return vscode.Uri.from({ scheme: reportScheme, path: `/${number}/${name}` });
  }

  const disposables = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: uri =>
        reports.get(keyOf(uri))?.text ?? vscode.l10n.t('This is no longer known. Run it again.'),
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme: reportScheme },
      {
        provideDocumentLinks(document) {
          const report = reports.get(keyOf(document.uri));
          // The editor may ask for the links of a text that is on its way.
          if (report === undefined || report.text !== document.getText()) return [];
          return report.links.map(({ start, end, tooltip, command, parameters }) => {
            const link = new vscode.DocumentLink(
              new vscode.Range(document.positionAt(start), document.positionAt(end)),
              vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify(parameters) }),
            );
            link.tooltip = tooltip;
            return link;
          });
        },
      },
    ),
  );

  function put(uri: vscode.Uri, report: LinkedText) {
    reports.delete(keyOf(uri));
    reports.set(keyOf(uri), report);
    for (const oldest of [...reports.keys()].slice(0, -mostReports)) reports.delete(oldest);
    changed.fire(uri);
  }

  return {
    async show(kind, report) {
      const uri = uriOf(kind);
      put(uri, report);
      await showBeside(uri);
    },
    update(kind, report) {
      const uri = uriOf(kind);
      if (reports.has(keyOf(uri))) put(uri, report);
    },
    dispose: () => disposables.dispose(),
  };
}

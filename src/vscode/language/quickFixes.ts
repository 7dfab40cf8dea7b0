import * as vscode from 'vscode';
import { findingsOf, prepareFindings } from '../../httpFile/features/diagnostics/findings.ts';
import type { Fix } from '../../httpFile/features/fixes/fix.ts';
import { fixesFor, safeEdits } from '../../httpFile/features/fixes/fixesFor.ts';
import { fileEnvironment } from '../../httpFile/fileEnvironment.ts';
import type { Range, TextEdit } from '../../httpFile/syntax.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { keepPrivately } from './keepPrivately.ts';
import { rangeIn } from './textRange.ts';
import { inTurns } from './unhurried.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('procore');

/** Light bulbs on what was found, and all that can be mended unasked as `source.fixAll`. */
export function registerQuickFixes(
  documents: Documents,
  contexts: FeatureContexts,
  environments: Pick<Environments, 'variables'>,
): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    httpSelector,
    {
      async provideCodeActions(document, range, { only, diagnostics }, token) {
        const file = await documents.shownLater(document);
        if (file === undefined) return [];
        const context = contexts.of(document);
        const work = (hasTime: () => boolean) => prepareFindings(file, context, hasTime);
        if (!(await inTurns(work, token, 'last'))) return [];
        const named = fileEnvironment(file) ?? context.environment.name;
        const section = environments.variables(named) ?? named;
        const actions: vscode.CodeAction[] = [];
        if (only === undefined || only.contains(vscode.CodeActionKind.QuickFix)) {
          const titles = new Set<string>();
          for (const finding of findingsOf(file, context).within(offsetsIn(document, range)))
            for (const fix of fixesFor(file, finding, context)) {
              if (titles.has(fix.title) || !mayBeApplied(fix)) continue;
              titles.add(fix.title);
              const shown = diagnostics.filter(known => isSame(document, known, finding));
              actions.push(new QuickFix(document, fix, shown, section));
            }
        }
        if (
          only !== undefined &&
          fixAllKind.intersects(only) &&
          !only.contains(vscode.CodeActionKind.QuickFix)
        ) {
          const edits = safeEdits(file, context);
          if (edits.length > 0) actions.push(fixAll(document, edits));
        }
        return actions;
      },
      async resolveCodeAction(action) {
        if (action instanceof QuickFix) await action.complete();
        return action;
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
  );
}

/** One that touches other files reads them only when it is chosen. */
class QuickFix extends vscode.CodeAction {
  readonly complete: () => Promise<void>;

  constructor(document: vscode.TextDocument, fix: Fix, diagnostics: vscode.Diagnostic[], section: string) {
    super(fix.title, vscode.CodeActionKind.QuickFix);
    this.diagnostics = diagnostics;
    this.isPreferred = fix.preferred;
    const { step } = fix;
    const makeEdit = () => editOf(document, fix.edits);
    this.complete = async () => {
      if (step?.kind !== 'keepSecret') return;
      const edit = makeEdit();
      await keepPrivately(edit, document.uri, { section, name: step.name, value: step.value });
      this.edit = edit;
    };
    if (step?.kind === 'chooseCompany') this.command = { command: commandId.chooseCompany, title: fix.title };
    else if (step?.kind === 'chooseProject')
      this.command = { command: commandId.chooseProject, title: fix.title };
    else if (step === undefined) this.edit = makeEdit();
  }
}

/** Environment files are neither read nor written before the workspace is trusted. */
function mayBeApplied({ step }: Fix): boolean {
  return step?.kind !== 'keepSecret' || vscode.workspace.isTrusted;
}

function fixAll(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Mend all that is only a matter of form'), fixAllKind);
  action.edit = editOf(document, edits);
  return action;
}

function editOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const made = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits)
    made.replace(document.uri, rangeIn(document, { start, end }), text);
  return made;
}

function offsetsIn(document: vscode.TextDocument, range: vscode.Range): Range {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

function isSame(
  document: vscode.TextDocument,
  { source, code, range }: vscode.Diagnostic,
  finding: { readonly code: string; readonly range: Range },
): boolean {
  const said = typeof code === 'object' ? code.value : code;
  return source === 'Procore' && said === finding.code && range.isEqual(rangeIn(document, finding.range));
}

import * as vscode from 'vscode';
import { anchorAt } from '../../httpFile/features/hover.ts';
import type { Environments } from '../environments/environments.ts';
import { markdownOf } from '../markdown.ts';
import { registerCompletion } from './completion.ts';
import { registerDefinition } from './definition.ts';
import { registerDocumentLinks } from './documentLinks.ts';
import { type Documents, httpSelector } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { registerFolding } from './folding.ts';
import { hostValues } from './hostValues.ts';
import { registerOutline } from './outline.ts';
import { registerReferences } from './references.ts';
import { registerRename } from './rename.ts';
import { registerSelectionRanges } from './selectionRanges.ts';
import { registerSemanticTokens } from './semanticTokens.ts';
import { rangeIn } from './textRange.ts';
import { valueHoverParts } from './valueHover.ts';

/** The language's own features where a file is about Procore; the pure ones decide, this carries them over. */
export function registerLanguageFeatures(
  documents: Documents,
  environments: Environments,
  contexts: FeatureContexts,
): vscode.Disposable {
  const host = () => {
    const { name } = environments.active();
    return hostValues(name, environments.company(name), environments.project(name));
  };
  return vscode.Disposable.from(
    registerOutline(documents),
    registerFolding(documents),
    registerDefinition(documents),
    registerReferences(documents),
    registerSelectionRanges(documents),
    registerSemanticTokens(documents),
    registerDocumentLinks(documents),
    registerRename(documents, contexts),
    registerCompletion(documents, contexts),
    vscode.languages.registerHoverProvider(httpSelector, {
      provideHover(document, position) {
        const file = documents.shown(document);
        const offset = document.offsetAt(position);
        const anchor = file && anchorAt(file, offset);
        if (file === undefined || anchor === undefined) return undefined;
        const parts = valueHoverParts(file, anchor, offset, host());
        return parts.length === 0
          ? undefined
          : new vscode.Hover(markdownOf(parts), rangeIn(document, anchor.range));
      },
    }),
  );
}

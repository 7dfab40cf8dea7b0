import * as vscode from 'vscode';
import { registerCompletion } from './completion.ts';
import { registerDefinition } from './definition.ts';
import { registerDocumentLinks } from './documentLinks.ts';
import type { Documents } from './documents.ts';
import type { FeatureContexts } from './featureContext.ts';
import { registerFolding } from './folding.ts';
import { registerFormatting } from './formatting.ts';
import { registerMeaningHover } from './meaningHover.ts';
import { registerOutline } from './outline.ts';
import { registerReferences } from './references.ts';
import { registerRename } from './rename.ts';
import { registerSelectionRanges } from './selectionRanges.ts';
import { registerSemanticTokens } from './semanticTokens.ts';

/** The language's own features where a file is about Procore; the pure ones decide, this carries them over. */
export function registerLanguageFeatures(documents: Documents, contexts: FeatureContexts): vscode.Disposable {
  return vscode.Disposable.from(
    registerOutline(documents),
    registerFolding(documents),
    registerDefinition(documents, contexts),
    registerReferences(documents),
    registerSelectionRanges(documents),
    registerSemanticTokens(documents),
    registerDocumentLinks(documents),
    registerFormatting(documents),
    registerRename(documents, contexts),
    registerCompletion(documents, contexts),
    registerMeaningHover(documents, contexts),
  );
}

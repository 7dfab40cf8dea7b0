import type { TextDocument } from 'vscode';
import { fileEnvironment } from '../../httpFile/fileEnvironment.ts';
import type { Documents } from '../language/documents.ts';
import type { LayerSource } from '../language/featureContext.ts';
import type { Environments } from './environments.ts';
import type { OutsideReader } from './outsideReader.ts';

/** What the language features know from outside a document, by the environment that its file names. */
export function outsideLayers(
  outside: OutsideReader,
  documents: Pick<Documents, 'parsed'>,
  environments: Pick<Environments, 'active'>,
): LayerSource {
  const known = (document: TextDocument) => {
    const named = fileEnvironment(documents.parsed(document));
    return outside.known(document.uri, named ?? environments.active().name);
  };
  return {
    of: document => known(document)?.layers,
    otherSections: document => known(document)?.otherSections,
    onDidChange: outside.onDidChange,
  };
}

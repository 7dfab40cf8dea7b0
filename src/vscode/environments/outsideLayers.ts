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
  return {
    of(document) {
      const named = fileEnvironment(documents.parsed(document));
      return outside.known(document.uri, named ?? environments.active().name)?.layers;
    },
    onDidChange: outside.onDidChange,
  };
}

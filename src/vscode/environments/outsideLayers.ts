import type { TextDocument } from 'vscode';
import { fileEnvironment } from '../../httpFile/fileEnvironment.ts';
import type { Documents } from '../language/documents.ts';
import type { LayerSource } from '../language/featureContext.ts';
import type { Environments } from './environments.ts';
import type { OutsideReader } from './outsideReader.ts';

/** In milliseconds. */
const takenAsTrueFor = 2000;

/**
 * What the language features know from outside a document, by the environment that its file names. The editor
 * tells of no file in a folder that comes or goes as a whole, and on some disks of none: so whoever asks is
 * answered with what is known, and the files are looked at again.
 */
export function outsideLayers(
  outside: Pick<OutsideReader, 'known' | 'read' | 'onDidChange'>,
  documents: Pick<Documents, 'parsed'>,
  environments: Pick<Environments, 'active'>,
  now: () => number = Date.now,
): LayerSource {
  const looks = new WeakMap<TextDocument, { readonly environment: string; readonly at: number }>();

  function lookAgain(document: TextDocument, environment: string): void {
    const last = looks.get(document);
    if (last?.environment === environment && Math.abs(now() - last.at) < takenAsTrueFor) return;
    looks.set(document, { environment, at: now() });
    // What cannot be read was said when it was read first.
    outside.read(document.uri, environment).catch(() => undefined);
  }

  const known = (document: TextDocument) => {
    const environment = fileEnvironment(documents.parsed(document)) ?? environments.active().name;
    const values = outside.known(document.uri, environment);
    if (values !== undefined) lookAgain(document, environment);
    return values;
  };
  return {
    of: document => known(document)?.layers,
    otherSections: document => known(document)?.otherSections,
    onDidChange: outside.onDidChange,
  };
}

import { readFile, realpath, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { noOutsideValues, type OutsideValues } from '../../httpFile/outsideValues.ts';
import type { Folders } from '../../httpFile/values.ts';
import { findOutside, outsideFileNames } from '../../runner/findOutside.ts';
import { operationScheme } from '../commandIds.ts';
import { isInside } from '../requests/bodyFilePath.ts';
import type { Environments } from './environments.ts';
import { createSharedReads } from './sharedReads.ts';

/** Values from environment files, `.env` files and settings, each file by its own workspace folder. */
export interface OutsideReader extends vscode.Disposable {
  /** As they are now. Nothing is read in Restricted Mode. */
  read(document: vscode.Uri, environment: string): Promise<OutsideValues>;
  /** What was read last; `undefined`: not yet, so reading has begun, and `onDidChange` tells of its end. */
  known(document: vscode.Uri, environment: string): OutsideValues | undefined;
  foldersOf(document: vscode.Uri): Folders;
  /** A file or a setting changed, or something was read for the first time, as after the choice of a section. */
  readonly onDidChange: vscode.Event<void>;
}

/** In bytes; what is larger is no file of settings. */
const largest = 1 << 20;

export function createOutsideReader(
  environments: Pick<Environments, 'variables'>,
  log: vscode.LogOutputChannel,
): OutsideReader {
  const changed = new vscode.EventEmitter<void>();
  const known = new Map<string, { readonly values: OutsideValues; readonly text: string }>();
  const reading = createSharedReads<OutsideValues>();
  const problems = vscode.languages.createDiagnosticCollection('procore-variables');
  const forget = () => {
    known.clear();
    reading.forget();
    changed.fire();
  };

  const sectionOf = (environment: string) => environments.variables(environment) ?? environment;

  async function find(place: Place, section: string): Promise<OutsideValues> {
    const values = await findOutside(
      {
        folder: pathOf(place.folder),
        root: pathOf(place.root),
        environment: section,
        settings: vscode.workspace
          .getConfiguration('rest-client', place.folder)
          .get<unknown>('environmentVariables'),
      },
      path => readInside(uriLike(place.folder, path), place.root),
    );
    showProblems(problems, place.folder, values);
    return values;
  }

  async function read(document: vscode.Uri, environment: string): Promise<OutsideValues> {
    const place = placeOf(document);
    if (!vscode.workspace.isTrusted || place === undefined) return noOutsideValues;
    const section = sectionOf(environment);
    const key = keyOf(place, section);
    const values = await reading.of(key, () => find(place, section));
    const text = fingerprint(values);
    const before = known.get(key);
    // The same object while nothing changed: features remember what they made of it.
    if (before?.text === text) return before.values;
    known.set(key, { values, text });
    changed.fire();
    return values;
  }

  const disposables = vscode.Disposable.from(
    changed,
    problems,
    watcher(forget),
    vscode.workspace.onDidGrantWorkspaceTrust(forget),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (isOutsideFile(uri)) forget();
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('rest-client.environmentVariables')) forget();
    }),
  );

  return {
    read,
    known(document, environment) {
      const place = placeOf(document);
      if (!vscode.workspace.isTrusted) return undefined;
      if (place === undefined) return noOutsideValues;
      const found = known.get(keyOf(place, sectionOf(environment)))?.values;
      if (found === undefined)
        read(document, environment).catch((error: unknown) =>
          log.warn(`Environment files cannot be read: ${String(error)}`),
        );
      return found;
    },
    foldersOf(document) {
      const place = placeOf(document);
      if (place === undefined) return {};
      const historyFolder = pathOf(vscode.Uri.joinPath(place.root, '.idea', 'httpRequests'));
      return { projectRoot: pathOf(place.root), historyFolder };
    },
    onDidChange: changed.event,
    dispose: () => disposables.dispose(),
  };
}

interface Place {
  readonly folder: vscode.Uri;
  readonly root: vscode.Uri;
}

/** A file outside every folder reads beside itself alone; text that is in no file, in the first folder. */
function placeOf(document: vscode.Uri): Place | undefined {
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
  if (document.scheme === 'untitled' || document.scheme === operationScheme) {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    return first && { folder: first.uri, root: first.uri };
  }
  const folder = vscode.Uri.joinPath(document, '..');
  return { folder, root: root ?? folder };
}

function keyOf({ folder, root }: Place, section: string): string {
  return JSON.stringify([folder.toString(), root.toString(), section]);
}

function fingerprint({ layers, environments, otherSections, problems }: OutsideValues): string {
  const values = layers.map(layer => ({ ...layer, values: [...layer.values] }));
  return JSON.stringify([values, environments, [...otherSections], problems]);
}

function pathOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.path;
}

function uriLike(folder: vscode.Uri, path: string): vscode.Uri {
  return folder.scheme === 'file' ? vscode.Uri.file(path) : folder.with({ path: path.replaceAll('\\', '/') });
}

/** Links are followed, but not out of `root`: a folder from elsewhere must not be able to name other files. */
async function readInside(file: vscode.Uri, root: vscode.Uri): Promise<string | undefined> {
  if (file.scheme === 'file') return readOnDisk(file.fsPath, root.fsPath);
  try {
    const { type, size } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return undefined;
    if (size > largest) throw tooLarge();
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

/** Not by the editor, which takes a turn with its window for each file, and most are not there. */
async function readOnDisk(file: string, root: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || !found.isFile()) return undefined;
  if (found.size > largest) throw tooLarge();
  const [real, realRoot] = await Promise.all([realpath(file), realpath(root)]);
  if (!isInside(real, [realRoot]))
    throw new Error(vscode.l10n.t('it is a link that leads out of the folder. Copy the file instead.'));
  return new TextDecoder().decode(await readFile(real));
}

function tooLarge(): Error {
  return new Error(vscode.l10n.t('it is larger than a megabyte.'));
}

/** The names that sections give their `.env` files are known only when they are looked for. */
function isOutsideFile(uri: vscode.Uri): boolean {
  const name = uri.path.split('/').at(-1) ?? '';
  return outsideFileNames(undefined).includes(name) || /^\.env\.|\.env$/.test(name);
}

function watcher(onChange: () => void): vscode.Disposable {
  const files = vscode.workspace.createFileSystemWatcher(
    '**/{http-client.env.json,http-client.private.env.json,http-client.env.json.user,rest-client.env.json,rest-client.private.env.json,.env,.env.*,*.env}',
  );
  return vscode.Disposable.from(
    files,
    files.onDidChange(onChange),
    files.onDidCreate(onChange),
    files.onDidDelete(onChange),
  );
}

/** On the line of the file that should be mended; nothing stops because of it. */
function showProblems(
  collection: vscode.DiagnosticCollection,
  folder: vscode.Uri,
  { layers, problems }: OutsideValues,
): void {
  const sources = new Set([...layers.map(({ source }) => source), ...problems.map(({ source }) => source)]);
  for (const source of sources) {
    const own = problems.filter(problem => problem.source === source);
    collection.set(
      vscode.Uri.joinPath(folder, source),
      own.map(({ line, message }) => {
        const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
        const shown = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
        shown.source = 'Procore';
        return shown;
      }),
    );
  }
}

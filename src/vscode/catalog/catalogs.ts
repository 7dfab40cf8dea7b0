import * as vscode from 'vscode';
import { loadBundledCatalog } from '../../procore/catalog/bundled.ts';
import type { Catalog } from '../../procore/catalog/catalog.ts';
import { decodeCatalog } from '../../procore/catalog/decode.ts';
import { unpackCatalog } from '../../procore/catalog/packed.ts';

/** The catalog in use: the one that comes with the product, or a newer one that somebody imported. */
export interface Catalogs extends vscode.Disposable {
  /** Read once, when it is first asked for. A damaged import is passed over, and the log says so. */
  load(): Promise<Catalog>;
  /** Another catalog is in use; who shows anything about operations asks again. */
  readonly onDidChange: vscode.Event<void>;
  /** Where an imported catalog lies; `undefined`: none was imported. */
  imported(): Promise<vscode.Uri | undefined>;
  /** Keeps a packed catalog for all windows, from now on, and a text of ours about what it changed. */
  replace(packed: Uint8Array, changes: string): Promise<void>;
  /** Where the last import's changes are kept, and the text there; '' where that cannot be read. */
  changes(): Promise<{ readonly file: vscode.Uri; readonly text: string }>;
  /** Back to the one that comes with the product; `false` where that is in use already. */
  reset(): Promise<boolean>;
}

export function createCatalogs(storage: vscode.Uri, log: vscode.LogOutputChannel): Catalogs {
  const file = vscode.Uri.joinPath(storage, 'catalog.json.br');
  const changesFile = vscode.Uri.joinPath(storage, 'catalogChanges.json');
  const changed = new vscode.EventEmitter<void>();
  let loading: Promise<Catalog> | undefined;
  let stamp: number | undefined;

  /** When the imported catalog was kept; `undefined` where there is none. */
  async function stampOf(): Promise<number | undefined> {
    return vscode.workspace.fs.stat(file).then(
      ({ mtime }) => mtime,
      () => undefined,
    );
  }

  async function read(): Promise<Catalog> {
    stamp = await stampOf();
    if (stamp === undefined) return loadBundledCatalog();
    try {
      return decodeCatalog(await unpackCatalog(await vscode.workspace.fs.readFile(file)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        `The imported catalog ${file.fsPath} is damaged and is passed over (${reason}). Import the OpenAPI file again, or remove it with "Procore: Use Bundled Catalog".`,
      );
      return loadBundledCatalog();
    }
  }

  function forget(): void {
    loading = undefined;
    changed.fire();
  }

  const windows = vscode.window.onDidChangeWindowState(async ({ focused }) => {
    // Another window may have imported one.
    if (focused && loading !== undefined && (await stampOf()) !== stamp) forget();
  });

  return {
    load() {
      loading ??= read();
      return loading;
    },
    onDidChange: changed.event,
    imported: async () => ((await stampOf()) === undefined ? undefined : file),
    async changes() {
      const bytes = await vscode.workspace.fs.readFile(changesFile).then(
        found => found,
        () => new Uint8Array(),
      );
      return { file: changesFile, text: Buffer.from(bytes).toString('utf8') };
    },
    async replace(packed, changes) {
      await vscode.workspace.fs.createDirectory(storage);
      await vscode.workspace.fs.writeFile(changesFile, Buffer.from(changes));
      const part = vscode.Uri.joinPath(storage, `catalog.${process.pid}.part`);
      await vscode.workspace.fs.writeFile(part, packed);
      await vscode.workspace.fs.rename(part, file, { overwrite: true });
      forget();
    },
    async reset() {
      if ((await stampOf()) === undefined) return false;
      await vscode.workspace.fs.delete(file);
      await vscode.workspace.fs.delete(changesFile).then(undefined, () => {});
      forget();
      return true;
    },
    dispose() {
      windows.dispose();
      changed.dispose();
    },
  };
}

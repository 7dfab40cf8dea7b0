import * as vscode from 'vscode';
import type { ImportedCollection, Sections } from '../../httpFile/convert/fromPostman.ts';
import { ignoreLine } from '../../httpFile/features/fixes/privateValue.ts';

const publicName = 'http-client.env.json';
const privateName = 'http-client.private.env.json';

export interface Written {
  /** The request files, in order. */
  readonly files: readonly vscode.Uri[];
  /** Values that an environment file has otherwise, and keeps. */
  readonly kept: readonly string[];
  /** Environment files that could not be added to. */
  readonly untouched: readonly string[];
}

/**
 * Writes request files and adds to the environment files of a folder. A request file that is there already is
 * asked about first; `undefined` where the user wants none of it.
 */
export async function writeImported(
  folder: vscode.Uri,
  imported: readonly ImportedCollection[],
): Promise<Written | undefined> {
  const files: vscode.Uri[] = [];
  const wanted = imported.flatMap(one => one.files);
  const names = new Set(await namesIn(folder));
  const present = wanted.filter(({ name }) => names.has(name)).map(({ name }) => name);
  const replace = present.length === 0 ? false : await askReplace(present);
  if (replace === undefined) return undefined;
  await vscode.workspace.fs.createDirectory(folder);
  for (const { name, text } of wanted) {
    const free = replace && present.includes(name) ? name : freeName(name, names);
    names.add(free);
    const uri = vscode.Uri.joinPath(folder, free);
    await write(uri, text);
    files.push(uri);
  }
  const kept: string[] = [];
  const untouched: string[] = [];
  for (const [name, sections] of [
    [publicName, joined(imported.map(({ publicValues }) => publicValues))],
    [privateName, joined(imported.map(({ privateValues }) => privateValues))],
  ] as const) {
    if (Object.keys(sections).length === 0) continue;
    const merged = await addValues(vscode.Uri.joinPath(folder, name), sections);
    if (merged === undefined) untouched.push(name);
    else kept.push(...merged);
    if (name === privateName) await keepOutOfGit(folder);
  }
  return { files, kept, untouched };
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return [];
    throw error;
  }
}

async function askReplace(names: readonly string[]): Promise<boolean | undefined> {
  const keep = vscode.l10n.t('Keep Both');
  const replace = vscode.l10n.t('Replace');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is there already.', names.join(', ')),
    {
      modal: true,
      detail: vscode.l10n.t('Keep Both writes the imported requests into a file with a number.'),
    },
    keep,
    replace,
  );
  return answer === undefined ? undefined : answer === replace;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const lower = new Set([...taken].map(one => one.toLowerCase()));
  const base = name.replace(/\.http$/, '');
  let free = name;
  for (let count = 2; lower.has(free.toLowerCase()); count++) free = `${base}-${count}.http`;
  return free;
}

function joined(all: readonly Sections[]): Sections {
  const made: Record<string, Readonly<Record<string, string>>> = {};
  for (const sections of all)
    for (const [section, values] of Object.entries(sections)) made[section] = { ...made[section], ...values };
  return made;
}

/** Names of values that the file has otherwise; `undefined` where it cannot be added to, then they open beside. */
async function addValues(uri: vscode.Uri, sections: Sections): Promise<readonly string[] | undefined> {
  const { mergeValues } = await import('../../httpFile/convert/converters.ts');
  const merged = mergeValues(await readIfThere(uri), sections);
  if (merged === undefined) {
    const content = `${JSON.stringify(sections, null, 2)}\n`;
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'json', content }),
      { preview: false },
    );
    return undefined;
  }
  await write(uri, merged.text);
  return merged.kept;
}

/** Where the workspace folder is a git repository. */
async function keepOutOfGit(folder: vscode.Uri): Promise<void> {
  const root = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  if (!(await exists(vscode.Uri.joinPath(root, '.git')))) return;
  const uri = vscode.Uri.joinPath(root, '.gitignore');
  const before = (await readIfThere(uri)) ?? '';
  const line = ignoreLine(before);
  if (line !== '') await write(uri, before + line);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function readIfThere(uri: vscode.Uri): Promise<string | undefined> {
  if (!(await exists(uri))) return undefined;
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { root } from './paths.ts';
import { runCommand } from './runCommand.ts';

/** The files that go into the package, relative to the checkout, in order. */
export async function packagedFiles(): Promise<readonly string[]> {
  return (await listFiles({ cwd: root, packageManager: PackageManager.None })).toSorted();
}

/** Rejects when a bundle cannot be built. */
export async function buildBundles(): Promise<void> {
  const { status } = await runCommand(process.execPath, ['esbuild.mjs'], { cwd: root, show: true });
  if (status !== 0) throw new Error('The bundles could not be built; see above.');
}

/**
 * Builds the bundles and packs them; the answer is the path of the VSIX. Times inside it are those of the
 * last commit (or `SOURCE_DATE_EPOCH`), so that the same commit packs to the same bytes.
 */
export async function makePackage(): Promise<string> {
  await buildBundles();
  process.env['SOURCE_DATE_EPOCH'] ??= await timeOfLastCommit();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const packagePath = join(root, `${name}-${version}.vsix`);
  await createVSIX({ cwd: root, packagePath, dependencies: false });
  return packagePath;
}

async function timeOfLastCommit(): Promise<string> {
  const { status, output } = await runCommand('git', ['log', '-1', '--format=%ct'], { cwd: root }).catch(
    () => ({ status: 1, output: '' }),
  );
  return status === 0 ? output.trim() : String(Date.UTC(2026, 0, 1) / 1000);
}

import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildOutput } from '../support/paths.ts';

/** Bundles the suites of one folder for the extension host; the answer is the script it is to load. */
export async function bundleSuites(folder: string): Promise<string> {
  const source = join(import.meta.dirname, folder);
  const outdir = join(buildOutput, 'editor', folder);
  rmSync(outdir, { recursive: true, force: true });
  const suites = globSync('**/*.test.ts', { cwd: source });
  await build({
    entryPoints: [
      { in: join(import.meta.dirname, 'loadSuites.ts'), out: 'index' },
      ...suites.map(suite => ({ in: join(source, suite), out: suite.replace(/\.ts$/, '') })),
    ],
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    define: { 'import.meta.dirname': '__dirname' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'index.js');
}

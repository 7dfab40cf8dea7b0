import { statSync } from 'node:fs';
import { build } from 'esbuild';

const production = !process.argv.includes('--development');

/** Node 20.18 is what the bundled undici wants; VS Code 1.106 runs Node 22. */
const entries = [
  { name: 'extension', entry: 'src/extension.ts', target: 'node22', external: ['vscode'] },
  { name: 'cli', entry: 'src/cli/main.ts', target: 'node20.18', external: [] },
];

for (const { name, entry, target, external } of entries) {
  const outfile = `dist/${name}.js`;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target,
    external,
    sourcemap: true,
    minify: production,
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'warning',
  });
  console.log(`${outfile.padEnd(20)} ${String(Math.round(statSync(outfile).size / 1024)).padStart(5)} kB`);
}

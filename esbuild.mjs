import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const development = process.argv.includes('--development');

/** VS Code 1.106 runs Node 22; the other bundles also run outside it, where the bundled undici wants 20.18.1. */
const bundles = [
  { name: 'extension', entry: 'src/extension.ts', target: 'node22', limit: 1_000_000 },
  { name: 'runner', entry: 'src/runner/run.ts', target: 'node22' },
  { name: 'explainer', entry: 'src/vscode/languageModelTools/explainText.ts', target: 'node22' },
  { name: 'converters', entry: 'src/httpFile/convert/converters.ts', target: 'node22' },
  { name: 'troubleshooting', entry: 'src/procore/troubleshooting/rows.ts', target: 'node22' },
  { name: 'webhookReceiver', entry: 'src/runner/webhookReceiver/receiver.ts', target: 'node22' },
  { name: 'cli', entry: 'src/cli/main.ts', target: 'node20.18' },
  { name: 'simulator', entry: 'src/simulator/server.ts', target: 'node20.18' },
  { name: 'simulatorWorker', entry: 'src/simulator/worker.ts', target: 'node20.18' },
  { name: 'formatWorker', entry: 'src/runner/formatWorker.ts', target: 'node22' },
  { name: 'budgetChart', entry: 'src/vscode/budgets/page/main.ts', target: 'chrome130' },
  { name: 'postmanWorker', entry: 'src/vscode/convert/postmanWorker.ts', target: 'node22' },
  { name: 'catalogWorker', entry: 'src/procore/catalog/importWorker.ts', target: 'node22' },
];

/** Parts that are read only when they are needed: the runner (and undici) by the first Send. */
const partsApart = {
  name: 'parts-apart',
  setup({ onResolve }) {
    for (const [filter, path] of [
      [/\/simulator\/server\.ts$/, './simulator.js'],
      [/\/runner\/run\.ts$/, './runner.js'],
      [/\/convert\/converters\.ts$/, './converters.js'],
      [/\/explainText\.ts$/, './explainer.js'],
      [/\/troubleshooting\/rows\.ts$/, './troubleshooting.js'],
      [/\/webhookReceiver\/receiver\.ts$/, './webhookReceiver.js'],
    ])
      onResolve({ filter }, ({ kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

/**
 * `vscode` as one ES module of the names that are used. Of a CommonJS module each file that imports it gets a copy of
 * its own, with a getter for each of five hundred names: that took a third of the time that the extension needs to load.
 */
const editorOnce = {
  name: 'editor-once',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'editor' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor' },
    );
    onLoad({ filter: /.*/, namespace: 'editor' }, () => {
      const files = readdirSync('src/vscode', { recursive: true })
        .filter(file => file.endsWith('.ts'))
        .map(file => `src/vscode/${file}`);
      const used = ['src/extension.ts', ...files].flatMap(file =>
        [...readFileSync(file, 'utf8').matchAll(/\bvscode\.([a-zA-Z]\w*)/g)].map(([, name]) => name),
      );
      const names = [...new Set(used)].toSorted();
      return {
        contents: `const editor = require('vscode');\nexport const { ${names.join(', ')} } = editor;\n`,
      };
    });
  },
};

const builds = await Promise.allSettled(
  bundles.map(({ name, entry, target }) =>
    build({
      entryPoints: [entry],
      outfile: `dist/${name}.js`,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target,
      define: { 'import.meta.dirname': '__dirname' },
      // Every bundle is CommonJS: a lazy part is required, which also keeps its own source map.
      supported: { 'dynamic-import': false },
      // Elsewhere an import of vscode is a leak, and fails here.
      plugins: name === 'extension' ? [partsApart, editorOnce] : [partsApart],
      banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
      sourcemap: true,
      minify: !development,
      legalComments: 'none',
      logLevel: 'warning',
    }),
  ),
);
if (builds.some(({ status }) => status === 'rejected')) process.exit(1);

const made = new Set(['catalog.json.br', ...bundles.flatMap(({ name }) => [`${name}.js`, `${name}.js.map`])]);
for (const file of readdirSync('dist')) if (!made.has(file)) rmSync(`dist/${file}`, { recursive: true });
writeFileSync(
  'dist/catalog.json.br',
  brotliCompressSync(readFileSync('src/procore/catalog/catalog.json'), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  }),
);
chmodSync('dist/cli.js', 0o755);

const bytes = name => statSync(`dist/${name}`).size;
const line = (name, note = '') =>
  `  dist/${name.padEnd(20)} ${bytes(name).toLocaleString('en').padStart(11)} bytes${note}`;

console.log(development ? 'Built for development:' : 'Built:');
for (const { name, limit } of bundles) {
  const kept = limit === undefined || bytes(`${name}.js`) < limit;
  const note =
    limit === undefined ? '' : `, ${kept ? 'under' : 'OVER'} the limit of ${limit.toLocaleString('en')}`;
  console.log(line(`${name}.js`, note));
  if (!kept && !development) process.exitCode = 1;
}
console.log(line('catalog.json.br'));

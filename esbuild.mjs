import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, transform } from 'esbuild';

const development = process.argv.includes('--development');

/** VS Code 1.106 runs Node 22; the other bundles also run outside it, where the bundled undici wants 20.18.1. */
const bundles = [
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

/** What the editor reads when it starts the extension, and what follows; see src/extension.ts. */
const stages = {
  extension: 'src/extension.ts',
  requests: 'src/vscode/stages/requests.ts',
  workbench: 'src/vscode/stages/workbench.ts',
  seldom: 'src/vscode/stages/seldom.ts',
};
const mostBytesOfStages = 1_000_000;

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

/**
 * Of undici what sends, without its `fetch`, caches and mocks: to read them took a fifth of all the time of one request
 * from the command line. Another name of it that is imported fails the build.
 */
const undiciToSend = {
  name: 'undici-to-send',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'undici-to-send' }));
    onLoad({ filter: /.*/, namespace: 'undici-to-send' }, () => ({
      resolveDir: import.meta.dirname,
      contents: [
        "export { default as Client } from 'undici/lib/dispatcher/client.js';",
        "export { default as buildConnector } from 'undici/lib/core/connect.js';",
        "import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';",
        // undici's index gives its dispatchers five methods; the way through a proxy takes this one.
        "import connect from 'undici/lib/api/api-connect.js';",
        'Dispatcher.prototype.connect = connect;',
        'export { Dispatcher };',
      ].join('\n'),
    }));
  },
};

/** Every bundle is CommonJS: a lazy part is required, which also keeps its own source map. */
const lazyPartsRequired = { 'dynamic-import': false };

const settings = {
  bundle: true,
  platform: 'node',
  define: { 'import.meta.dirname': '__dirname' },
  minify: !development,
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * The names of the files. What several stages need is in files that they share, so that no module, and no state of
 * one, is there twice. esbuild shares between ES modules only; each of them is made CommonJS afterwards.
 */
async function buildStages() {
  const { outputFiles } = await build({
    ...settings,
    entryPoints: stages,
    outdir: 'dist',
    chunkNames: 'shared-[hash]',
    splitting: true,
    format: 'esm',
    target: 'node22',
    // Elsewhere an import of vscode is a leak, and fails there.
    plugins: [partsApart, undiciToSend, editorOnce],
    sourcemap: 'inline',
    write: false,
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path);
      const { code, map } = await transform(text, {
        format: 'cjs',
        platform: 'node',
        target: 'node22',
        supported: lazyPartsRequired,
        minify: !development,
        sourcemap: 'external',
      });
      const end = name.startsWith('shared-') ? plainExports : '';
      writeChanged(`dist/${name}`, `${code}${end}//# sourceMappingURL=${name}.map\n`);
      writeChanged(`dist/${name}.map`, map);
      return name;
    }),
  );
}

/**
 * What a shared file exports are getters of getters, asked at every call. No binding of one changes once it was run, so
 * plain values do.
 */
const plainExports = 'module.exports={...module.exports};\n';

/** An editor that runs may be about to read the file, and need not find half of it. */
function writeChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

mkdirSync('dist', { recursive: true });
const [ofStages, ...builds] = await Promise.allSettled([
  buildStages(),
  ...bundles.map(({ name, entry, target }) =>
    build({
      ...settings,
      entryPoints: [entry],
      outfile: `dist/${name}.js`,
      format: 'cjs',
      target,
      supported: lazyPartsRequired,
      plugins: [partsApart, undiciToSend],
      banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
      sourcemap: true,
    }),
  ),
]);
if (ofStages.status === 'rejected') {
  if (!ofStages.reason.errors) console.error(ofStages.reason);
  process.exit(1);
}
if (builds.some(({ status }) => status === 'rejected')) process.exit(1);

const scripts = [...ofStages.value, ...bundles.map(({ name }) => `${name}.js`)];
const made = new Set(['catalog.json.br', ...scripts.flatMap(name => [name, `${name}.map`])]);
for (const file of readdirSync('dist')) if (!made.has(file)) rmSync(`dist/${file}`, { recursive: true });
writeFileSync(
  'dist/catalog.json.br',
  brotliCompressSync(readFileSync('src/procore/catalog/catalog.json'), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  }),
);
chmodSync('dist/cli.js', 0o755);

const bytes = name => statSync(`dist/${name}`).size;
const line = (name, size, note = '') =>
  `  ${name.padEnd(25)} ${size.toLocaleString('en').padStart(11)} bytes${note}`;

console.log(development ? 'Built for development:' : 'Built:');
const sum = ofStages.value.reduce((total, name) => total + bytes(name), 0);
const kept = sum < mostBytesOfStages;
const note = `, ${kept ? 'under' : 'OVER'} the limit of ${mostBytesOfStages.toLocaleString('en')}`;
for (const name of [...scripts, 'catalog.json.br']) console.log(line(`dist/${name}`, bytes(name)));
console.log(line(`all ${ofStages.value.length} of the stages`, sum, note));
if (!kept && !development) process.exitCode = 1;

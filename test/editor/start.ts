import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { buildBundles, makePackage } from '../support/package.ts';
import { editorCache, root } from '../support/paths.ts';
import { startCodeServer, workbenchUrl } from './host/codeServer.ts';
import { installExtension, installedCodeServer } from './host/codeServerInstall.ts';
import { desktopEditor } from './host/desktop.ts';

/** The port of the setting `procore.simulator.port`, so that the editor finds this simulator. */
const simulatorPort = 27570;
const editorPort = 27580;

/** Kept between starts: settings, sign-in, installed extension. */
const home = join(editorCache, 'start');
const samples = join(root, 'media', 'samples');

const stopped = Promise.race(
  (['SIGINT', 'SIGTERM'] as const).map(signal => once(process, signal).then(() => undefined)),
);
const say = (line: string) => console.log(line);

process.exitCode = await main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function main(): Promise<number> {
  writeFirstSettings();
  const simulator = await runSimulator();
  try {
    const desktop = await desktopEditor(undefined);
    if ('path' in desktop) {
      await buildBundles();
      say(`Opening ${desktop.path} on ${samples}. Closing it, or Ctrl-C here, stops everything.`);
      await runDesktop(desktop.path);
    } else {
      say(`No desktop VS Code: ${desktop.none}. Starting the browser-hosted one.`);
      await runInBrowser();
    }
    return 0;
  } finally {
    await simulator?.close();
  }
}

/** Settings of the first start; after that they belong to whoever uses this editor. */
function writeFirstSettings(): void {
  const settings = join(home, 'user', 'User', 'settings.json');
  if (existsSync(settings)) return;
  mkdirSync(dirname(settings), { recursive: true });
  writeFileSync(
    settings,
    JSON.stringify({
      'procore.environment.default': 'simulator',
      'security.workspace.trust.enabled': false,
      // Nothing between a newcomer and the samples.
      'workbench.startupEditor': 'none',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'git.openRepositoryInParentFolders': 'never',
      'remote.autoForwardPorts': false,
    }),
  );
}

/** `undefined` when a simulator runs on that port already: the editor takes that one. */
async function runSimulator(): Promise<{ close: () => Promise<void> } | undefined> {
  try {
    const simulator = await startSimulator({ port: simulatorPort, catalog: await loadBundledCatalog() });
    say(`Simulator: ${simulator.url}, its page: ${simulator.url}/_simulator`);
    return simulator;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    say(`Port ${simulatorPort} is taken; if that is a simulator, the editor uses it.`);
    return undefined;
  }
}

async function runDesktop(path: string): Promise<void> {
  const editor = spawn(
    path,
    [
      samples,
      `--extensionDevelopmentPath=${root}`,
      `--user-data-dir=${join(home, 'user')}`,
      `--extensions-dir=${join(home, 'extensions')}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore' },
  );
  await Promise.race([stopped, once(editor, 'exit')]);
  editor.kill();
}

async function runInBrowser(): Promise<void> {
  const entry = await installedCodeServer(say);
  const extensions = join(home, 'extensions');
  await installExtension(entry, extensions, await makePackage());
  const options = { entry, userData: join(home, 'user'), extensions };
  // The same address each time, because the browser keeps the workbench's state by address.
  const server = await startCodeServer({ ...options, port: editorPort }).catch(() =>
    startCodeServer(options),
  );
  try {
    say(`\nOpen ${workbenchUrl(server, samples)}\nCtrl-C stops everything.`);
    await stopped;
  } finally {
    await server.close();
  }
}

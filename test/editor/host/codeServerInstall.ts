import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { editorCache } from '../../support/paths.ts';
import { npmCommand, runCommand } from '../../support/runCommand.ts';

const manifest = join(import.meta.dirname, 'package.json');
const lockFile = join(import.meta.dirname, 'package-lock.json');

/** The pinned version of the browser-hosted VS Code. */
export function codeServerVersion(): string {
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    dependencies: { 'code-server': string };
  };
  return dependencies['code-server'];
}

/**
 * The entry script of code-server, installed on first use into `.vscode-test/` and reused after.
 * Rejects with one line that says what is missing.
 */
export async function installedCodeServer(say: (line: string) => void): Promise<string> {
  const version = codeServerVersion();
  const home = join(editorCache, `code-server-${version}`);
  const entry = join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  if (existsSync(entry)) return entry;
  if (process.platform === 'win32')
    throw new Error('code-server does not run on Windows: run this suite in WSL, on Linux or on macOS.');
  say(`Installing code-server ${version} into ${home}, once (about 620 MB, a minute or two) ...`);
  const partial = `${home}.partial-${process.pid}`;
  try {
    await install(partial);
    if (!existsSync(home)) renameSync(partial, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return entry;
}

async function install(home: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  cpSync(manifest, join(home, 'package.json'));
  cpSync(lockFile, join(home, 'package-lock.json'));
  // Its own postinstall builds kerberos, which a bare machine cannot; these are its two steps without that.
  await npm(home, ['ci', '--ignore-scripts']);
  const vscode = join(home, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts']);
  await npm(join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
  // Without spdlog the extension host loads no extension; without the watchdog it complains at each start.
  const rebuild = ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'];
  const headers = ['/usr', '/usr/local'].find(prefix => existsSync(join(prefix, 'include/node/node_api.h')));
  await npm(vscode, rebuild).catch(error => {
    // Node's headers of this machine serve as well where their download is out of reach: both parts use Node-API.
    if (!headers) throw error;
    return npm(vscode, rebuild, { npm_config_nodedir: headers });
  });
}

async function npm(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const [program, ...first] = npmCommand();
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const { status, output } = await runCommand(
    program,
    [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd, env: { ...process.env, ...env, PATH: path } },
  );
  if (status === 0) return;
  const hint =
    args[0] === 'rebuild'
      ? 'a C++ compiler, make, Python and Node headers are needed (Debian: apt-get install g++ make python3)'
      : 'is the npm registry reachable?';
  throw new Error(`npm ${args.join(' ')} failed in ${cwd}; ${hint}\n${output.trim()}`);
}

/** Installs a VSIX into that folder of extensions. */
export async function installExtension(entry: string, extensions: string, vsix: string): Promise<void> {
  const { status, output } = await runCommand(process.execPath, [
    entry,
    ...['--config', join(extensions, '..', 'config.yaml'), '--user-data-dir', join(extensions, '..', 'user')],
    ...['--extensions-dir', extensions, '--install-extension', vsix, '--force'],
  ]);
  if (status !== 0) throw new Error(`${vsix} could not be installed:\n${output.trim()}`);
}

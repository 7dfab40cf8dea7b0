import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { lineMark } from '../../support/countingReporter.ts';
import { deadlines } from '../../support/deadlines.ts';
import { freePort } from '../../support/freePort.ts';
import { logsVariable } from '../../support/logsVariable.ts';
import { root } from '../../support/paths.ts';
import { installedBrowser } from './browser.ts';
import { launchBrowser, remoteUri, startCodeServer, workbenchUrl } from './codeServer.ts';
import { codeServerVersion, installedCodeServer } from './codeServerInstall.ts';
import { desktopEditor } from './desktop.ts';

export type SuiteRun = Readonly<{
  /** The script that the extension host loads; it exports `run`. */
  tests: string;
  /** The folder that is opened. */
  workspace: string;
  /** With workspace trust on and not given, VS Code opens the folder in Restricted Mode. */
  restricted: boolean;
  env: Readonly<Record<string, string>>;
  /** Rejects the run when nothing was heard of it for so long. */
  silenceMs: number;
  /** Gets the suite's own lines; with `verbose`, everything that the editor prints. */
  write: (line: string) => void;
  verbose: boolean;
}>;

export type EditorHost = Readonly<{
  /** For people: which editor this is. */
  name: string;
  /** Runs one bundle of suites in the extension host; the answer is the exit code of the run. */
  run: (suite: SuiteRun) => Promise<number>;
}>;

export type HostWish = Readonly<{ version?: string; kind?: 'desktop' | 'code-server' }>;

/** Desktop VS Code where there is one or one can be had, else code-server in a headless browser. */
export async function chooseHost(wish: HostWish, say: (line: string) => void): Promise<EditorHost> {
  if (wish.kind !== 'code-server') {
    const desktop = await desktopEditor(wish.version);
    if ('path' in desktop) return desktopHost(desktop.path);
    if (wish.kind === 'desktop' || wish.version) throw new Error(`No desktop VS Code: ${desktop.none}.`);
    say(`No desktop VS Code: ${desktop.none}. Taking the browser-hosted one.`);
  }
  const entry = await installedCodeServer(say);
  const browser = await installedBrowser(say);
  return browserHost(entry, browser);
}

const userSettings = {
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
};

/**
 * A profile of its own, short enough for the sockets that VS Code puts into it, and a port of its own for the
 * simulator: those of others on this machine are none of its business.
 */
async function freshProfile() {
  const home = mkdtempSync(join(tmpdir(), 'pw-'));
  const settings = join(home, 'u', 'User', 'settings.json');
  mkdirSync(dirname(settings), { recursive: true });
  const all = { ...userSettings, 'procore.simulator.port': await freePort() };
  writeFileSync(settings, JSON.stringify(all));
  // Where a server has the extension host, it keeps the settings that are a machine's own.
  const ofServer = join(home, 'u', 'Machine', 'settings.json');
  mkdirSync(dirname(ofServer), { recursive: true });
  writeFileSync(ofServer, JSON.stringify(all));
  return {
    userData: join(home, 'u'),
    extensions: join(home, 'e'),
    env: { [logsVariable]: join(home, 'u', 'logs') },
    forget: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function show(suite: SuiteRun, text: string, heard: () => void): void {
  for (const line of text.split('\n')) {
    if (line.startsWith(lineMark)) {
      heard();
      suite.write(line.slice(lineMark.length));
    } else if (suite.verbose) suite.write(line);
  }
}

function browserHost(entry: string, browserPath: string): EditorHost {
  return {
    name: `code-server ${codeServerVersion()} in ${browserPath}`,
    run: async suite => {
      const profile = await freshProfile();
      const server = await startCodeServer({
        entry,
        userData: profile.userData,
        extensions: profile.extensions,
        workspaceTrust: suite.restricted,
        testDriver: true,
        env: { ...suite.env, ...profile.env },
      });
      const browser = await launchBrowser(browserPath);
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(deadlines.step);
        const gone = new Promise<never>((_resolve, reject) => {
          page.once('crash', () => reject(new Error('the page of the editor crashed')));
          void server.ended.then(() => reject(new Error('the server of the editor ended')));
        });
        const run = async () => {
          const exit = suiteExit(page, suite);
          await page.goto(
            workbenchUrl(server, suite.workspace, [
              ['extensionDevelopmentPath', remoteUri(server, root)],
              ['extensionTestsPath', remoteUri(server, suite.tests)],
              ['skipWelcome', 'true'],
            ]),
          );
          return exit;
        };
        return await Promise.race([run(), gone]);
      } finally {
        await browser.close();
        await server.close();
        profile.forget();
      }
    },
  };
}

/** Settles when the workbench says that the suites ended, or has said nothing for too long. */
async function suiteExit(page: Page, suite: SuiteRun): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`nothing was heard of them for ${suite.silenceMs / 1000} s`)),
        suite.silenceMs,
      );
      const heard = () => timer?.refresh();
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      page
        .exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
          show(suite, format(...args), heard),
        )
        .catch(reject);
    });
  } finally {
    clearTimeout(timer);
  }
}

function desktopHost(path: string): EditorHost {
  return {
    name: `desktop VS Code at ${path}`,
    run: async suite => {
      const profile = await freshProfile();
      const child = spawn(
        path,
        [
          suite.workspace,
          `--extensionDevelopmentPath=${root}`,
          `--extensionTestsPath=${suite.tests}`,
          `--user-data-dir=${profile.userData}`,
          `--extensions-dir=${profile.extensions}`,
          ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--disable-extensions'],
          ...['--skip-welcome', '--skip-release-notes'],
          ...(suite.restricted ? [] : ['--disable-workspace-trust']),
        ],
        { env: { ...process.env, ...suite.env, ...profile.env }, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      const timer = setTimeout(() => child.kill('SIGKILL'), suite.silenceMs);
      for (const output of [child.stdout, child.stderr])
        createInterface(output).on('line', line => show(suite, line, () => timer.refresh()));
      try {
        return await new Promise<number>((resolve, reject) => {
          child.once('error', reject);
          child.once('close', code => resolve(code ?? 1));
        });
      } finally {
        clearTimeout(timer);
        profile.forget();
      }
    },
  };
}

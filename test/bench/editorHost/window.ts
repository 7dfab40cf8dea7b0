import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { installedBrowser } from '../../editor/host/browser.ts';
import {
  type CodeServer,
  launchBrowser,
  remoteUri,
  startCodeServer,
  workbenchUrl,
} from '../../editor/host/codeServer.ts';
import { installedCodeServer } from '../../editor/host/codeServerInstall.ts';
import { buildOutput } from '../../support/paths.ts';
import type { ProbeStep } from './probe.ts';

/** A browser-hosted editor, in which each window is a fresh one. */
export interface BenchEditor {
  /**
   * A window in which the extension of that folder, and no other, is under development. It opens an empty
   * folder of its own, since the editor restores what was not saved in a folder before.
   */
  readonly open: (extensionFolder: string) => Promise<BenchWindow>;
  /** Where files outside of the opened folder belong. */
  readonly files: string;
  readonly close: () => Promise<void>;
}

export interface BenchWindow {
  readonly page: Page;
  readonly probe: (step: ProbeStep) => Promise<number>;
  readonly close: () => Promise<void>;
}

const settings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none',
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  // On in browsers, off elsewhere.
  'files.autoSave': 'off',
  // It looks through the machine's processes again and again.
  'remote.autoForwardPorts': false,
};

export async function startBenchEditor(say: (line: string) => void): Promise<BenchEditor> {
  const entry = await installedCodeServer(say);
  const browserPath = await installedBrowser(say);
  const home = mkdtempSync(join(tmpdir(), 'pw-bench-'));
  const files = join(home, 'files');
  mkdirSync(files);
  const settingsFile = join(home, 'user', 'User', 'settings.json');
  mkdirSync(dirname(settingsFile), { recursive: true });
  writeFileSync(settingsFile, JSON.stringify(settings));
  const probeFile = await bundleProbe();
  const server = await startCodeServer({
    entry,
    userData: join(home, 'user'),
    extensions: join(home, 'extensions'),
    testDriver: true,
  });
  const browser = await launchBrowser(browserPath);
  return {
    open: folder => {
      const workspace = mkdtempSync(join(home, 'workspace-'));
      return openWindow({ server, browser, workspace, probeFile }, folder);
    },
    files,
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function bundleProbe(): Promise<string> {
  const outfile = join(buildOutput, 'bench', 'probe.js');
  await build({
    entryPoints: [join(import.meta.dirname, 'probe.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

interface Parts {
  readonly server: CodeServer;
  readonly browser: Browser;
  readonly workspace: string;
  readonly probeFile: string;
}

async function openWindow(
  { server, browser, workspace, probeFile }: Parts,
  folder: string,
): Promise<BenchWindow> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const address = new Promise<string>((resolve, reject) => {
    setTimeout(() => reject(new Error('the extension host did not begin')), 120_000).unref();
    const read = (_type: string, parts: unknown[]) => {
      const found = /probe listens on (http:\S+)/.exec(format(...parts))?.[1];
      if (found !== undefined) resolve(found);
    };
    page.exposeFunction('codeAutomationLog', read).catch(reject);
  });
  await page.exposeFunction('codeAutomationExit', () => undefined);
  await page.goto(
    workbenchUrl(server, workspace, [
      ['extensionDevelopmentPath', remoteUri(server, folder)],
      ['extensionTestsPath', remoteUri(server, probeFile)],
      ['skipWelcome', 'true'],
    ]),
  );
  const probeAddress = await address;
  const probe = async (step: ProbeStep) => {
    const signal = AbortSignal.timeout(90_000);
    const response = await fetch(probeAddress, { method: 'POST', body: JSON.stringify(step), signal });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return Number(text);
  };
  return {
    page,
    probe,
    close: async () => {
      // A window that failed has no probe any more, and its own failure is what matters.
      await probe({ do: 'end' }).catch(() => undefined);
      await context.close();
    },
  };
}

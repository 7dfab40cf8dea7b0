import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { installedBrowser } from '../editor/host/browser.ts';
import { launchBrowser, startCodeServer, workbenchUrl } from '../editor/host/codeServer.ts';
import { installExtension, installedCodeServer } from '../editor/host/codeServerInstall.ts';
import { buildOutput, root } from '../support/paths.ts';

/** A real workbench with the packaged extension installed and a copy of the samples open. */
export type Workbench = Readonly<{
  page: Page;
  /** The folder that is open: a copy of the samples. */
  folder: string;
  context: BrowserContext;
  /** Picks a command in the palette by its full title, e.g. `Procore: Start Simulator`. */
  command: (title: string) => Promise<void>;
  /** The lenses with that text. */
  lens: (text: string | RegExp) => Locator;
  /** The open editor that shows that file, by the beginning of its name. */
  editor: (name: string | RegExp) => Locator;
  /** Keeps what the page shows as build/screenshots/NAME.png. */
  screenshot: (name: string) => Promise<void>;
  close: () => Promise<void>;
}>;

export type WorkbenchOptions = Readonly<{
  vsix: string;
  /** User settings beside those that keep the workbench quiet. */
  settings?: Readonly<Record<string, unknown>>;
  /** Shown on stderr as the work goes on. */
  say: (line: string) => void;
}>;

const quiet = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'editor.minimap.enabled': false,
  'remote.autoForwardPorts': false,
};

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const entry = await installedCodeServer(options.say);
  const browserPath = await installedBrowser(options.say);
  const home = mkdtempSync(join(tmpdir(), 'pw-ui-'));
  const settings = join(home, 'user', 'User', 'settings.json');
  mkdirSync(dirname(settings), { recursive: true });
  writeFileSync(settings, JSON.stringify({ ...quiet, ...options.settings }));
  const folder = join(home, 'samples');
  const samples = join(root, 'media', 'samples');
  if (existsSync(samples)) cpSync(samples, folder, { recursive: true });
  else mkdirSync(folder);
  await installExtension(entry, join(home, 'extensions'), options.vsix);
  const server = await startCodeServer({
    entry,
    userData: join(home, 'user'),
    extensions: join(home, 'extensions'),
  });
  const browser = await launchBrowser(browserPath);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(workbenchUrl(server, folder));
  await page.locator('.monaco-workbench').waitFor();
  // Its own icon: from here on the extension's manifest is known, commands included.
  await page.getByRole('tab', { name: 'Procore API' }).waitFor();
  return {
    page,
    folder,
    context,
    command: title => pickCommand(page, title),
    lens: text => page.locator('.codelens-decoration a', { hasText: text }),
    editor: name =>
      page.locator('.editor-instance').filter({ has: page.locator(`[aria-label]`, { hasText: name }) }),
    screenshot: async name => {
      const path = join(buildOutput, 'screenshots', `${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    },
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function pickCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type=text], .quick-input-widget input').first();
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

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
  context: BrowserContext;
  /** Picks a command in the palette by its full title, e.g. `Procore: Start Simulator`. */
  command: (title: string) => Promise<void>;
  /** Picks the entry with that text in the quick pick that is open or about to open. */
  pick: (text: string) => Promise<void>;
  /** Rests the mouse on the beginning of that line, without scrolling. */
  hoverLine: (text: string | RegExp) => Promise<void>;
  /** Puts the cursor at the start of that line of the open file. */
  goToLine: (tab: string, line: number) => Promise<void>;
  /** A line of any open editor that shows that text. */
  line: (text: string | RegExp) => Locator;
  /** The lenses with that text. */
  lens: (text: string | RegExp) => Locator;
  /** Keeps what the page shows as build/screenshots/NAME.png. */
  screenshot: (name: string, page?: Page) => Promise<void>;
  /** Loads the page again, as a user would, and waits until the extension is known. */
  reload: () => Promise<void>;
  close: () => Promise<void>;
}>;

export type WorkbenchOptions = Readonly<{
  vsix: string;
  /** User settings beside those that keep the workbench quiet. */
  settings?: Readonly<Record<string, unknown>>;
  /** Texts of files in the open folder, by name, beside the samples. */
  files?: Readonly<Record<string, string>>;
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
  'breadcrumbs.enabled': false,
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
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  await installExtension(entry, join(home, 'extensions'), options.vsix);
  const server = await startCodeServer({
    entry,
    userData: join(home, 'user'),
    extensions: join(home, 'extensions'),
  });
  const browser = await launchBrowser(browserPath);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(workbenchUrl(server, folder));
  await ready(page);
  return {
    page,
    context,
    command: title => pickCommand(page, title),
    pick: text => pickEntry(page, text),
    hoverLine: text => hoverStart(page, page.locator('.view-line', { hasText: text }).first()),
    goToLine: (tab, line) => goToLine(page, tab, line),
    line: text => page.locator('.view-line', { hasText: text }),
    lens: text => page.locator('.codelens-decoration a', { hasText: text }),
    screenshot: async (name, shown = page) => {
      const path = join(buildOutput, 'screenshots', `${name}.png`);
      await shown.screenshot({ path, animations: 'disabled' });
    },
    reload: async () => {
      await storageAtRest(page);
      await page.reload();
      await ready(page);
    },
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A browser-hosted editor seals and saves its secrets after it has said that they are stored. */
async function storageAtRest(page: Page): Promise<void> {
  let before: string | undefined;
  for (;;) {
    const now = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    if (now === before) return;
    before = now;
    await page.waitForTimeout(1000);
  }
}

/** Its own icon: from here on the workbench knows the extension's manifest, commands included. */
async function ready(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Procore API' }).waitFor();
}

async function goToLine(page: Page, tab: string, line: number): Promise<void> {
  await page.getByRole('tab', { name: tab }).first().click();
  // Away from the tab, which would show its path in the pictures.
  await page.mouse.move(640, 790);
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').first().fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

async function pickEntry(page: Page, text: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  const row = widget.locator('.monaco-list-row', { hasText: text });
  await row.first().waitFor();
  await widget.locator('input').first().fill(text);
  await widget.locator('.monaco-list-row.focused', { hasText: text }).waitFor();
  await page.keyboard.press('Enter');
  await row.first().waitFor({ state: 'hidden' });
}

/** Playwright's own hover would scroll the line, which is as wide as the longest one, to its middle. */
async function hoverStart(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const box = await target.boundingBox();
  if (!box) throw new Error('the line is not on the screen');
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.move(box.x + 12, box.y + box.height / 2, { steps: 4 });
}

/**
 * The palette lists what was known when it opened, and a workbench that has just been loaded does not know
 * every extension's commands yet: so it is opened again until the command is there.
 */
async function pickCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.getByText(title, { exact: true }) });
  // A page behind another one draws no frames, and Playwright waits for frames before it clicks.
  await page.bringToFront();
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press('F1');
    await input.fill(`>${title}`);
    try {
      await row.first().click({ timeout: 1500 });
      return;
    } catch (error) {
      if (attempt === 10) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

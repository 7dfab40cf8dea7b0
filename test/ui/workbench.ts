import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { installedBrowser } from '../editor/host/browser.ts';
import { launchBrowser, startCodeServer, workbenchUrl } from '../editor/host/codeServer.ts';
import { installExtension, installedCodeServer } from '../editor/host/codeServerInstall.ts';
import { deadlines } from '../support/deadlines.ts';
import { buildOutput, root } from '../support/paths.ts';
import { listen, said } from './said.ts';
import { countSeals, secretsAtRest } from './secretsAtRest.ts';
import { allow, allowIfAsked, signInPage } from './signInPage.ts';
import {
  answer,
  goToLine,
  hoverStart,
  lensOf,
  openFile,
  pickCommand,
  pickEntry,
  pickFromMenu,
  ready,
  showView,
} from './steps.ts';
import { tidyUp } from './tidyUp.ts';

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
  /** Picks that entry of the menu of a row. */
  menu: (row: Locator, title: string) => Promise<void>;
  /** Opens a file of the folder by its name and waits until it can be sent from. */
  openFile: (name: string) => Promise<void>;
  /** Shows the views of the extension, unless they are there. */
  showView: () => Promise<void>;
  /** Says yes to the editor's question whether to sign in; the answer is the page that opens then. */
  signInPage: () => Promise<Page>;
  /** Signs in on that page as somebody, whose name it shows, and closes it. */
  allow: (user: string) => Promise<void>;
  /** As `allow`, where somebody has to sign in before `wanted` is shown, and waits for that in any case. */
  allowIfAsked: (user: string, wanted: Locator) => Promise<void>;
  /** Waits until the status bar has said that, since this was last waited for. */
  said: (text: string) => Promise<void>;
  /** Presses a button of the notification with that text. */
  answer: (text: string, button: string) => Promise<void>;
  /** Keeps what the page shows as build/screenshots/NAME.png. Gives its path. */
  screenshot: (name: string, page?: Page) => Promise<string>;
  /** Puts away dialogs, menus, quick inputs and pages that are open; the answer says which. */
  tidy: () => Promise<readonly string[]>;
  /** The last lines of the extension's own log. */
  log: () => readonly string[];
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
  // Settings that are a machine's own count where they are the server's. Among the user's they hold only until the
  // workbench has read the extension's manifest, which after a reload may be before or after their first use.
  for (const place of ['User', 'Machine']) {
    const settings = join(home, 'user', place, 'settings.json');
    mkdirSync(dirname(settings), { recursive: true });
    writeFileSync(settings, JSON.stringify({ ...quiet, ...options.settings }));
  }
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
  context.setDefaultTimeout(deadlines.step);
  await countSeals(context);
  await listen(context);
  const page = await context.newPage();
  await page.goto(workbenchUrl(server, folder));
  await ready(page);
  return {
    page,
    context,
    command: title => pickCommand(page, title),
    pick: text => pickEntry(page, text),
    hoverLine: text => hoverStart(page, page.locator('.view-line', { hasText: text }).first()),
    goToLine: (tab, line) => goToLine(page, tab, line),
    menu: (row, title) => pickFromMenu(page, row, title),
    openFile: name => openFile(page, name),
    showView: () => showView(page),
    signInPage: () => signInPage(page),
    allow: user => allow(page, user),
    allowIfAsked: (user, wanted) => allowIfAsked(page, user, wanted),
    line: text => page.locator('.view-line', { hasText: text }),
    lens: text => lensOf(page, text),
    said: text => said(page, text),
    answer: (text, button) => answer(page, text, button),
    screenshot: async (name, shown = page) => {
      const path = join(buildOutput, 'screenshots', `${name}.png`);
      await shown.screenshot({ path, animations: 'disabled' });
      return path;
    },
    tidy: () => tidyUp(context, each => each.url().startsWith(`${server.address}/?`)),
    log: () =>
      globSync('user/logs/**/Procore.log', { cwd: home })
        .sort()
        .flatMap(file => readFileSync(join(home, file), 'utf8').trimEnd().split('\n'))
        .slice(-20),
    reload: async () => {
      await secretsAtRest(page);
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

import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { installedBrowser } from '../editor/host/browser.ts';
import { launchBrowser, startCodeServer, workbenchUrl } from '../editor/host/codeServer.ts';
import { installExtension, installedCodeServer } from '../editor/host/codeServerInstall.ts';
import { deadlines } from '../support/deadlines.ts';
import { buildOutput, root } from '../support/paths.ts';
import { type ExtensionLog, extensionLog } from './extensionLog.ts';
import { listen, said } from './said.ts';
import { countSeals, secretsAtRest } from './secretsAtRest.ts';
import { type Sending, sending, sent } from './sent.ts';
import { allow, allowIfAsked, signedIn, signInPage } from './signInPage.ts';
import {
  answer,
  chooseTheme,
  clickUntil,
  goToLine,
  hoverStart,
  keysUntil,
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
  /** The folder that is open, and the one that extensions keep their own files in. */
  folder: string;
  storage: string;
  /** Picks a command in the palette by its full title, e.g. `Procore: Start Simulator`. */
  command: (title: string) => Promise<void>;
  /** Picks the entry with that text in the quick pick that is open or about to open. */
  pick: (text: string) => Promise<void>;
  /** Gives the workbench the colour theme of that name. */
  theme: (name: string) => Promise<void>;
  /** Rests the mouse on the beginning of that part, without scrolling, until a hover with that text is shown. */
  hover: (target: Locator, text: string) => Promise<Locator>;
  /** Puts the cursor at the start of that line of the open file. */
  goToLine: (tab: string, line: number) => Promise<void>;
  /** A line of any open editor that shows that text. */
  line: (text: string | RegExp) => Locator;
  /** The lenses with that text. */
  lens: (text: string | RegExp) => Locator;
  /** Clicks, again where the page has dropped it, until that is shown or hidden. A second click must do no harm. */
  press: (target: Locator, awaited: Locator, state?: 'visible' | 'hidden') => Promise<void>;
  /** Presses keys, again where the page has dropped them, until that is shown. */
  keys: (keys: string, shown: Locator) => Promise<void>;
  /** Does what sends a request, and waits until this very sending has come to that end. */
  sent: (wanted: Sending, act: () => Promise<void>) => Promise<void>;
  /** As `sent`, for what is looked at while it runs: the answer waits for its end. */
  sending: (wanted: Sending, act: () => Promise<void>) => Promise<() => Promise<void>>;
  /** Puts the cursor at the start of that line of that file and sends the request there. */
  send: (file: string, line: number) => Promise<void>;
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
  /** Does what signs somebody in, and waits until that would outlive the window. */
  signedIn: (act: () => Promise<void>) => Promise<void>;
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
  /** The extension's own log. */
  log: ExtensionLog;
  /** Loads the page again, as a user would, and waits until the extension is known. */
  reload: () => Promise<void>;
  close: () => Promise<void>;
}>;

export type WorkbenchOptions = Readonly<{
  /** User settings beside those that keep the workbench quiet. */
  settings?: Readonly<Record<string, unknown>>;
  /** Texts of files in the open folder, by name, beside the samples. */
  files?: Readonly<Record<string, string>>;
  /** Packages of other extensions that are to be there, too. */
  extensions?: readonly string[];
  /** Whether the folder is one that nobody has trusted. */
  restricted?: boolean;
}>;

/** Colour themes in which pictures are taken, each with a name for its file; the last is the one at the start. */
export const themes = [
  ['Light Modern', 'light'],
  ['Dark High Contrast', 'high-contrast'],
  ['Dark Modern', 'dark'],
] as const;

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

/** Nobody is asked: a folder is not trusted before somebody says so. */
const restrictedFolder = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

const say = (line: string) => console.log(line);

/** Opens one with the VSIX that the environment variable `PROCORE_VSIX` names. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const vsix = process.env['PROCORE_VSIX'];
  if (vsix === undefined)
    throw new Error('Run these tests with npm run test:ui, which packs the extension first.');
  const entry = await installedCodeServer(say);
  const browserPath = await installedBrowser(say);
  const home = mkdtempSync(join(tmpdir(), 'pw-ui-'));
  // Settings that are a machine's own count where they are the server's. Among the user's they hold only until the
  // workbench has read the extension's manifest, which after a reload may be before or after their first use.
  for (const place of ['User', 'Machine']) {
    const settings = join(home, 'user', place, 'settings.json');
    mkdirSync(dirname(settings), { recursive: true });
    const trust = options.restricted === true ? restrictedFolder : {};
    writeFileSync(settings, JSON.stringify({ ...quiet, ...trust, ...options.settings }));
  }
  const folder = join(home, 'samples');
  const samples = join(root, 'media', 'samples');
  if (existsSync(samples)) cpSync(samples, folder, { recursive: true });
  else mkdirSync(folder);
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  for (const each of [vsix, ...(options.extensions ?? [])])
    await installExtension(entry, join(home, 'extensions'), each);
  const server = await startCodeServer({
    entry,
    userData: join(home, 'user'),
    extensions: join(home, 'extensions'),
    workspaceTrust: options.restricted === true,
  });
  const browser = await launchBrowser(browserPath);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  context.setDefaultTimeout(deadlines.step);
  await countSeals(context);
  await listen(context);
  const page = await context.newPage();
  // Nothing comes any more then: without a browser all that waits ends at once.
  page.once('crash', () => void browser.close());
  void server.ended.then(() => browser.close());
  await page.goto(workbenchUrl(server, folder));
  await ready(page);
  const log = extensionLog(home);
  return {
    page,
    context,
    folder,
    storage: join(home, 'user', 'User', 'globalStorage'),
    command: title => pickCommand(page, title),
    pick: text => pickEntry(page, text),
    theme: name => chooseTheme(page, name),
    hover: (target, text) => hoverStart(page, target, text),
    keys: (keys, shown) => keysUntil(page, keys, shown),
    press: (target, awaited, state) => clickUntil(target, awaited, state),
    sent: (wanted, act) => sent(page, log, wanted, act),
    sending: (wanted, act) => sending(page, log, wanted, act),
    send: async (file, line) => {
      await openFile(page, file);
      await goToLine(page, file, line);
      await pickCommand(page, 'Procore: Send Request');
    },
    goToLine: (tab, line) => goToLine(page, tab, line),
    menu: (row, title) => pickFromMenu(page, row, title),
    openFile: name => openFile(page, name),
    showView: () => showView(page),
    signInPage: () => signInPage(page),
    allow: user => allow(page, log, user),
    signedIn: act => signedIn(page, log, act),
    allowIfAsked: (user, wanted) => allowIfAsked(page, log, user, wanted),
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
    log,
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

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('Two windows in a browser', () => {
  let bench: Workbench;
  let simulator: RunningSimulator;
  let second: Page;

  before(async function () {
    this.timeout(600_000);
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
    simulator = await startSimulator({ environment: 'staging', catalog: await loadBundledCatalog() });
    const { url } = simulator;
    const settings = {
      'procore.environment.default': 'staging',
      'procore.environments': [
        { name: 'staging', title: 'Staging', loginUrl: url, apiUrl: url, production: false },
      ],
    };
    bench = await openWorkbench({ vsix, settings, say: line => console.log(line) });
  });

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await bench.screenshot(`failed-${this.currentTest.title}`);
    if (second) await bench.screenshot(`failed-second-${this.currentTest.title}`, second);
  });

  const lens = (page: Page, text: RegExp) =>
    page.locator('.codelens-decoration a', { hasText: text }).first();
  const openSample = async (page: Page) => {
    await page.getByRole('treeitem', { name: 'first-request.http' }).dblclick();
    await lens(page, /^Send/).waitFor();
  };
  const expireAll = () => fetch(`${simulator.url}/_simulator/sessions/all/expire`, { method: 'POST' });

  it('use one session, each with its own copy of the secret', async () => {
    const { page } = bench;
    const input = page.locator('.quick-input-widget input:visible');
    await openSample(page);
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('GET /rest/v1.0/me');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+S');
    await bench.command('Procore: Sign In');
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByText('Connect Your Procore App: Staging').waitFor();
    await input.fill(simulator.clientId);
    await input.press('Enter');
    await page.getByText('Client secret of the same app').waitFor();
    await input.fill(simulator.clientSecret);
    const opened = bench.context.waitForEvent('page');
    await input.press('Enter');
    const login = await opened;
    await login.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await login.getByText('You are signed in').waitFor();
    await login.close();
    await lens(page, /^Send/).click();
    await lens(page, /^200 OK/).waitFor();

    second = await bench.context.newPage();
    second.setDefaultTimeout(20_000);
    await second.goto(page.url());
    await openSample(second);
    await lens(second, /^Send/).click();
    await lens(second, /^200 OK/).waitFor();
  });

  it('renew it in one, and the other does not spend its old copy but offers to reload', async () => {
    await expireAll();
    await bench.page.bringToFront();
    await lens(bench.page, /^Send/).click();
    await lens(bench.page, /^200 OK.*2 attempts/).waitFor();

    await second.bringToFront();
    await lens(second, /^Send/).click();
    await second.getByText('Another window renewed the session of ana.morales').first().waitFor();
    await bench.screenshot('w1-renewed-elsewhere', second);
    await second.getByRole('button', { name: 'Reload Window' }).click();
    await second.waitForEvent('load');
    await lens(second, /^Send$/).click();
    await lens(second, /^200 OK/).waitFor();
    await bench.screenshot('w2-reloaded', second);

    const state = await fetch(`${simulator.url}/_simulator/state`);
    const { refreshReplays } = (await state.json()) as { readonly refreshReplays: number };
    assert.equal(refreshReplays, 0);
  });
});

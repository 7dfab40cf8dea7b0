import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const text = `# @env simulator
# @company 4264807
# @name create
POST /rest/v1.0/projects/310512/rfis
Content-Type: application/json

{
  "rfi": {
    "subject": "",
    "question": { "body": "Which door?" }
  }
}

### A list
# @company 4264807
# @name list
GET /rest/v1.0/projects/310512/rfis?per_page=10

### All of it
# @company 4264807
# @name whole
# @allPages
GET /rest/v1.0/projects/310512/rfis?per_page=15
`;
const line = { create: 4, list: 17, whole: 23 };

describe('Failures and rate limits in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: RunningSimulator;
  // Nothing is left of a window for as long as the time stands still, however slow this machine is.
  let stoppedAt: number | undefined;

  before(async function () {
    this.timeout(deadlines.start);
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
    const port = await freePort();
    simulator = await startSimulator({
      port,
      catalog: await loadBundledCatalog(),
      now: () => stoppedAt ?? Date.now(),
    });
    bench = await openWorkbench({
      vsix,
      settings: { 'procore.simulator.port': port },
      files: { 'failures.http': text },
      say: each => console.log(each),
    });
    await send(line.create);
    await bench.allow('Ana Morales');
    await bench.lens(/^400/).waitFor();
  });

  beforeEach(async () => {
    stoppedAt = undefined;
    await fetch(`${simulator.url}/_simulator/budgets/reset`, { method: 'POST' });
    await bench.openFile('failures.http');
  });

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  async function send(at: number) {
    await bench.openFile('failures.http');
    await bench.goToLine('failures.http', at);
    await bench.command('Procore: Send Request');
  }

  async function sendList() {
    await send(line.list);
    await bench.allowIfAsked('Ana Morales', bench.lens(/^200 OK/).first());
  }

  const row = (name: RegExp) =>
    bench.page.getByRole('tree', { name: 'Diagnostics' }).getByRole('treeitem', { name }).first();

  /** Playwright's own hover would scroll the line, which is as wide as the longest one, to its middle. */
  async function hoverText(said: string) {
    const box = await bench.page.locator('.view-line span span', { hasText: said }).first().boundingBox();
    assert.ok(box);
    await bench.page.mouse.move(box.x + 200, box.y + 200);
    await bench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  }

  /** A workbench that is busy may leave a page empty for good when it has just loaded its first one. */
  async function openChart() {
    for (let attempt = 1; ; attempt += 1) {
      await bench.command('Procore: Show Budget Chart');
      const chart = bench.page.frameLocator('iframe.webview').last().frameLocator('iframe');
      const slider = chart.getByRole('slider', { name: 'Requests used in 10 seconds' }).first();
      const drawn = await slider.waitFor({ timeout: deadlines.step / 2 }).then(
        () => true,
        () => false,
      );
      if (drawn) return { chart, slider };
      if (attempt === 3) throw new Error('the budget chart stays empty');
      await bench.command('View: Close Editor');
    }
  }

  it('are explained by a lens that leads to the row of the view, and by hovers on fields', async () => {
    const { page } = bench;
    await bench.lens('· Explain').click();
    await row(/^create, failed, 400 Bad Request/).waitFor();
    await row(/^error: A parameter is missing or wrong/).waitFor();
    await row(/^What to do: Give subject a value/).waitFor();
    await bench.screenshot('50-explained');
    await hoverText('"subject"');
    await page.locator('.monaco-hover:visible', { hasText: 'Give subject a value' }).waitFor();
    await bench.screenshot('51-field-hover');
  });

  it('are counted on the badge, and can be shown alone', async () => {
    const { page } = bench;
    await sendList();
    await bench.showView();
    await page.getByRole('tab', { name: /Procore API - 1 requests failed when last sent/ }).waitFor();
    await row(/^list, 200 OK/).waitFor();
    await bench.command('Procore: Show Only Failed Requests');
    try {
      await page.getByText('Only failed: 1 of 2 requests').waitFor();
      await row(/^list, 200 OK/).waitFor({ state: 'detached' });
      await row(/^create, failed/).waitFor();
      await bench.screenshot('52-only-failures');
    } finally {
      await bench.command('Procore: Show All Requests');
    }
    await row(/^list, 200 OK/).waitFor();
  });

  it('warn in the status bar while a window is nearly spent, and draw it', async () => {
    const { page } = bench;
    await sendList();
    stoppedAt = Date.now();
    await send(line.whole);
    const warning = page.getByRole('button', { name: /^Procore rate limit nearly spent: Simulator/ });
    await warning.waitFor();
    await warning.click();
    await row(/of 25 requests left, in these 10 seconds · Simulator/).waitFor();
    await bench.screenshot('53-nearly-spent');
    stoppedAt = undefined;
    await bench.lens('Cancel').waitFor({ state: 'hidden' });
    const { chart, slider } = await openChart();
    const before = await slider.getAttribute('aria-valuetext');
    assert.match(before ?? '', /of 25 left/);
    await chart.getByText('As a table').first().click();
    await chart.getByRole('columnheader', { name: 'Least left in 10 seconds' }).first().waitFor();
    await bench.screenshot('54-budget-chart');
    await warning.waitFor({ state: 'hidden' });
  });
});

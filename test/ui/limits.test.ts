import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const list = `# @env simulator
# @company 4264807
# @name rfis
# @allPages
GET /rest/v1.0/projects/310512/rfis?per_page=10

### A list without a wish for all of it
# @company 4264807
# @name some
GET /rest/v1.0/projects/310512/rfis?per_page=15
`;

describe('Rate limits in the workbench', () => {
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
      files: { 'limits.http': list },
      say: line => console.log(line),
    });
    await bench.openFile('limits.http');
    await bench.goToLine('limits.http', 10);
    await bench.command('Procore: Send Request');
    await bench.allow('Ana Morales');
    await bench.lens('Get All 30 Pages').waitFor();
  });

  beforeEach(async () => {
    await bench.openFile('limits.http');
    await fetch(`${simulator.url}/_simulator/budgets/reset`, { method: 'POST' });
    stoppedAt = Date.now();
  });

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  /** It is shown for ten seconds, which a view may take to be drawn: a request begins the next ones. */
  async function showShortWindow(): Promise<void> {
    const row = bench.page.getByRole('treeitem', {
      name: /of 25 requests left, in these 10 seconds · Simulator/,
    });
    const isShown = () =>
      row.waitFor({ timeout: 9000 }).then(
        () => true,
        () => false,
      );
    for (const end = performance.now() + deadlines.step * 3; !(await isShown()); ) {
      if (performance.now() > end) throw new Error('the window of ten seconds is never shown');
      await bench.goToLine('limits.http', 10);
      await bench.command('Procore: Send Request');
    }
  }

  it('are waited for with a countdown that can be cancelled, and both windows are shown', async () => {
    const { page } = bench;
    await bench.goToLine('limits.http', 5);
    await bench.command('Procore: Send Request');
    // 45 pages are more than one window of 25.
    const countdown = page.getByText(/Waiting \d+ s: Procore's rate limit is used up/).first();
    await countdown.waitFor();
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor();
    await bench.screenshot('40-countdown');
    stoppedAt = undefined;
    await bench
      .lens(/^200 OK/)
      .first()
      .waitFor();
    await bench.showView();
    await showShortWindow();
    await bench.screenshot('41-both-windows');
  });

  it('stop a list that was asked for by its lens, which is then read on from where it stopped', async () => {
    const { page } = bench;
    await bench.screenshot('42-more-pages');
    await bench.lens('Get All 30 Pages').click();
    // 30 pages are more than one window of 25. It may also wait before the first, for what other tests have sent.
    const countdown = page
      .locator('.notification-list-item')
      .filter({ hasText: /Waiting \d+ s: Procore's rate limit is used up/ })
      .filter({ hasText: /[1-9]\d* of 30 pages read/ });
    await countdown.getByRole('button', { name: 'Cancel' }).click();
    stoppedAt = undefined;
    const resume = bench.lens(/^Resume at Page \d+$/);
    await resume.waitFor();
    await bench.screenshot('43-resume');
    await resume.click();
    await resume.waitFor({ state: 'hidden' });
    await bench
      .line(/^450\sof\s450\srows,\s30\spages/)
      .first()
      .waitFor();
    await bench.screenshot('44-whole-list');
  });
});

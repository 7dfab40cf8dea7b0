import assert from 'node:assert/strict';
import { freePort } from '../support/freePort.ts';
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

  before(async function () {
    this.timeout(600_000);
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
    bench = await openWorkbench({
      vsix,
      settings: { 'procore.simulator.port': await freePort() },
      files: { 'limits.http': list },
      say: line => console.log(line),
    });
    await bench.page.getByRole('treeitem', { name: 'limits.http' }).dblclick();
    await bench.lens(/^Send/).first().waitFor();
  });

  after(() => bench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await bench.screenshot(`failed-${this.currentTest.title}`);
  });

  it('are waited for with a countdown that can be cancelled, and both windows are shown', async () => {
    const { page } = bench;
    await bench.goToLine('limits.http', 5);
    await bench.command('Procore: Send Request');
    await page.getByText('wants to sign in using Procore').waitFor();
    const opening = bench.context.waitForEvent('page');
    await page.getByRole('button', { name: 'Allow' }).click();
    const signIn = await opening;
    await signIn.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await signIn.getByText('You are signed in').waitFor();
    await signIn.close();
    // 45 pages are more than one window of 25.
    const countdown = page.getByText(/Waiting \d+ s: Procore's rate limit is used up/).first();
    await countdown.waitFor();
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor();
    await bench.screenshot('40-countdown');
    await bench
      .lens(/^200 OK/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Procore API' }).first().click();
    await page
      .getByRole('treeitem', { name: /of 25 requests left, in these 10 seconds · Simulator/ })
      .waitFor();
    await bench.screenshot('41-both-windows');
  });

  it('stop a list that was asked for by its lens, which is then read on from where it stopped', async () => {
    const { page } = bench;
    await bench.goToLine('limits.http', 10);
    await bench.command('Procore: Send Request');
    await bench.lens('Get All 30 Pages').waitFor();
    await bench.screenshot('42-more-pages');
    await bench.lens('Get All 30 Pages').click();
    // 30 pages are more than one window of 25.
    const countdown = page.getByText(/Waiting \d+ s: Procore's rate limit is used up/).first();
    await countdown.waitFor();
    await page.getByRole('button', { name: 'Cancel' }).first().click();
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

import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import type { Workbench } from './workbench.ts';

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

/** More than three windows of 25: it takes long whatever a window has left. */
const many = Array.from(
  { length: 80 },
  (_, index) => `### Number ${index + 1}
# @company 4264807
GET /rest/v1.0/me
`,
).join('\n');

const line = { rfis: 5, some: 10 };

describe('Rate limits in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    ({ simulator, bench } = await openWithSimulator({ files: { 'limits.http': list, 'many.http': many } }));
    await bench.sent({ label: 'some', outcome: 200, user: 'Ana Morales' }, () => send(line.some));
  });

  beforeEach(async () => {
    await bench.openFile('limits.http');
    await simulator.resetBudgets();
    simulator.stopTime();
  });

  after(() => bench?.close());

  const send = (at: number) => bench.send('limits.http', at);

  /** It is shown for ten seconds after a request, which a view may take to be drawn: so it is looked for meanwhile. */
  async function showShortWindow(): Promise<void> {
    const { row, alone } = paneOf(() => bench, 'Diagnostics');
    await alone();
    const short = row(/of 25 requests left, in these 10 seconds · Simulator/);
    for (const end = performance.now() + deadlines.step * 3; performance.now() < end; ) {
      const isShown = short.waitFor({ timeout: deadlines.step / 2 }).then(
        () => true,
        () => false,
      );
      await bench.sent({ label: 'some', outcome: 200 }, () => send(line.some));
      if (await isShown) return;
    }
    throw new Error('the window of ten seconds is never shown');
  }

  it('are waited for with a countdown that can be cancelled, and both windows are shown', async () => {
    const { page } = bench;
    const whole = await bench.sending({ label: 'rfis', outcome: 200 }, () => send(line.rfis));
    // 45 pages are more than one window of 25.
    const countdown = page.getByText(/Waiting \d+ s: Procore's rate limit is used up/).first();
    await countdown.waitFor();
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor();
    await bench.screenshot('40-countdown');
    simulator.goOn();
    await whole();
    await bench.showView();
    await showShortWindow();
    await bench.screenshot('41-both-windows');
  });

  it('stop a list that was asked for by its lens, which is then read on from where it stopped', async () => {
    const { page } = bench;
    const all = bench.lens('Get All 30 Pages');
    await all.waitFor();
    await bench.screenshot('42-more-pages');
    // Clicked once: where it stands, Cancel comes next.
    const stopped = await bench.sending({ label: 'some', outcome: 200 }, () => all.click());
    // 30 pages are more than one window of 25. It may also wait before the first, for what other tests have sent.
    const countdown = page
      .locator('.notification-list-item')
      .filter({ hasText: /Waiting \d+ s: Procore's rate limit is used up/ })
      .filter({ hasText: /[1-9]\d* of 30 pages read/ });
    await countdown.waitFor();
    const resume = bench.lens(/^Resume at Page \d+$/);
    // Time stands still until then: it cannot go on by itself.
    await bench.press(countdown.getByRole('button', { name: 'Cancel' }), resume);
    await stopped();
    simulator.goOn();
    await bench.screenshot('43-resume');
    await bench.sent({ label: 'some', outcome: 200 }, () => resume.click());
    await bench
      .line(/^450\sof\s450\srows,\s30\spages/)
      .first()
      .waitFor();
    await bench.screenshot('44-whole-list');
  });

  it('are reckoned with while a file is run, which says how long the rest takes and can be stopped', async () => {
    await bench.openFile('many.http');
    await bench.command('Procore: Run File');
    const running = bench.page
      .locator('.notification-list-item', { hasText: 'Running requests of many.http' })
      .filter({ visible: true });
    await running.filter({ hasText: /\d+ of 80: Number \d+ · about .+ left · .*Waiting \d+ s/ }).waitFor();
    await bench.screenshot('45-run-forecast');
    // Time stands still until then: it cannot come to its end.
    await bench.press(running.getByRole('button', { name: 'Cancel' }), running, 'hidden');
    for (const text of [/^Run\sof\smany\.http:\s\d+\sof\s80/, /not\ssent,\scancelled/])
      await bench.line(text).first().waitFor();
    simulator.goOn();
    await bench.screenshot('46-run-stopped');
  });
});

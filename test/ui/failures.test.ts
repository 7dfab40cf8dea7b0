import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import type { Workbench } from './workbench.ts';

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

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    ({ simulator, bench } = await openWithSimulator({ files: { 'failures.http': text } }));
    await bench.sent({ label: 'create', outcome: 400, user: 'Ana Morales' }, () => send(line.create));
    await bench.showView();
    await alone();
    // What leads to a row has to bring its view.
    await bench.command('View: Show Explorer');
  });

  beforeEach(async () => {
    simulator.goOn();
    await simulator.resetBudgets();
    await bench.openFile('failures.http');
  });

  after(() => bench?.close());

  const send = (at: number) => bench.send('failures.http', at);
  const sendList = () => bench.sent({ label: 'list', outcome: 200 }, () => send(line.list));

  const { row, alone } = paneOf(() => bench, 'Diagnostics');

  async function openChart() {
    await bench.command('Procore: Show Budget Chart');
    // While a page is loaded again, there are two.
    const chart = bench.page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
    const slider = chart.getByRole('slider', { name: 'Requests used in 10 seconds' }).first();
    await slider.waitFor();
    return { chart, slider };
  }

  it('are explained by a lens that leads to the row of the view, and by hovers on fields', async () => {
    await bench.press(bench.lens('· Explain'), row(/^create, failed, 400 Bad Request/));
    await row(/^error: A parameter is missing or wrong/).waitFor();
    await row(/^What to do: Give subject a value/).waitFor();
    await bench.screenshot('50-explained');
    const field = bench.page.locator('.view-line span span', { hasText: '"subject"' }).first();
    await bench.hover(field, 'Give subject a value');
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
    simulator.stopTime();
    const whole = await bench.sending({ label: 'whole', outcome: 200 }, () => send(line.whole));
    const warning = page.getByRole('button', { name: /^Procore rate limit nearly spent: Simulator/ });
    await bench.press(warning, row(/of 25 requests left, in these 10 seconds · Simulator/));
    await bench.screenshot('53-nearly-spent');
    simulator.goOn();
    await whole();
    const { chart, slider } = await openChart();
    const before = await slider.getAttribute('aria-valuetext');
    assert.match(before ?? '', /of 25 left/);
    await chart.getByText('As a table').first().click();
    await chart.getByRole('columnheader', { name: 'Least left in 10 seconds' }).first().waitFor();
    await bench.screenshot('54-budget-chart');
    await warning.waitFor({ state: 'hidden' });
  });
});

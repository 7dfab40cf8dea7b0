import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { chooseProject } from './chooseProject.ts';
import { lookAfter } from './lookAfter.ts';
import { openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { openMenu } from './steps.ts';
import type { Workbench } from './workbench.ts';

const work = `POST /rest/v1.0/projects/1/rfis
Content-Type: application/json

{
  "rfi": {}
}

### Me
GET /rest/v1.0/me
`;

describe('Requests of rows in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  before(async function () {
    this.timeout(deadlines.start);
    const limits = { spikeLimit: 0, hourlyLimit: 0 };
    ({ bench } = await openWithSimulator({ files: { 'work.http': work, 'drop.http': work } }, limits));
    await chooseProject(bench);
  });

  after(() => bench?.close());

  const { row, open, close, alone } = paneOf(() => bench, 'Projects');
  const harbor = () => row(/^Harbor & Pine Builders/);
  const riverside = () => row(/^Riverside Medical Center/);
  const tool = () => row(/^RFIs, your level/);
  const rfis = () => row(/^RFIs$/);
  const rfi = () => row(/^RFI-1 /);
  const dialog = () => bench.page.locator('.monaco-dialog-box');
  const widget = () => bench.page.locator('.quick-input-widget');

  async function showProject(): Promise<void> {
    await bench.showView();
    await alone();
    await open(row(/^ana\.morales@harborpine\.example/), harbor());
    await open(harbor(), riverside());
  }

  async function showRecords(): Promise<void> {
    await showProject();
    await open(riverside(), tool());
    await open(tool(), rfis());
    await open(rfis(), rfi());
  }

  it('puts a list behind the request at the cursor, with the chosen project, and it can be sent', async () => {
    await showRecords();
    await bench.openFile('work.http');
    await bench.goToLine('work.http', 5);
    await bench.menu(rfis(), 'Insert Request...');
    await widget().locator('.monaco-list-row', { hasText: 'Create' }).waitFor();
    await bench.screenshot('100-insert-verbs');
    await bench.pick('List');
    await bench.line(/^GET\s\/rest\/v1\.0\/projects\/\{\{\$procore\.projectId\}\}\/rfis$/).waitFor();
    await bench.page.getByRole('button', { name: 'Ln 8, Col 1' }).waitFor();
    await bench.screenshot('101-inserted');
    await bench.sent({ label: 'listRfis', outcome: 200 }, () => bench.command('Procore: Send Request'));
  });

  it('runs a record at once, from its menu', async () => {
    await showRecords();
    await openMenu(bench.page, rfi(), 'Show Required Permission');
    await bench.screenshot('102-record-menu');
    await bench.page.keyboard.press('Escape');
    await bench.sent({ label: 'showRfi', outcome: 200 }, () => bench.menu(rfi(), 'Run Now'));
    await bench.page.getByText('Keep the request in a file...').first().waitFor();
    await bench.screenshot('103-record-shown');
  });

  it('runs a list, says how many of its rows came, and reads the others from there', async () => {
    await showRecords();
    await bench.sent({ label: 'listRfis', outcome: 200 }, () => bench.menu(rfis(), 'Run Now'));
    // A request of the file may have the same above itself.
    const all = bench.page
      .locator('.codelens-decoration', { hasText: 'Keep the request in a file' })
      .filter({ visible: true })
      .locator('a', { hasText: /^Get All 5 Pages$/ });
    await all.waitFor();
    await bench
      .line(/of\s450\srows/)
      .first()
      .waitFor();
    await bench.screenshot('103-list-of-row');
    await bench.sent({ label: 'listRfis', outcome: 200 }, () => all.click());
    await bench
      .line(/^450\sof\s450\srows/)
      .first()
      .waitFor();
  });

  it('says what permission requests want, and which level is there', async () => {
    await showRecords();
    await bench.menu(rfis(), 'Show Required Permission');
    await dialog().getByText('Your own level in RFIs').waitFor();
    await bench.screenshot('104-permission');
    await bench.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('says what would be opened in the web app', async () => {
    await showRecords();
    await bench.menu(rfi(), 'Open in Procore');
    await bench.page
      .getByText(/this page is \/\d+\/project\/rfi\/show\/\d+/)
      .first()
      .waitFor();
    await bench.screenshot('105-open-in-procore');
  });

  it('asks before a record is deleted, in the simulator, too', async () => {
    await showProject();
    await open(riverside(), tool());
    await open(tool(), rfis());
    // Its records would push everything else out of the view.
    await close(rfis());
    await open(riverside(), row(/^Punch List, your level/));
    await open(row(/^Punch List, your level/), row(/^Punch Items$/));
    const item = row(/^1 /);
    await open(row(/^Punch Items$/), item);
    await bench.menu(item, 'Run Request...');
    await bench.pick('Delete');
    await dialog().getByText('asks first').waitFor();
    await bench.screenshot('106-delete-asks');
    await bench.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('lists all operations by tool, and finds them by words', async () => {
    const { page } = bench;
    await bench.command('Procore: Browse API Catalog...');
    await widget().locator('.monaco-list-row', { hasText: 'Company Settings' }).waitFor();
    await bench.screenshot('107-catalog');
    const input = widget().locator('input').first();
    await input.fill('create punch item');
    await widget().locator('.monaco-list-row.focused', { hasText: '/rest/v1.1/punch_items' }).waitFor();
    await bench.screenshot('108-catalog-found');
    // What the buttons of a row do, without a mouse, and back to where the list was left.
    await page.keyboard.press('Control+Enter');
    await widget().locator('.monaco-list-row', { hasText: 'Copy Path' }).waitFor();
    await widget().locator('.monaco-list-row.focused', { hasText: 'Insert Request' }).waitFor();
    await bench.screenshot('108-catalog-by-keyboard');
    await page.keyboard.press('Escape');
    await widget().locator('.monaco-list-row', { hasText: '/rest/v1.1/punch_items' }).first().waitFor();
    assert.equal(await input.inputValue(), 'create punch item');
    await page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
  });

  it('puts a dragged row behind the request that it is dropped on', async () => {
    await showRecords();
    await bench.openFile('drop.http');
    const { page } = bench;
    const target = bench.line(/"rfi":/).last();
    const from = await rfis().boundingBox();
    const to = await target.boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 60, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 90, from.y + from.height / 2 + 4, { steps: 4 });
    await page.keyboard.down('Shift');
    await page.mouse.move(to.x + 40, to.y + to.height / 2, { steps: 8 });
    await page.mouse.move(to.x + 44, to.y + to.height / 2, { steps: 4 });
    await bench.screenshot('109-dragging');
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await bench
      .line(/^###\sList\sRFIs$/)
      .last()
      .waitFor();
    await bench.screenshot('110-dropped');
  });
});

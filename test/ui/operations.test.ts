import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { chooseProject } from './chooseProject.ts';
import { holdReading } from './heldFile.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const about = '### Mine\nGET /rest/v1.0/me\n';
/** Nobody listens there; the question comes before. Its own token keeps sign-in out of it. */
const live = {
  name: 'live',
  title: 'Our Production',
  loginUrl: 'http://127.0.0.1:9',
  apiUrl: 'http://127.0.0.1:9',
};
const writes = `# @env live

### Delete
# @company 4264807
DELETE /rest/v1.0/vendors/7
Authorization: Bearer my-own-token

### Create
# @company 4264807
POST /rest/v1.0/vendors
Authorization: Bearer my-own-token
Content-Type: application/json

{}
`;

describe('Operations and uploads in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  before(async function () {
    this.timeout(deadlines.start);
    bench = await openWorkbench({
      settings: {
        'procore.simulator.port': await freePort(),
        'files.simpleDialog.enable': true,
        'procore.environments': [live],
      },
      files: {
        'own.http': about,
        'writes.http': writes,
        'openapi.json': '{"openapi":"3.0.0","info":{"title":"Another","version":"1"},"paths":{}}',
        'plan.pdf': 'x'.repeat(2_500_000),
        'walk.mp4': 'y'.repeat(60 << 20),
      },
    });
    await chooseProject(bench);
  });

  after(() => bench?.close());

  const input = () => bench.page.locator('.quick-input-widget input').first();
  const widget = () => bench.page.locator('.quick-input-widget');
  const row = (text: string | RegExp) => widget().locator('.monaco-list-row', { hasText: text });
  const focused = (text: string) => widget().locator('.monaco-list-row.focused', { hasText: text });
  const back = () => bench.page.getByRole('button', { name: 'Back' });

  it('finds an operation by what is typed, and goes back without losing it', async () => {
    const { page } = bench;
    await bench.command('Procore: Run Operation...');
    await input().fill('rfi');
    await focused('/rest/v1.0/projects/{project_id}/rfis').waitFor();
    await bench.screenshot('60-operations');
    await row('rfis/{id}').first().click();
    await page.getByText('rfis › id').waitFor();
    await input().fill('twelve');
    await page.keyboard.press('Enter');
    await page.getByText('id is a whole number').waitFor();
    await bench.screenshot('61-parameter');
    await back().click();
    await focused('/rest/v1.0/projects/{project_id}/rfis').waitFor();
    assert.equal(await input().inputValue(), 'rfi');
    await page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
  });

  it('sends with the chosen project filled in, shows the answer, and keeps what was sent', async () => {
    const { page } = bench;
    await bench.command('Procore: Run Operation...');
    await input().fill('list rfis');
    await focused('/rest/v1.0/projects/{project_id}/rfis')
      .filter({ hasText: /^\s*GET/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await row('Send to Simulator').waitFor();
    await row('Add a Query Parameter').click();
    await row('per_page').waitFor();
    await input().fill('per_page');
    await focused('per_page').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('per_page (Press').waitFor();
    await input().fill('3');
    await page.keyboard.press('Enter');
    await row('per_page=3').waitFor();
    await bench.screenshot('62-send');
    await row('Send to Simulator').click();
    await bench
      .line(/^200\sOK/)
      .first()
      .waitFor();
    await bench
      .lens(/Keep the request in a file/)
      .first()
      .waitFor();
    await bench.screenshot('63-answer');
    await bench
      .lens(/Keep the request in a file/)
      .first()
      .click();
    await row('New File').waitFor();
    await bench.screenshot('64-keep');
    await row('New File').click();
    await bench
      .line(/rfis\?per_page=3/)
      .first()
      .waitFor();
    await bench.lens(/^Send/).first().waitFor();
    await bench.screenshot('65-kept');
  });

  it('opens what takes a body with its skeleton, and sends nothing', async () => {
    const { page } = bench;
    await bench.command('Procore: Run Operation...');
    await input().fill('create rfi');
    // What was found before has the same path, and is there until the new rows are drawn.
    await focused('/rest/v1.0/projects/{project_id}/rfis')
      .filter({ hasText: /^\s*POST/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await bench
      .line(/POST\s\/rest\/v1\.0\/projects\/.*\/rfis/)
      .first()
      .waitFor();
    await bench
      .line(/Content-Type:\sapplication\/json/)
      .first()
      .waitFor();
    await bench.screenshot('66-skeleton');
  });

  it('finds what it found before where the import of another catalog is stopped', async () => {
    const { page } = bench;
    const slow = await holdReading(bench.folder, 'openapi.json');
    try {
      await bench.command('Procore: Import OpenAPI File...');
      await row('openapi.json').waitFor();
      const folder = await input().inputValue();
      await input().fill(`${folder}openapi.json`);
      await focused('openapi.json').waitFor();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await slow.begin();
      const importing = page.locator('.notification-list-item', {
        hasText: 'Importing openapi.json: reading',
      });
      await importing.waitFor();
      await bench.screenshot('66-import');
      await bench.press(importing.getByRole('button', { name: 'Cancel' }), importing, 'hidden');
    } finally {
      await slow.end();
    }
    await bench.command('Procore: Browse API Catalog...');
    await input().fill('list rfis');
    await focused('/rest/v1.0/projects/{project_id}/rfis').waitFor();
    await bench.screenshot('66-import-stopped');
    await page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
  });

  it('asks before a write reaches production, in a run for each of them', async () => {
    const { page } = bench;
    const dialog = page.locator('.monaco-dialog-box');
    await bench.openFile('writes.http');
    await bench.goToLine('writes.http', 5);
    await bench.command('Procore: Send Request');
    await dialog.getByText('Send DELETE to Our Production? It changes real data.').waitFor();
    await dialog.getByText('Company: ').waitFor();
    await bench.screenshot('71-write-guard');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await bench.lens('Not sent').first().waitFor();
    await bench.openFile('writes.http');
    await bench.command('Procore: Run File');
    await dialog.getByText('Send DELETE to Our Production?').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByText('Send POST to Our Production?').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await bench
      .line(/Run\sof\swrites\.http:\s0\sof/)
      .first()
      .waitFor();
    await bench.screenshot('72-write-guard-run');
  });

  it('uploads a file with its progress, and gives its id to a request', async () => {
    const { page } = bench;
    await bench.command('Procore: Upload File...');
    await row('plan.pdf').waitFor();
    const folder = await input().inputValue();
    await input().fill(`${folder}walk.mp4`);
    await focused('walk.mp4').waitFor();
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByText('Upload walk.mp4 to Simulator').waitFor();
    await bench.screenshot('67-upload-place');
    await row('Riverside Medical Center').first().click();
    await page
      .getByText(/walk\.mp4 is uploaded\. Its id is/)
      .last()
      .waitFor();
    await bench.screenshot('68-uploaded');
    await bench.answer('walk.mp4 is uploaded', 'Use in a Request...');
    await row('adds it to Documents').waitFor();
    await bench.screenshot('69-use');
    await row('adds it to Documents').click();
    await row('New File').click();
    await bench
      .line(/@uploadId\s=/)
      .first()
      .waitFor();
    await bench.screenshot('70-follow-up');
  });
});

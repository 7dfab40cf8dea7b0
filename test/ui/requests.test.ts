import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { chooseProject } from './chooseProject.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const requests = `# @env simulator

### Projects
# @name projects
GET /rest/v1.1/projects?company_id={{$procore.companyId}}

?? status == 200
?? header total == 0

### Its RFIs
# @name rfis
# @prompt state open or closed
# @prompt password is shown to nobody
GET /rest/v1.0/projects/{{$procore.projectId}}/rfis?filters[status][]={{state}}
X-Shown-To-Nobody: {{password}}

?? status == 200

### The first project
GET /rest/v1.0/projects/{{projects.response.body.$[0].id}}?company_id={{$procore.companyId}}&by={{who}}

### Nobody knows
GET /rest/v1.0/{{nobody}}

### Me
GET /rest/v1.0/me
`;

const environmentFile = '{ "$shared": { "who": "me" }, "dev": { "who": "a developer" } }\n';

describe('Requests in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  before(async function () {
    this.timeout(deadlines.start);
    bench = await openWorkbench({
      settings: { 'procore.simulator.port': await freePort() },
      files: {
        'own.http': requests,
        'weather.http': 'GET https://weather.example/today\n',
        'http-client.env.json': environmentFile,
      },
    });
    await bench.openFile('own.http');
  });

  after(() => bench?.close());

  const input = () => bench.page.locator('.quick-input-widget input').first();
  const widget = () => bench.page.locator('.quick-input-widget');

  const status = (name: RegExp) => bench.page.getByRole('button', { name });
  // The list is there before it has rows, and before it is known that somebody has to sign in for them.
  const harbor = () => widget().locator('.monaco-list-row', { hasText: 'Harbor' });
  const riverside = () => status(/Procore environment Simulator · Riverside/);

  /** The file is shown, and the company and project that its requests need are chosen. */
  async function showProject(): Promise<void> {
    await bench.openFile('own.http');
    if (await riverside().isVisible()) return;
    await chooseProject(bench);
  }

  /** A named request has an answer that others may use. */
  async function sendProjects(): Promise<void> {
    await showProject();
    await bench.sent({ label: 'projects', outcome: 200, user: 'Ana Morales' }, () =>
      bench.send('own.http', 5),
    );
  }

  it('leave the status bar to files about Procore', async () => {
    const status = bench.page.getByRole('button', { name: 'Procore environment' });
    await status.waitFor();
    await bench.page.getByRole('treeitem', { name: 'weather.http' }).dblclick();
    await bench.line(/weather\.example/).waitFor();
    await status.waitFor({ state: 'hidden' });
    assert.equal(await bench.lens(/^Send/).count(), 0);
    await bench.openFile('own.http');
    await status.waitFor();
  });

  it('end at once when the sign-in is denied, with the message still there', async () => {
    await bench.openFile('own.http');
    await bench.goToLine('own.http', 26);
    await bench.command('Procore: Send Request');
    const signIn = await bench.signInPage();
    await signIn.getByRole('button', { name: 'Deny as Ana Morales' }).click();
    await bench.lens('Not sent').waitFor();
    await bench.page.getByRole('button', { name: 'Try Again' }).waitFor();
    await signIn.close();
    await bench.screenshot('19-denied');
    await bench.command('Notifications: Clear All Notifications');
  });

  it('choose a company, then one of its projects, for the status bar and for requests', async () => {
    const { page } = bench;
    await bench.openFile('own.http');
    await bench.command('Procore: Choose Project...');
    await bench.allowIfAsked('Ana Morales', harbor());
    await page.getByText('Company in Simulator').waitFor();
    await bench.screenshot('20-companies');
    await bench.pick('Harbor & Pine Builders');
    await page.getByText('Project of Harbor & Pine Builders in Simulator').waitFor();
    await widget().locator('.monaco-list-row', { hasText: 'Riverside' }).first().waitFor();
    await bench.screenshot('21-projects');
    await bench.pick('Riverside Medical Center');
    await riverside().waitFor();
  });

  it('are previewed beside, and nothing is asked or sent', async () => {
    await showProject();
    await bench.goToLine('own.http', 15);
    await bench.command('Procore: Preview Request');
    await bench.line(/Preview\sof\srfis/).waitFor();
    await bench.line(/Asked-First:\sstate/).waitFor();
    await bench.screenshot('22-preview');
  });

  it('ask for what only a person knows, hidden where it is a password', async () => {
    await showProject();
    await bench.sent({ label: 'rfis', outcome: 200 }, async () => {
      await bench.send('own.http', 15);
      await bench.page.getByText('state: open or closed').waitFor();
      await bench.screenshot('23-prompt');
      await input().fill('open');
      await bench.page.keyboard.press('Enter');
      await bench.page.getByText('password: is shown to nobody').waitFor();
      assert.equal(await input().getAttribute('type'), 'password');
      await input().fill('very-secret');
      await bench.page.keyboard.press('Enter');
    });
    await bench.screenshot('24-answer');
  });

  it('run as a file, with one summary and each assertion on its line', async () => {
    await showProject();
    await bench.goToLine('own.http', 5);
    await bench.command('Procore: Run File');
    await bench.page.getByText('state: open or closed').waitFor();
    await input().fill('open');
    await bench.page.keyboard.press('Enter');
    await bench.page.getByText('password: is shown to nobody').waitFor();
    await input().fill('very-secret');
    await bench.page.keyboard.press('Enter');
    await bench.line(/Run\sof\sown\.http:\s3\sof\s5\srequests\swent\swell/).waitFor();
    await bench.screenshot('25-run');
    await bench.goToLine('own.http', 1);
    await bench.screenshot('26-asserts');
  });

  it('stop at a name without a value, and lead to it', async () => {
    await showProject();
    await bench.goToLine('own.http', 24);
    await bench.command('Procore: Send Request');
    await bench.page.getByRole('button', { name: 'Go to {{nobody}}' }).waitFor();
    await bench.screenshot('27-unknown');
    await bench.answer('{{nobody}}', 'Go to {{nobody}}');
    await bench.page.getByText('(10 selected)').waitFor();
  });

  it('send such a name as text only after asking', async () => {
    await showProject();
    await bench.goToLine('own.http', 23);
    await bench.command('Procore: Send with Unknown Variables as Text...');
    const dialog = bench.page.locator('.monaco-dialog-box');
    await dialog.getByText('{{nobody}}').waitFor();
    await bench.screenshot('30-as-text');
    await bench.sent({ label: 'Nobody knows', outcome: 404 }, () =>
      dialog.getByRole('button', { name: 'Send as Text' }).click(),
    );
  });

  it('ask for the company that they need, and send nothing where that is given up', async () => {
    await showProject();
    await bench.command('Procore: Choose Company...');
    await bench.pick('No Company');
    await status(/Procore environment Simulator$/).waitFor();
    await bench.goToLine('own.http', 14);
    await bench.command('Procore: Send Request');
    await bench.page.getByText(/Company in Simulator/).waitFor();
    await harbor().first().waitFor();
    await bench.page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
    await bench.screenshot('31-given-up');
    await bench
      .line(/Preparing/)
      .first()
      .waitFor({ state: 'hidden' });
  });

  it('read another section of the environment files where one is chosen', async () => {
    await sendProjects();
    await bench.command('Procore: Choose Variables Environment...');
    await widget().locator('.monaco-list-row', { hasText: 'dev' }).first().waitFor();
    await bench.screenshot('28-sections');
    await bench.pick('dev');
    await bench.goToLine('own.http', 21);
    await bench.command('Procore: Preview Request');
    await bench.line(/who\s=\sa\sdeveloper/).waitFor();
    await bench.screenshot('29-preview-section');
  });
});

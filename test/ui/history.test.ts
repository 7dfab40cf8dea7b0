import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { deadlines } from '../support/deadlines.ts';
import { filesIn, holdReading } from './heldFile.ts';
import { lookAfter } from './lookAfter.ts';
import { paneOf } from './panes.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** Between two tries of a key that a busy workbench may drop, in milliseconds. */
const pause = 3000;

/** Its files, below the folder of all extensions. */
const entries = '*/history/*/*.json';

const requests = (origin: string) => `### Me
GET /rest/v1.0/me

### Projects
# @name projects
GET ${origin}/rest/v1.1/projects?company_id=4264807

### Create a project
# @name createProject
POST ${origin}/rest/v1.0/projects
Content-Type: application/json
X-Api-Key: typed-into-the-file

{"project": {"name": "Riverside Medical Center"}}
`;

describe('The history in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let server: Server;
  let active = true;

  before(async function () {
    this.timeout(deadlines.start);
    server = createServer((request, response) => {
      const refused = request.method === 'POST';
      response.writeHead(refused ? 403 : 200, { 'content-type': 'application/json' });
      response.end(
        refused
          ? '{"errors":{"base":["You cannot create projects"]}}'
          : `[{"name":"Riverside Medical Center","id":562949953443325123456,"active":${active}}]`,
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    bench = await openWorkbench({
      files: { 'own.http': requests(`http://127.0.0.1:${port}`) },
    });
    await bench.openFile('own.http');
  });

  after(async () => {
    await bench?.close();
    server?.close();
  });

  const { tree, alone } = paneOf(() => bench, 'History');
  const rows = (name: RegExp) => tree().getByRole('treeitem', { name });

  async function showHistory(): Promise<void> {
    await bench.showView();
    await alone();
  }

  const dialog = () => bench.page.locator('.monaco-dialog-box');

  // At midnight the day changes while it is looked at.
  const answers = () => rows(/^projects, 200 OK.*, (Today|Yesterday)/);
  const refused = () => rows(/^createProject, 403 Forbidden.*, (Today|Yesterday)/);

  const none = () => bench.page.getByText('Requests that you send from this workspace are kept here');

  async function clear(): Promise<void> {
    await bench.command('Procore: Clear History...');
    await dialog().getByText('Clear the history of this workspace?').waitFor();
    await bench.screenshot('66-history-clear');
    await bench.press(dialog().getByRole('button', { name: 'Clear' }), none());
  }

  /** Two answers of a request and a refused one, unless an earlier test has sent them. */
  async function sendThree(): Promise<void> {
    await showHistory();
    await none()
      .or(rows(/^(Today|Yesterday), /))
      .first()
      .waitFor();
    if ((await answers().count()) === 2 && (await refused().count()) === 1) return;
    if (!(await none().isVisible())) await clear();
    active = true;
    await bench.sent({ label: 'projects', outcome: 200 }, () => bench.send('own.http', 6));
    active = false;
    await bench.sent({ label: 'projects', outcome: 200 }, () =>
      bench.command('Procore: Repeat Last Request'),
    );
    await answers().nth(1).waitFor();
    await bench.sent({ label: 'createProject', outcome: 403 }, () => bench.send('own.http', 10));
    await refused().waitFor();
  }

  async function chooseOther(picture?: string): Promise<void> {
    const widget = bench.page.locator('.quick-input-widget');
    await widget.locator('.monaco-list-row.focused', { hasText: 'projects' }).waitFor();
    if (picture !== undefined) await bench.screenshot(picture);
    await bench.page.keyboard.press('Enter');
  }

  it('says what will stand in it while it is empty', async () => {
    await showHistory();
    await none().waitFor();
    await bench.screenshot('60-history-empty');
  });

  it('lists by day what was sent, for the eye and for the ear', async () => {
    await sendThree();
    await rows(/^(Today|Yesterday), 3 requests/).waitFor();
    await bench.screenshot('61-history');
  });

  it('opens an answer as it was', async () => {
    await sendThree();
    await bench.press(answers().nth(1), bench.line(/"active":\strue/));
    await bench.screenshot('62-history-answer');
  });

  it('compares in a way that is stopped where an answer is long in coming', async () => {
    await sendThree();
    const [older] = filesIn(bench.storage, entries).toSorted();
    const slow = await holdReading(bench.storage, older ?? entries);
    try {
      await bench.menu(answers().nth(1), 'Compare Answers...');
      await chooseOther();
      await slow.begin();
      const comparing = bench.page
        .locator('.notification-list-item')
        .filter({ hasText: 'Comparing two answers: reading the older one' });
      await comparing.waitFor();
      await bench.screenshot('64-history-comparing');
      await bench.press(comparing.getByRole('button', { name: 'Cancel' }), comparing, 'hidden');
    } finally {
      await slow.end();
    }
    assert.equal(await bench.page.locator('.tab', { hasText: /^projects: .* and / }).count(), 0);
  });

  it('compares two answers of a request', async () => {
    await sendThree();
    await bench.menu(answers().nth(1), 'Compare Answers...');
    await chooseOther('63-history-compare-with');
    await bench.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await bench.line(/"active":\sfalse/).waitFor();
    await bench.screenshot('64-history-compare');
  });

  it('finds by words', async () => {
    await sendThree();
    await bench.command('Procore: Search History...');
    await bench.page.getByPlaceholder('For example: rfis sandbox 403, or failed').waitFor();
    const input = bench.page.locator('.quick-input-widget input').first();
    await input.fill('create 403');
    await bench.page.keyboard.press('Enter');
    try {
      await bench.page.getByText('1 of 3 requests have "create 403".').waitFor();
      await answers().first().waitFor({ state: 'hidden' });
      await bench.screenshot('65-history-search');
    } finally {
      await bench.command('Procore: End Search in History');
    }
    await answers().first().waitFor();
  });

  it('is shortened by a key, once it has said by which entry', async () => {
    await sendThree();
    await bench.press(answers().nth(1), bench.line(/"active":\strue/));
    const question = dialog().getByText(/^Delete projects of .+ and its answer from the history\?$/);
    // The answer takes the focus when it is shown.
    for (const end = performance.now() + deadlines.step; !(await question.isVisible()); ) {
      await tree().press('Delete');
      await question.waitFor({ timeout: pause }).catch(error => {
        if (performance.now() > end) throw error;
      });
    }
    await bench.screenshot('65-history-delete');
    await bench.press(dialog().getByRole('button', { name: 'Delete' }), answers().nth(1), 'hidden');
    await rows(/^(Today|Yesterday), 2 requests/).waitFor();
  });

  it('is still there after the window was loaded again', async () => {
    await sendThree();
    await bench.reload();
    await showHistory();
    await refused().waitFor();
  });

  it('is cleared after a question', async () => {
    await sendThree();
    await clear();
  });
});

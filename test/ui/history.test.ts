import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { openWorkbench, type Workbench } from './workbench.ts';

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
  let server: Server;
  let active = true;

  before(async function () {
    this.timeout(600_000);
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
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
      vsix,
      files: { 'own.http': requests(`http://127.0.0.1:${port}`) },
      say: line => console.log(line),
    });
    await openFile('own.http');
  });

  after(async () => {
    await bench?.close();
    server?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await bench.screenshot(`failed-${this.currentTest.title}`);
  });

  const rows = (name: RegExp) => bench.page.getByRole('treeitem', { name });
  const dialog = () => bench.page.locator('.monaco-dialog-box');

  async function openFile(name: string): Promise<void> {
    const widget = bench.page.locator('.quick-input-widget');
    await bench.page.keyboard.press('Control+P');
    await widget.locator('input').first().fill(name);
    await widget.locator('.monaco-list-row', { hasText: name }).first().waitFor();
    await bench.page.keyboard.press('Enter');
    await bench.page.getByRole('tab', { name }).first().waitFor();
    await bench.lens(/^Send/).first().waitFor();
  }

  async function send(line: number, outcome: RegExp): Promise<void> {
    await bench.goToLine('own.http', line);
    await bench.command('Procore: Send Request');
    await bench.lens(outcome).first().waitFor();
  }

  it('says what will stand in it while it is empty', async () => {
    await bench.page.getByRole('tab', { name: 'Procore API' }).click();
    await bench.page.getByText('Requests that you send from this workspace are kept here').waitFor();
    await bench.screenshot('60-history-empty');
  });

  it('lists by day what was sent, for the eye and for the ear', async () => {
    await send(6, /^200 OK/);
    active = false;
    await bench.command('Procore: Repeat Last Request');
    await rows(/^projects, 200 OK.*, Today/)
      .nth(1)
      .waitFor();
    await send(10, /^403/);
    await rows(/^createProject, 403 Forbidden.*, Today/).waitFor();
    await rows(/^Today, 3 requests/).waitFor();
    await bench.screenshot('61-history');
  });

  it('opens an answer as it was', async () => {
    await rows(/^projects, 200 OK.*, Today/)
      .nth(1)
      .click();
    await bench.line(/"active":\strue/).waitFor();
    await bench.screenshot('62-history-answer');
  });

  it('compares two answers of a request', async () => {
    await rows(/^projects, 200 OK.*, Today/)
      .nth(1)
      .click({ button: 'right' });
    await bench.page.getByRole('menuitem', { name: 'Compare Answers...' }).click();
    const widget = bench.page.locator('.quick-input-widget');
    await widget.locator('.monaco-list-row', { hasText: 'projects' }).first().waitFor();
    await bench.screenshot('63-history-compare-with');
    await bench.page.keyboard.press('Enter');
    await bench.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await bench.line(/"active":\sfalse/).waitFor();
    await bench.screenshot('64-history-compare');
  });

  it('finds by words', async () => {
    await bench.command('Procore: Search History...');
    const input = bench.page.locator('.quick-input-widget input').first();
    await input.fill('create 403');
    await bench.page.keyboard.press('Enter');
    await bench.page.getByText('1 of 3 requests have "create 403".').waitFor();
    await rows(/^projects, 200 OK.*, Today/)
      .first()
      .waitFor({ state: 'hidden' });
    await bench.screenshot('65-history-search');
    await bench.command('Procore: End Search in History');
    await rows(/^projects, 200 OK.*, Today/)
      .first()
      .waitFor();
  });

  it('is still there after the window was loaded again', async () => {
    await bench.reload();
    await bench.page.getByRole('tab', { name: 'Procore API' }).click();
    await rows(/^createProject, 403 Forbidden.*, Today/).waitFor();
  });

  it('is cleared after a question', async () => {
    await bench.command('Procore: Clear History...');
    await dialog().getByText('Clear the history of this workspace?').waitFor();
    await bench.screenshot('66-history-clear');
    await dialog().getByRole('button', { name: 'Clear' }).click();
    await bench.page.getByText('Requests that you send from this workspace are kept here').waitFor();
  });
});

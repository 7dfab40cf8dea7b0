import { type PlainServer, startPlainServer } from '../editor/suite/plainServer.ts';
import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('Help in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let server: PlainServer;

  before(async function () {
    this.timeout(deadlines.start);
    server = await startPlainServer((_request, response) => {
      response.writeHead(500, { 'content-type': 'application/json', 'x-request-id': 'req-7' });
      response.end('{"error":{"code":"INTERNAL_SERVER_ERROR","message":"Something went wrong"}}');
    });
    const text = `# About Procore: /rest/v1.0/me\n# @name broken\nGET ${server.origin}/rest/v1.0/projects?company_id=42\n\n###\nGET /rest/v1.0/me\n`;
    bench = await openWorkbench({ files: { 'support.http': text } });
  });

  after(async () => {
    await bench?.close();
    await server?.close();
  });

  it('says in each view what helps somebody who is not signed in', async () => {
    const { page } = bench;
    await bench.showView();
    await page.getByRole('button', { name: 'Start Simulator' }).first().waitFor();
    await bench.command('Procore: Switch Environment...');
    await bench.pick('Developer Sandbox');
    await page.getByText('Sign in to see your companies').waitFor();
    await page.getByText('Nobody is signed in to the active environment').waitFor();
    await page.getByRole('button', { name: 'Sign In' }).first().waitFor();
    await bench.screenshot('69-signed-out');
    await bench.command('Procore: Switch Environment...');
    await bench.pick('Simulator');
    // Whoever switches to it has it started.
    await page.getByText('The simulator is running').waitFor();
  });

  it('shows a support report with what copies it', async () => {
    await bench.sent({ label: 'broken', outcome: 500 }, () => bench.send('support.http', 3));
    await bench.goToLine('support.http', 3);
    await bench.command('Procore: Copy Support Report...');
    await bench.lens('Copy as Markdown').waitFor();
    await bench.lens('Copy as Mail').waitFor();
    await bench.line('Support report').first().waitFor();
    await bench.screenshot('70-support-report');
  });

  it('finds in the troubleshooting list what somebody sees, and opens what to do', async () => {
    const { page } = bench;
    await bench.openFile('support.http');
    await bench.command('Procore: Troubleshoot...');
    const list = page.locator('.quick-input-widget');
    await list.locator('.monaco-list-row', { hasText: 'The access token is invalid' }).first().waitFor();
    await bench.screenshot('71-troubleshoot');
    await list.locator('input').first().fill('CORS');
    await list.locator('.monaco-list-row', { hasText: 'CORS: a page in a browser' }).first().waitFor();
    await bench.screenshot('72-troubleshoot-search');
    await bench.pick('CORS: a page in a browser');
    await bench.line('CORS: a page in a browser').first().waitFor();
    await bench.screenshot('73-troubleshoot-row');
  });
});

import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { themes, type Workbench } from './workbench.ts';

describe('The Projects view in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    const list = '# @name rfis\nGET /rest/v1.0/projects/{{$procore.projectId}}/rfis?per_page=5\n';
    const limits = { spikeLimit: 0, hourlyLimit: 0 };
    ({ simulator, bench } = await openWithSimulator({ files: { 'list.http': list } }, limits));
  });

  after(() => bench?.close());

  const { tree, row, button, open, alone, collapse } = paneOf(() => bench, 'Projects');
  const harbor = () => row(/^Harbor & Pine Builders/);
  const riverside = () => row(/^Riverside Medical Center/);

  /** From whatever was left to the companies of Ana. */
  async function showCompanies(): Promise<void> {
    await bench.showView();
    const signIn = button('Sign In');
    const account = row(/^ana\.morales@harborpine\.example/);
    await signIn.or(account).first().waitFor();
    if (await signIn.isVisible()) {
      await bench.screenshot('90-projects-signed-out');
      await signIn.click();
      await bench.allow('Ana Morales');
    }
    await account.waitFor();
    await tidy();
  }

  /** Only the account is open. */
  async function tidy(): Promise<void> {
    await alone();
    const closed = (label: string) =>
      tree().locator(`[role=treeitem][aria-expanded=false][aria-label^="${label}"]`);
    await collapse(closed('ana.').or(closed('Harbor')).first());
    await open(row(/^ana\.morales@harborpine\.example, Simulator/), harbor());
  }

  async function showProjects(): Promise<void> {
    await showCompanies();
    await open(harbor(), riverside());
  }

  it('finds the simulator that runs elsewhere, and leads over the sign-in to the companies', async () => {
    await bench.showView();
    await button('Sign In').waitFor();
    assert.equal(await bench.page.getByRole('button', { name: 'Start Simulator' }).count(), 0);
    await bench.screenshot('89-projects-start');
    await showCompanies();
    await bench.screenshot('91-projects-companies');
  });

  it('leads from a company to the records of a tool, each with what is known of it', async () => {
    await showProjects();
    await open(riverside(), row(/^RFIs, your level: Admin/));
    const tool = row(/^RFIs, your level: Admin/);
    const resource = row(/^RFIs$/);
    await open(tool, resource);
    await open(resource, row(/^RFI-1 /));
    await bench.screenshot('92-projects-records');
  });

  it('says what stands in the way of a list, and what helps', async () => {
    await showCompanies();
    await open(row(/^Lakeside Developers/), row(/^The app is not connected to this company/));
    await open(row(/^Open Field Holdings/), row(/^No active project/));
    await bench.screenshot('93-projects-states');
  });

  it('chooses a project by its menu: the row, the status bar and the file say it', async () => {
    await showProjects();
    const chosen = row(/^Riverside Medical Center, in use/);
    if (!(await chosen.isVisible())) await bench.menu(riverside(), 'Use This Project');
    await chosen.waitFor();
    await row(/^Harbor & Pine Builders, in use/).waitFor();
    await bench.page
      .getByRole('button', { name: 'Procore environment Simulator · Riverside Medical Cen' })
      .waitFor();
    await bench.openFile('list.http');
    await bench.sent({ label: 'rfis', outcome: 200 }, () => bench.send('list.http', 2));
    await bench
      .line(/^200\sOK/)
      .first()
      .waitFor();
    await bench.screenshot('94-projects-chosen');
  });

  it('chooses a project by the keyboard', async () => {
    await showProjects();
    // A click selects the row and opens it.
    await open(row(/^Hillcrest Elementary Renovation/), row(/^Home, your level: Admin/));
    await bench.keys('Control+Enter', row(/^Hillcrest Elementary Renovation, in use/));
  });

  it('finds projects by name', async () => {
    await showProjects();
    await bench.menu(harbor(), 'Search Projects...');
    const input = bench.page.locator('.quick-input-widget input').first();
    await input.fill('river');
    await bench.page.keyboard.press('Enter');
    await row(/^Harbor & Pine Builders.*only "river"/).waitFor();
    await row(/^Sandbox Test Project/).waitFor({ state: 'hidden' });
    await riverside().waitFor();
    await bench.screenshot('95-projects-search');
    await bench.menu(harbor(), 'Search Projects...');
    await input.fill('');
    await bench.page.keyboard.press('Enter');
    await row(/^Sandbox Test Project/).waitFor();
  });

  it('follows the environment, and shows each as it was left', async () => {
    await showProjects();
    await bench.command('Procore: Switch Environment...');
    await bench.pick('Production');
    await button('Sign In').waitFor();
    await harbor().waitFor({ state: 'hidden' });
    await bench.screenshot('96-projects-production');
    await bench.command('Procore: Switch Environment...');
    await bench.pick('Simulator');
    await riverside().waitFor();
  });

  it('shows that the session has died, asks nothing by itself, and reads after the sign-in', async () => {
    await showCompanies();
    await fetch(`${simulator.url}/_simulator/sessions/all/revoke`, { method: 'POST' });
    await bench.command('Procore: Refresh Projects');
    await button('Sign In').waitFor();
    await harbor().waitFor({ state: 'hidden' });
    assert.equal(await bench.page.locator('.monaco-dialog-box').count(), 0);
    await bench.screenshot('96-projects-session-died');
    // A dialog would be in the way.
    await button('Sign In').click();
    await bench.allow('Ana Morales');
    await harbor().waitFor();
    await bench.command('Notifications: Clear All Notifications');
  });

  /** What was asked of the API since the simulator had seen that many requests, oldest first. */
  async function askedSince(count: number): Promise<readonly string[]> {
    const { requestCount, requests } = await seen();
    return requests
      .slice(0, requestCount - count)
      .map(({ method, target }) => `${method} ${target}`)
      .filter(each => each.includes(' /rest/'))
      .toReversed();
  }

  async function seen() {
    const answer = await fetch(`${simulator.url}/_simulator/state`);
    return (await answer.json()) as {
      readonly requestCount: number;
      readonly requests: readonly { readonly method: string; readonly target: string }[];
    };
  }

  it('spends two requests on being opened with a company in use, and then none by itself', async () => {
    await showCompanies();
    const inUse = row(/^Harbor & Pine Builders, in use/);
    if (!(await inUse.isVisible())) await bench.menu(harbor(), 'Use This Company');
    await inUse.waitFor();
    const { requestCount } = await seen();
    await bench.reload();
    await bench.showView();
    await riverside().waitFor();
    const opened = ['GET /rest/v1.0/companies', 'GET /rest/v1.1/projects'];
    const asked = async () => (await askedSince(requestCount)).map(each => each.split('?')[0]);
    assert.deepEqual(await asked(), opened);
    // It is hidden and shown again, and other things are done.
    await bench.command('View: Show Explorer');
    await bench.openFile('list.http');
    await bench.showView();
    await riverside().waitFor();
    assert.deepEqual(await asked(), opened);
  });

  for (const [theme, name] of themes)
    it(`can be read in ${theme}`, async () => {
      await showProjects();
      await bench.theme(theme);
      await open(row(/^Lakeside Developers/), row(/^The app is not connected/));
      await bench.screenshot(`97-projects-${name}`);
    });
});

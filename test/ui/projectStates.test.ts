import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import type { Workbench } from './workbench.ts';

describe('States of the Projects view in the workbench, each with what helps', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    ({ simulator, bench } = await openWithSimulator({}, { spikeLimit: 0, hourlyLimit: 0 }));
    await bench.command('Procore: Choose Company...');
    await bench.allow('Ana Morales');
    await bench.pick('Harbor & Pine Builders');
    await bench.page.getByRole('button', { name: /^Procore environment Simulator · Harbor/ }).waitFor();
  });

  after(() => bench?.close());

  const { tree, row, alone, open, collapse } = paneOf(() => bench, 'Projects');
  const account = () => row(/^ana\.morales@harborpine\.example/);
  const harbor = () => row(/^Harbor & Pine Builders/);

  beforeEach(async () => {
    await bench.showView();
    await alone();
    await account().waitFor();
    await collapse(
      tree()
        .locator('[role=treeitem][aria-expanded=false]')
        .filter({ hasText: /ana\.|Harbor/ })
        .first(),
    );
    await open(account(), harbor());
  });

  it('opens App Management where the app is not connected', async () => {
    const state = row(/^The app is not connected to this company/);
    await open(row(/^Lakeside Developers/), state);
    await bench.press(state, bench.page.getByText(/this page is \//).first());
    await bench.screenshot('98-state-app-management');
  });

  const fault = (name: string, state: 'on' | 'off') =>
    fetch(`${simulator.url}/_simulator/faults/${name}`, { method: 'POST', body: state });
  const widget = () => bench.page.locator('.quick-input-widget');

  /** Reads the companies again while the simulator answers like that. */
  async function readAgainst(name: string, act: () => Promise<void>): Promise<void> {
    await fault(name, 'on');
    try {
      await bench.menu(account(), 'Refresh');
      await act();
    } finally {
      await fault(name, 'off');
    }
  }

  it('says of a list refused in a tool that is off that it is off, and what was read of that when asked', async () => {
    const hillcrest = row(/^Hillcrest Elementary Renovation/);
    const punchList = row(/^Punch List, off/);
    await open(harbor(), hillcrest);
    await open(hillcrest, row(/^Home, your level/));
    // What is off comes last, out of sight.
    await tree().press('End');
    await punchList.waitFor();
    await open(punchList, row(/^Punch Items$/));
    const known = row(/^The tool is turned off in this project, Try Again/);
    await open(row(/^Punch Items$/), known);
    await bench.screenshot('98-state-refused');
    await bench.menu(known, 'Find the Cause');
    await row(/^The tool is turned off in this project, 403/).waitFor();
    await bench.screenshot('98-state-cause-found');
    await bench.command('Notifications: Clear All Notifications');
  });

  it('offers another environment to who is in no company', async () => {
    const state = row(/^This account is in no company/);
    await readAgainst('unexpected-empty', async () => {
      await bench.press(state, widget().locator('.monaco-list-row', { hasText: 'Production' }));
      await bench.screenshot('98-state-no-company');
      await bench.page.keyboard.press('Escape');
      await widget().waitFor({ state: 'hidden' });
    });
    await bench.menu(state, 'Refresh');
    await harbor().waitFor();
  });

  it('asks for the company that a service account has to name, and reads with it', async () => {
    const state = row(/^A service account needs the ID of its company/);
    await readAgainst('company-header-missing', async () => {
      await bench.press(state, widget().getByText("Its ID, as in the address of Procore's web app"));
      await bench.screenshot('98-state-company-needed');
    });
    await widget().locator('input').first().fill('4264807');
    await bench.page.keyboard.press('Enter');
    await harbor().waitFor();
    await state.waitFor({ state: 'hidden' });
  });

  it('reads again by a click what the server failed at', async () => {
    const state = row(/^Procore failed while answering/);
    await readAgainst('server-error', () => state.waitFor());
    await bench.screenshot('98-state-server-error');
    await bench.press(state, harbor());
    await state.waitFor({ state: 'hidden' });
  });

  it('leads back to the search that found nothing', async () => {
    const input = widget().locator('input').first();
    const state = row(/^No project has "zzz" in its name, Search Projects/);
    await open(harbor(), row(/^Riverside Medical Center/));
    await bench.menu(harbor(), 'Search Projects...');
    await input.fill('zzz');
    await bench.page.keyboard.press('Enter');
    await bench.press(state, widget().getByText('leave it empty to list all'));
    await bench.screenshot('98-state-unmatched');
    await input.fill('');
    await bench.page.keyboard.press('Enter');
    await row(/^Riverside Medical Center/).waitFor();
  });

  it('shows inactive projects where no active one is, and tries again', async () => {
    const none = row(/^No project, Try Again$/);
    const more = row(/^Show inactive projects/);
    await open(row(/^Open Field Holdings/), row(/^No active project/));
    await bench.press(more, none);
    await bench.screenshot('98-state-empty');
    await bench.press(none, more);
  });
});

import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, startOwnSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('States of the Projects view in the workbench, each with what helps', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    simulator = await startOwnSimulator({ spikeLimit: 0, hourlyLimit: 0 });
    bench = await openWorkbench({ settings: simulator.settings });
    await bench.command('Procore: Choose Company...');
    await bench.allow('Ana Morales');
    await bench.pick('Harbor & Pine Builders');
    await bench.page.getByRole('button', { name: /^Procore environment Simulator · Harbor/ }).waitFor();
  });

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

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
    await state.click();
    await bench.page
      .getByText(/this page is \//)
      .first()
      .waitFor();
    await bench.screenshot('98-state-app-management');
  });

  it('shows inactive projects where no active one is, and tries again', async () => {
    const none = row(/^No project$/);
    const more = row(/^Show inactive projects/);
    await open(row(/^Open Field Holdings/), row(/^No active project/));
    await more.click();
    await none.waitFor();
    await bench.screenshot('98-state-empty');
    await none.click();
    await more.waitFor();
  });
});

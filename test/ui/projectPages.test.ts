import { deadlines } from '../support/deadlines.ts';
import { connectApp } from './connectApp.ts';
import { type FrontDoor, openFrontDoor } from './frontDoor.ts';
import { lookAfter } from './lookAfter.ts';
import { asStaging, type OwnSimulator, startOwnSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { openWorkbench, themes, type Workbench } from './workbench.ts';

/** A server may give less than was asked for. Tools come whole, so that each of them is there to be opened. */
const inShortPages = (target: string) =>
  target.startsWith('/rest/v1.0/tools') ? target : target.replace(/\bper_page=\d+/, 'per_page=3');

describe('Lists of the Projects view that come in pages, in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;
  let door: FrontDoor;

  before(async function () {
    this.timeout(deadlines.start);
    simulator = await startOwnSimulator({ environment: 'staging', spikeLimit: 0, hourlyLimit: 0 });
    door = await openFrontDoor(simulator.url, inShortPages);
    bench = await openWorkbench({ settings: asStaging(door) });
    await bench.showView();
    await alone();
    await button('Sign In').click();
    await connectApp(bench, simulator);
    await account().waitFor();
  });

  after(async () => {
    await bench?.close();
    await door?.close();
    await simulator?.close();
  });

  const { tree, row, button, open, alone, collapse } = paneOf(() => bench, 'Projects');
  const account = () => row(/^ana\.morales@harborpine\.example/);
  const harbor = () => row(/^Harbor & Pine Builders/);
  const riverside = () => row(/^Riverside Medical Center/);
  /** The row that ends a list, by how deep it is in the tree: companies are in the second place. */
  const more = (level: number, name: RegExp) =>
    tree().locator(`[aria-level="${level}"]`).and(tree().getByRole('treeitem', { name })).first();

  /** Nothing is known of any list, and only the first companies are shown. */
  beforeEach(async () => {
    await bench.showView();
    await alone();
    await account().waitFor();
    const closed = tree().locator('[role=treeitem][aria-expanded=false]');
    await collapse(closed.filter({ hasText: /ana\.|Harbor/ }).first());
    await bench.command('Procore: Refresh Projects');
    await open(account(), more(2, /^Load more, 3 of 4$/));
  });

  it('show more companies by a click, until all are there', async () => {
    const last = row(/^Open Field Holdings/);
    await last.waitFor({ state: 'hidden' });
    await more(2, /^Load more/).click();
    await last.waitFor();
    await more(2, /^Load more/).waitFor({ state: 'hidden' });
  });

  it('show more projects by a click, the active ones first', async () => {
    const [last, inactive] = [row(/^Sandbox Test Project/), row(/^Old Mill Warehouse/)];
    await open(harbor(), riverside());
    await last.waitFor({ state: 'hidden' });
    await bench.screenshot('140-more-projects');
    await more(3, /^Load more, 3 of 4$/).click();
    await last.waitFor();
    await more(3, /^Show inactive projects/).click();
    await inactive.waitFor();
    await more(3, /^Load more|^Show inactive/).waitFor({ state: 'hidden' });
  });

  it('show more records by a click, page after page, and say how far they are', async () => {
    await open(harbor(), riverside());
    await open(riverside(), row(/^RFIs, your level/));
    await open(row(/^RFIs, your level/), row(/^RFIs$/));
    await open(row(/^RFIs$/), more(6, /^Load more, 3 of 450$/));
    await more(6, /^Load more, 3 of 450$/).click();
    await more(6, /^Load more, 6 of 450$/).click();
    await more(6, /^Load more, 9 of 450$/).waitFor();
    await bench.screenshot('141-more-records');
  });

  it('say that no answer comes, and are there again after a click when it does', async () => {
    const state = row(/^No answer/);
    await door.shut();
    try {
      await open(harbor(), state);
      for (const [theme, name] of themes) {
        await bench.theme(theme);
        await bench.screenshot(`142-offline-${name}`);
      }
    } finally {
      await door.open();
    }
    // Nothing asks again by itself.
    await state.waitFor();
    await state.click();
    await riverside().waitFor();
    await state.waitFor({ state: 'hidden' });
  });

  it('keep what they have where the next page does not come, and go on from there', async () => {
    await open(harbor(), riverside());
    await door.shut();
    try {
      await more(3, /^Load more/).click();
      await more(3, /^No answer/).waitFor();
      await riverside().waitFor();
      await bench.screenshot('143-offline-halfway');
    } finally {
      await door.open();
    }
    await more(3, /^Load more, 3 of 4$/).click();
    await row(/^Sandbox Test Project/).waitFor();
    await more(3, /^No answer/).waitFor({ state: 'hidden' });
  });
});

import { deadlines } from '../support/deadlines.ts';
import { connectApp } from './connectApp.ts';
import { type FrontDoor, openFrontDoor } from './frontDoor.ts';
import { type GatedSimulator, startGatedSimulator } from './gate.ts';
import { lookAfter } from './lookAfter.ts';
import { asStaging } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { openWorkbench, themes, type Workbench } from './workbench.ts';

/** A server may give less than was asked for. Tools come whole, so that each of them is there to be opened. */
const inShortPages = (target: string) =>
  target.startsWith('/rest/v1.0/tools') ? target : target.replace(/\bper_page=\d+/, 'per_page=3');

describe('Lists of the Projects view that come in pages, in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: GatedSimulator;
  let door: FrontDoor;

  before(async function () {
    this.timeout(deadlines.start);
    simulator = await startGatedSimulator({ environment: 'staging', spikeLimit: 0, hourlyLimit: 0 });
    const gate = `http://127.0.0.1:${simulator.settings['procore.simulator.port']}`;
    door = await openFrontDoor(gate, inShortPages);
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
    await bench.press(more(2, /^Load more/), last);
    await more(2, /^Load more/).waitFor({ state: 'hidden' });
  });

  it('show more projects by a click, the active ones first', async () => {
    const [last, inactive] = [row(/^Sandbox Test Project/), row(/^Old Mill Warehouse/)];
    await open(harbor(), riverside());
    await last.waitFor({ state: 'hidden' });
    await bench.screenshot('140-more-projects');
    await bench.press(more(3, /^Load more, 3 of 4$/), last);
    await bench.press(more(3, /^Show inactive projects/), inactive);
    await more(3, /^Load more|^Show inactive/).waitFor({ state: 'hidden' });
  });

  it('show more records by a click, page after page, and say how far they are', async () => {
    await open(harbor(), riverside());
    await open(riverside(), row(/^RFIs, your level/));
    await open(row(/^RFIs, your level/), row(/^RFIs$/));
    await open(row(/^RFIs$/), more(6, /^Load more, 3 of 450$/));
    await bench.press(more(6, /^Load more, 3 of 450$/), more(6, /^Load more, 6 of 450$/));
    await bench.press(more(6, /^Load more, 6 of 450$/), more(6, /^Load more, 9 of 450$/));
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
    await bench.press(state, riverside());
    await state.waitFor({ state: 'hidden' });
  });

  it('are stopped by a command, and read by a click after that', async () => {
    const state = row(/^Stopped, Try Again/);
    const asked = simulator.hold(/^GET \/rest\/v1\.1\/projects$/);
    try {
      const stopped = open(harbor(), state);
      await asked;
      await bench.command('Procore: Stop Loading Projects');
      await stopped;
      await bench.screenshot('144-stopped');
    } finally {
      simulator.release();
    }
    await bench.press(state, riverside());
    await state.waitFor({ state: 'hidden' });
  });

  it('keep what they have where the next page does not come, and go on from there', async () => {
    await open(harbor(), riverside());
    await door.shut();
    try {
      await bench.press(more(3, /^Load more/), more(3, /^No answer/));
      await riverside().waitFor();
      await bench.screenshot('143-offline-halfway');
    } finally {
      await door.open();
    }
    await bench.press(more(3, /^Load more, 3 of 4$/), row(/^Sandbox Test Project/));
    await more(3, /^No answer/).waitFor({ state: 'hidden' });
  });
});

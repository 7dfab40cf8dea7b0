import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { chooseProject } from './chooseProject.ts';
import { type GatedSimulator, startGatedSimulator } from './gate.ts';
import { hookSteps } from './hookSteps.ts';
import { lookAfter } from './lookAfter.ts';
import { paneOf } from './panes.ts';
import { stopSteps } from './stopSteps.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const me = `# @name me
# @company 4264807
GET /rest/v1.0/me
`;

describe('A webhook write that takes long in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: GatedSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    simulator = await startGatedSimulator({ spikeLimit: 0, hourlyLimit: 0 });
    bench = await openWorkbench({ settings: simulator.settings, files: { 'me.http': me } });
    await sendMe();
    await chooseProject(bench);
  });

  beforeEach(async () => {
    await bench.showView();
    await alone();
    await row(/^Receiver/).waitFor();
  });

  afterEach(() => simulator.release());

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  const sendMe = () =>
    bench.sent({ label: 'me', outcome: 200, user: 'Ana Morales' }, () => bench.send('me.http', 3));

  const { tree, row, open, alone } = paneOf(() => bench, 'Webhooks');
  const steps = hookSteps(() => bench);
  const { stopped } = stopSteps(() => ({ bench, simulator }), sendMe);
  const dialog = () => bench.page.locator('.monaco-dialog-box');

  // Companies come first: the last row of that version is the project's.
  const version = () =>
    tree()
      .getByRole('treeitem', { name: /^Hooks v2\.0/ })
      .last();
  const hook = () => row(/^http:\/\/127\.0\.0\.1:1\/, .*my-app/);
  const triggers = () => row(/^Triggers/);

  const create = () =>
    steps.describe(version(), {
      ...{ namespace: 'my-app', address: 'http://127.0.0.1:1/' },
      ...{ authorization: 'Bearer made-up-secret-1', payload: 'v3.0' },
    });

  /** Stops such a write under way: nothing else is written, and what may have been done is said. */
  async function stoppedWrite(
    wanted: RegExp,
    title: string,
    act: () => Promise<void>,
    picture: string,
  ): Promise<void> {
    const after = await stopped(wanted, `${title}: Sending`, act, picture, async givenUp => {
      await givenUp;
      const said = `${title}: Cancelled. It had been sent, and Procore may have carried it out. The view reads`;
      await bench.page
        .locator('.notification-list-item', { hasText: said })
        .filter({ visible: true })
        .first()
        .waitFor();
      await bench.screenshot(`${picture}-stopped`);
    });
    assert.deepEqual(
      after.filter(each => !each.startsWith('GET ')),
      [],
    );
    await bench.showView();
  }

  /** The question before it is answered with yes. */
  async function confirm(): Promise<void> {
    const yes = dialog().getByRole('button', { name: 'Send DELETE' });
    await bench.press(yes, dialog(), 'hidden');
  }

  it('is stopped: nothing else is written, and the view shows what is there, of a hook and of its triggers', async () => {
    await version().waitFor();
    await stoppedWrite(/^POST .*\/webhooks\/hooks/, 'Create Webhook', create, 'p30-hook');
    assert.equal(await hook().count(), 0);
    await create();
    await open(version(), hook());
    await open(hook(), triggers());
    await open(triggers(), row(/^Without triggers/));

    const add = () => steps.mark(triggers(), 'Add Webhook Triggers...', ['create', 'update']);
    await stoppedWrite(/^POST .*\/triggers/, 'Add Webhook Triggers', add, 'p31-triggers');
    await row(/^Without triggers/).waitFor();
    await add();
    await row(/^RFIs, create$/).waitFor();
    await row(/^RFIs, update$/).waitFor();

    const remove = async () => {
      await steps.mark(triggers(), 'Delete Several Webhook Triggers...', ['create', 'update']);
      await confirm();
    };
    await stoppedWrite(/^DELETE .*\/triggers/, 'Delete Webhook Triggers', remove, 'p32-triggers');
    await row(/^RFIs, create$/).waitFor();
    await row(/^RFIs, update$/).waitFor();
    await remove();
    await row(/^Without triggers/).waitFor();

    const removeHook = async () => {
      await bench.menu(hook(), 'Delete Webhook');
      await confirm();
    };
    await stoppedWrite(/^DELETE .*\/hooks\/[\w-]+/, 'Delete Webhook', removeHook, 'p33-hook');
    await hook().waitFor();
    await removeHook();
    await hook().waitFor({ state: 'hidden' });
  });
});

import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { chooseProject } from './chooseProject.ts';
import { hookSteps } from './hookSteps.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { themes, type Workbench } from './workbench.ts';

const text = `# @env simulator
# @company 4264807
# @name rfis
GET /rest/v1.0/projects/310512/rfis?per_page=1

###
# @company 4264807
# @name change
PATCH /rest/v1.0/projects/310512/rfis/{{rfis.response.body.$[0].id}}
Content-Type: application/json

{"rfi": {"subject": "Changed for its webhook"}}
`;
const line = { change: 9, failure: 9 };

const failing = `# @env simulator
# @company 4264807
# @name hooks
GET /rest/v2.0/companies/4264807/webhooks/hooks?namespace=api-workbench

###
# @company 4264807
# @name failure
GET /rest/v2.0/companies/4264807/webhooks/hooks/{{hooks.response.body.$.data[0].id}}/deliveries
`;

describe('The Webhooks view in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    const settings = { 'procore.webhooks.receiverPort': await freePort() };
    const files = { 'change.http': text, 'failing.http': failing };
    ({ simulator, bench } = await openWithSimulator({ settings, files }, { spikeLimit: 0, hourlyLimit: 0 }));
    await bench.sent({ label: 'change', outcome: 200, user: 'Ana Morales' }, change);
    await chooseProject(bench);
  });

  beforeEach(showWebhooks);

  after(() => bench?.close());

  const change = () => bench.send('change.http', line.change);
  const changed = () => bench.sent({ label: 'change', outcome: 200 }, change);

  const { tree, row, open, alone } = paneOf(() => bench, 'Webhooks');
  const steps = hookSteps(() => bench);
  const widget = () => bench.page.locator('.quick-input-widget');
  const dialog = () => bench.page.locator('.monaco-dialog-box');

  const project = () => row(/^Riverside Medical Center, project/);
  const second = () => row(/^Hooks v2\.0/);
  const hook = () => row(/^http:\/\/127\.0\.0\.1:\d+\/, .*my-app/);
  const triggers = () => row(/^Triggers/);
  const deliveries = () => row(/^Deliveries/);

  async function showWebhooks(): Promise<void> {
    await bench.showView();
    await alone();
    await row(/^Receiver/).waitFor();
  }

  /** The receiver runs and answers 200. */
  async function receive(): Promise<void> {
    const stopped = row(/^Receiver, not running/);
    const well = row(/^Receiver, answers 200(?:, \d+ events?)?, http:\/\/127\.0\.0\.1:\d+\/$/);
    if (await stopped.isVisible()) await bench.command('Procore: Start Webhook Receiver');
    else if (!(await well.isVisible())) await answerWith('200 at once');
    await well.waitFor();
  }

  async function answerWith(answer: string): Promise<void> {
    await bench.command('Procore: Choose How the Receiver Answers...');
    await bench.pick(answer);
  }

  /** A hook at the receiver, and nothing below it. */
  async function create(): Promise<void> {
    await receive();
    await project().waitFor();
    if (!(await hook().isVisible())) {
      // Companies come first: the last row of that version is the project's.
      const last = tree()
        .getByRole('treeitem', { name: /^Hooks v2\.0/ })
        .last();
      await steps.describe(
        last,
        { namespace: 'my-app', authorization: 'Bearer made-up-secret-1', payload: 'v3.0' },
        () => bench.screenshot('100-webhooks-create'),
      );
    }
    await open(
      tree()
        .getByRole('treeitem', { name: /^Hooks v2\.0/ })
        .last(),
      hook(),
    );
  }

  /** Marks these events of RFIs in what a command of the triggers offers, and takes them. */
  const mark = (command: string, ...events: readonly string[]) =>
    steps.mark(triggers(), command, events, () => bench.screenshot('101-webhooks-triggers'));

  /** A hook that is told of changed RFIs. */
  async function listen(): Promise<void> {
    await create();
    await open(hook(), deliveries());
    const trigger = row(/^RFIs, update$/);
    await open(triggers(), row(/^RFIs, update$|^Without triggers/));
    if (await trigger.isVisible()) return;
    await mark('Add Webhook Triggers...', 'update');
    await open(triggers(), trigger);
  }

  /** Asks for the deliveries again until there is one like this. */
  async function delivered(wanted: RegExp): Promise<void> {
    for (const end = performance.now() + deadlines.step; ; ) {
      await bench.menu(deliveries(), 'Read Webhook Row Again');
      if ((await deliveries().getAttribute('aria-expanded')) === 'false') await deliveries().click();
      const came = await row(wanted)
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
      if (came) return;
      if (performance.now() > end) throw new Error(`There is no delivery ${wanted}.`);
    }
  }

  it('asks nothing before a row is opened, and says how to begin', async () => {
    await project().waitFor();
    await second().waitFor();
    await bench.screenshot('102-webhooks-first');
  });

  it('starts a receiver that waits for events', async () => {
    await receive();
    await bench.screenshot('103-webhooks-receiver');
  });

  it('shows an event as it arrives, and its delivery', async () => {
    await listen();
    await bench.command('Procore: Clear Received Events');
    await row(/^Waiting for events/).waitFor();
    await changed();
    await row(/^\d+ RFIs, update, answered 200, \d+$/).waitFor();
    await delivered(/^RFIs, update, delivered, \d+$/);
    await bench.screenshot('104-webhooks-delivered');
    await bench.press(row(/^\d+ RFIs, update, answered 200, \d+$/), bench.line(/"resource_name":\s"RFIs"/));
    await bench.screenshot('105-webhooks-event');
  });

  it('leaves no line behind that reads as running, though a row was clicked at once', async () => {
    await listen();
    await changed();
    // A row with nothing below it: others would be folded.
    await row(/^RFIs, update$/).click();
    await bench.lens('Cancel').waitFor({ state: 'hidden' });
    await bench
      .lens(/^200 OK/)
      .first()
      .waitFor();
  });

  it('shows what is tried again while the receiver answers 500', async () => {
    await listen();
    await answerWith('500 at once');
    try {
      await row(/^Receiver, answers 500\b/).waitFor();
      await changed();
      await row(/^\d+ RFIs, update, answered 500, \d+$/).waitFor();
      await delivered(/^RFIs, update, failing, tried again, answered 500/);
      await bench.screenshot('106-webhooks-failing');
    } finally {
      await answerWith('200 at once');
    }
    await row(/^\d+ RFIs, update, again, as event \d+, answered 200, \d+$/).waitFor();
    await delivered(/^RFIs, update, delivered, \d+ attempts, \d+$/);
    await bench.screenshot('107-webhooks-recovered');
  });

  it('pauses a hook, resumes it, and deletes it after a question', async () => {
    await create();
    await bench.menu(hook(), 'Pause Webhook');
    await row(/^http:\/\/127\.0\.0\.1:\d+\/, paused/).waitFor();
    await bench.screenshot('108-webhooks-paused');
    await bench.menu(hook(), 'Resume Webhook');
    await row(/^http:\/\/127\.0\.0\.1:\d+\/, my-app/).waitFor();
    await bench.menu(hook(), 'Delete Webhook');
    await dialog().waitFor();
    await bench.screenshot('109-webhooks-delete');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await hook().waitFor();
    await bench.menu(hook(), 'Delete Webhook');
    await bench.press(dialog().getByRole('button', { name: 'Send DELETE' }), hook(), 'hidden');
  });

  it('goes back from the last step of a new hook, and creates none on Escape', async () => {
    await receive();
    await project().waitFor();
    const hooks = tree()
      .getByRole('treeitem', { name: /^Hooks v2\.0/ })
      .last();
    await bench.menu(hooks, 'Create Webhook...');
    await steps.type('Namespace: keeps', 'never-made');
    await widget().getByText('Address of the receiver').waitFor();
    await bench.page.keyboard.press('Enter');
    await steps.type('Authorization header that', 'Bearer made-up-secret-2');
    const payload = widget().locator('.monaco-list-row', { hasText: 'v4.0' });
    const authorization = widget().getByText('Authorization header that');
    await payload.waitFor();
    await bench.press(widget().getByRole('button', { name: 'Back' }), authorization);
    await bench.page.keyboard.press('Enter');
    await payload.waitFor();
    await bench.screenshot('112-webhooks-payload');
    await bench.page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
    await row(/never-made/).waitFor({ state: 'hidden' });
  });

  it('deletes several triggers by one write, after a question', async () => {
    await listen();
    await mark('Add Webhook Triggers...', 'create', 'delete');
    await row(/^RFIs, create$/).waitFor();
    await mark('Delete Several Webhook Triggers...', 'create', 'delete');
    await dialog().waitFor();
    await bench.screenshot('113-webhooks-delete-triggers');
    await bench.press(dialog().getByRole('button', { name: 'Send DELETE' }), dialog(), 'hidden');
    await row(/^RFIs, create$/).waitFor({ state: 'hidden' });
    await row(/^RFIs, update$/).waitFor();
  });

  it('leads from an error to the deliveries that it is about', async () => {
    const fault = (body: 'on' | 'off') =>
      fetch(`${simulator.url}/_simulator/faults/webhook-not-delivered`, { method: 'POST', body });
    await fault('on');
    try {
      await bench.sent({ label: 'failure', outcome: 200 }, () => bench.send('failing.http', line.failure));
      const diagnostics = paneOf(() => bench, 'Diagnostics');
      const error = diagnostics.row(/^warning: Webhook events are not delivered/);
      await diagnostics.alone();
      await error.waitFor();
      await bench.menu(error, 'Show Deliveries');
      await row(/^https:\/\/hooks\.example\.com\/procore, api-workbench/).waitFor();
      await row(/^.+, (failed|discarded|failing, tried again)/).waitFor();
      await bench.screenshot('111-webhooks-from-error');
    } finally {
      await fault('off');
    }
  });

  for (const [theme, name] of themes)
    it(`can be read in ${theme}`, async () => {
      await listen();
      await bench.theme(theme);
      await bench.screenshot(`110-webhooks-${name}`);
    });
});

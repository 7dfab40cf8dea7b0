import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulatorProcess.ts';
import { lookAfter } from './lookAfter.ts';
import { paneOf } from './panes.ts';
import { allowQuestion } from './signInPage.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** A newcomer's first minutes: only what the views and the wizard offer is used, and the time that it took is said. */
describe('A newcomer, in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  /** Another Procore on this machine: the Developer Sandbox of somebody with an app there. */
  let sandbox: SimulatorProcess;

  before(async function () {
    this.timeout(deadlines.start);
    sandbox = await startSimulatorProcess(['--as', 'sandbox']);
    const { url } = sandbox;
    bench = await openWorkbench({
      settings: {
        'procore.simulator.port': await freePort(),
        'procore.environments': [
          { name: 'sandbox', title: 'Developer Sandbox', loginUrl: url, apiUrl: url, production: false },
        ],
      },
    });
  });

  after(async () => {
    await bench?.close();
    sandbox?.stop();
  });

  const { row, button, open, alone } = paneOf(() => bench, 'Projects');
  const company = () => row(/^Harbor & Pine Builders/);
  const project = () => row(/^Riverside Medical Center/);

  /** From the companies to the RFIs of a project that is in use then. */
  async function listRfis(): Promise<void> {
    await open(company(), project());
    await bench.menu(project(), 'Use This Project');
    await row(/^Riverside Medical Center, in use/).waitFor();
    await open(project(), row(/^RFIs, your level/));
    await open(row(/^RFIs, your level/), row(/^RFIs$/));
    await open(row(/^RFIs$/), row(/^RFI-1 /));
  }

  async function timed(what: string, work: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await work();
    console.log(`      (${what}: ${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }

  it('comes from the install to the RFIs of a chosen project on the simulator', async () => {
    await timed('simulator, first list of RFIs', async () => {
      await bench.showView();
      await alone();
      await bench.press(button('Start Simulator'), button('Sign In'));
      await button('Sign In').click();
      await bench.allow('Ana Morales');
      await listRfis();
    });
    await bench.screenshot('100-newcomer-simulator');
  });

  it('comes with the credentials of an app to the RFIs of a chosen project in a sandbox', async () => {
    const input = bench.page.locator('.quick-input-widget input:visible');
    await timed('sandbox, first list of RFIs', async () => {
      await bench.showView();
      await bench.command('Procore: Switch Environment...');
      await bench.pick('Developer Sandbox');
      await bench.page.getByRole('button', { name: /^Procore environment Developer Sandbox/ }).waitFor();
      await button('Sign In').click();
      const opened = bench.context.waitForEvent('page');
      await allowQuestion(bench.page);
      await bench.page.getByText('Client ID of your app').waitFor();
      await input.fill(sandbox.clientId);
      await input.press('Enter');
      await bench.page.getByText('Client secret of the same app').waitFor();
      await input.fill(sandbox.clientSecret);
      await input.press('Enter');
      const page = await opened;
      await bench.signedIn(async () => {
        await page.getByRole('button', { name: 'Allow as Ana Morales' }).click();
        await page.getByText('You are signed in').waitFor();
        await page.close();
      });
      await listRfis();
    });
    await bench.screenshot('101-newcomer-sandbox');
    await bench.command('Procore: Switch Environment...');
    await bench.pick('Simulator');
    await bench.page.getByRole('button', { name: /^Procore environment Simulator/ }).waitFor();
  });

  it('is led by a walkthrough whose steps are ticked off by what happens', async () => {
    const { page } = bench;
    const step = (name: RegExp) => page.getByRole('button', { name }).first();
    const ticked = (id: string) =>
      page.locator(`.getting-started-step[data-step-id$="#${id}"] .codicon-getting-started-step-checked`);
    await bench.command('Welcome: Open Walkthrough...');
    await bench.pick('Get Started with API Workbench for Procore');
    await step(/Start the simulator/).waitFor();
    await bench.screenshot('102-walkthrough');
    await bench.press(button('Start Simulator'), ticked('simulator').first());
    await step(/Choose a company and a project/).click();
    await page.getByRole('button', { name: 'Show Projects' }).waitFor();
    await bench.screenshot('103-walkthrough-choose');
    await step(/Send a request/).click();
    await bench.press(button('Open a First Request'), bench.lens(/^Send/).first());
    await bench.sent({ label: 'Who am I?', outcome: 200, user: 'Ana Morales' }, () =>
      bench.send('first-request.http', 10),
    );
    await bench.command('Welcome: Open Walkthrough...');
    await bench.pick('Get Started with API Workbench for Procore');
    await ticked('send').first().waitFor();
    await bench.screenshot('104-walkthrough-done');
  });
});

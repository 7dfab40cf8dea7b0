import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { riverside } from './chooseProject.ts';
import { connectApp } from './connectApp.ts';
import { lookAfter } from './lookAfter.ts';
import { type OwnSimulator, openWithStaging } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import { asksToSignIn } from './signInPage.ts';
import type { Workbench } from './workbench.ts';

/** One whose app is not known at first, with an API host on this machine. */
describe("An environment of one's own, in the workbench", () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: OwnSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    const settings = { 'procore.webhooks.receiverPort': await freePort() };
    ({ simulator, bench } = await openWithStaging({ settings }, { spikeLimit: 0, hourlyLimit: 0 }));
  });

  after(() => bench?.close());

  const { row, alone } = paneOf(() => bench, 'Webhooks');
  const widget = () => bench.page.locator('.quick-input-widget');
  const entry = (text: string) => widget().locator('.monaco-list-row', { hasText: text }).first();
  const inUse = () =>
    bench.page.getByRole('button', {
      name: `Procore environment Staging · ${riverside.project.slice(0, 20)}`,
    });

  /** Types into the box that asks for that, once it is there. */
  async function type(prompt: string, answer: string): Promise<void> {
    await widget().getByText(prompt).waitFor();
    await widget().locator('input:visible').first().fill(answer);
    await bench.page.keyboard.press('Enter');
    await widget().getByText(prompt).waitFor({ state: 'hidden' });
  }

  async function choose(): Promise<void> {
    if (await inUse().isVisible()) return;
    await bench.command('Procore: Choose Project...');
    await asksToSignIn(bench.page).or(entry(riverside.company)).first().waitFor();
    if (await asksToSignIn(bench.page).isVisible()) await connectApp(bench, simulator);
    await entry(riverside.company).waitFor();
    await bench.screenshot('124-own-companies');
    await bench.pick(riverside.company);
    await bench.pick(riverside.project);
    await inUse().waitFor();
  }

  it('shows the list of companies when the sign-in with its app is over', async () => {
    await choose();
    await bench.screenshot('125-own-project');
  });

  it('searches projects from the palette, whether the view is open or not', async () => {
    await choose();
    const projects = paneOf(() => bench, 'Projects');
    await bench.command('Procore: Search Projects...');
    await type('Part of the name', 'Riverside');
    await projects.row(/^Riverside Medical Center/).waitFor();
    await bench.screenshot('129-own-search');
    await bench.command('Procore: Search Projects...');
    await type('Part of the name', '');
    await projects.row(/^Riverside Medical Center/).waitFor();
  });

  it('takes the receiver on this machine for a new hook, and shows that', async () => {
    await choose();
    await bench.showView();
    await alone();
    await row(/^Receiver/).waitFor();
    await bench.command('Procore: Start Webhook Receiver');
    await row(/^Receiver, answers 200/).waitFor();
    await bench.command('Procore: Create Webhook...');
    await bench.pick(riverside.project);
    await bench.pick('v2.0');
    await type('Namespace: keeps', 'my-app');
    await widget().getByText('Address of the receiver on this machine').waitFor();
    await bench.screenshot('126-own-receiver');
    await bench.page.keyboard.press('Enter');
    await type('Authorization header that', 'Bearer made-up-secret-1');
    await bench.pick('v3.0');
    await row(/^http:\/\/127\.0\.0\.1:\d+\/, my-app/).waitFor();
    await row(/^Triggers/).waitFor();
    await bench.screenshot('127-own-hook');
  });

  it('ticks off the choice of a project in the walkthrough, not the list that was closed', async () => {
    await choose();
    const { page } = bench;
    const ticked = page.locator(
      '.getting-started-step[data-step-id$="#choose"] .codicon-getting-started-step-checked',
    );
    await bench.command('Welcome: Open Walkthrough...');
    await bench.pick('Get Started with API Workbench for Procore');
    await page
      .getByRole('button', { name: /Choose a company and a project/ })
      .first()
      .click();
    const list = page.getByRole('button', { name: 'Choose from a List' });
    await bench.press(list, entry(riverside.project));
    await page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
    assert.equal(await ticked.count(), 0);
    await bench.press(list, entry(riverside.project));
    await bench.pick(riverside.project);
    await ticked.first().waitFor();
    await bench.screenshot('128-own-walkthrough');
  });
});

import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulatorProcess.ts';
import { lookAfter } from './lookAfter.ts';
import { allowQuestion, asksToSignIn } from './signInPage.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

// Without `procore.environments` in its settings: a workbench of these tests has them among the machine's, too,
// and the editor writes what it finds there to that place, where it does not read it.
describe('Adding an environment in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  /** Another Procore on this machine, with an app that the person has. */
  let staging: SimulatorProcess;

  before(async function () {
    this.timeout(deadlines.start);
    staging = await startSimulatorProcess(['--as', 'sandbox']);
    bench = await openWorkbench({
      settings: { 'procore.simulator.port': await freePort() },
      files: { 'mine.http': '# @name mine\nGET /rest/v1.0/me\n' },
    });
  });

  after(async () => {
    await bench?.close();
    staging?.stop();
  });

  const widget = () => bench.page.locator('.quick-input-widget');
  const at = (step: number) => widget().getByText(`(${step}/5)`);
  const says = (text: string) => widget().getByText(text);

  const input = () => widget().locator('input:visible').first();

  async function type(text: string): Promise<void> {
    await input().fill(text);
    await input().press('Enter');
  }

  /** Takes what was typed before the step back. */
  async function keep(text: string): Promise<void> {
    assert.equal(await input().inputValue(), text);
    await input().press('Enter');
  }

  async function back(step: number): Promise<void> {
    // Only that of the box that is left: a second click would go further.
    const left = widget().filter({ hasText: `(${step + 1}/5)` });
    await bench.press(left.getByRole('button', { name: 'Back' }), at(step));
  }

  it('leads over each step and back to one that can be signed in to and sent to', async () => {
    const { page } = bench;
    await bench.command('Procore: Add Environment...');
    await at(1).waitFor();
    await bench.screenshot('120-environment-kind');
    await bench.pick('Other, for tests');
    await at(2).waitFor();
    await type('Simulator');
    await says('is taken by Simulator').waitFor();
    await back(1);
    await bench.pick('Other, for tests');
    await at(2).waitFor();
    await type('Our Staging');
    await at(3).waitFor();
    await type('http://example.com');
    await says('Tokens go over https only').waitFor();
    await bench.screenshot('121-environment-bad-host');
    await back(2);
    await keep('Our Staging');
    await at(3).waitFor();
    await type(staging.url);
    await at(4).waitFor();
    await type(`${staging.url}/rest`);
    await says('Only the host is wanted').waitFor();
    await back(3);
    await keep(staging.url);
    await at(4).waitFor();
    await type(staging.url);
    await at(5).waitFor();
    await back(4);
    await keep(staging.url);
    await at(5).waitFor();
    await bench.screenshot('122-environment-app');
    await bench.pick('An app of its own, later');
    await bench.answer('was added to your environments', 'Switch to It');
    await page.getByRole('button', { name: /^Procore environment Our Staging/ }).waitFor();

    await bench.openFile('mine.http');
    const answered = await bench.sending({ label: 'mine', outcome: 200 }, () => bench.send('mine.http', 2));
    await asksToSignIn(page).waitFor();
    const opened = bench.context.waitForEvent('page');
    await allowQuestion(page);
    await says('Client ID of your app').waitFor();
    await type(staging.clientId);
    await says('Client secret of the same app').waitFor();
    await type(staging.clientSecret);
    const signIn = await opened;
    await bench.signedIn(async () => {
      await signIn.getByRole('button', { name: 'Allow as Ana Morales' }).click();
      await signIn.getByText('You are signed in').waitFor();
      await signIn.close();
    });
    await answered();
    await bench
      .line(/^200\sOK/)
      .first()
      .waitFor();
    await bench.screenshot('123-environment-answer');
  });

  it('says in one message what became of it and of its app, also where nobody answers there', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    await bench.command('Procore: Add Environment...');
    await at(1).waitFor();
    await bench.pick('Other, for tests');
    await at(2).waitFor();
    await type('Far Away');
    await at(3).waitFor();
    await type(nobody);
    await at(4).waitFor();
    await type(nobody);
    await at(5).waitFor();
    await bench.pick('An app of its own, now');
    await says('Client ID of your app').waitFor();
    await type('far-away-client');
    await says('Client secret of the same app').waitFor();
    await type('far-away-secret');
    const told = bench.page.locator('.notification-list-item').filter({ visible: true });
    await told.filter({ hasText: /"far-away", and its app is stored\. That could not be checked/ }).waitFor();
    await bench.screenshot('124-environment-unchecked');
    assert.equal(await told.filter({ hasText: 'The app for Far Away' }).count(), 0);
  });
});

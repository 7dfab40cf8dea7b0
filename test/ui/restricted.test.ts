import type { Locator } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { lookAfter } from './lookAfter.ts';
import { type PaneTitle, paneOf } from './panes.ts';
import { openWorkbench, themes, type Workbench } from './workbench.ts';

/** A folder that nobody has trusted: each place says what is off, and leads to where that is changed. */
describe('Restricted Mode in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  before(async function () {
    this.timeout(deadlines.start);
    bench = await openWorkbench({
      restricted: true,
      settings: { 'procore.simulator.port': await freePort() },
      files: { 'own.http': '### Me\n# @name me\nGET /rest/v1.0/me\n' },
    });
  });

  after(async () => {
    await bench?.close();
  });

  const says: Readonly<Record<Exclude<PaneTitle, 'Webhooks'>, string>> = {
    Projects: 'no company or project is read',
    Diagnostics: 'nothing is sent and no token is used',
    History: 'nothing is added here',
  };

  const trust = () => bench.page.locator('.workspace-trust-editor').first();

  /** A click leads to where the folder can be trusted. */
  async function leadsOut(target: Locator): Promise<void> {
    await trust().waitFor({ state: 'hidden' });
    await bench.press(target, trust());
    await bench.command('View: Close All Editors');
    await trust().waitFor({ state: 'hidden' });
  }

  for (const title of ['Projects', 'Diagnostics', 'History'] as const)
    it(`is explained by the view ${title}, which leads out of it`, async () => {
      await bench.showView();
      const { button, alone } = paneOf(() => bench, title);
      await alone();
      await bench.page.getByText(says[title]).first().waitFor();
      await button('Manage Workspace Trust').waitFor();
      await bench.screenshot(`120-restricted-${title.toLowerCase()}`);
      await leadsOut(button('Manage Workspace Trust'));
    });

  it('is explained by a row of the view Webhooks', async () => {
    await bench.showView();
    const { row, alone } = paneOf(() => bench, 'Webhooks');
    await alone();
    const state = row(/^Nothing is read in Restricted Mode, Manage Workspace Trust/);
    await state.waitFor();
    await bench.screenshot('120-restricted-webhooks');
    await leadsOut(state);
  });

  it('is told to who wants to send, with the way out of it', async () => {
    await bench.openFile('own.http');
    await bench.hover(bench.line(/^GET\s/).first(), 'Goes to');
    await bench.screenshot('121-restricted-file');
    await bench.command('Procore: Send Request');
    await bench.answer('Nothing is sent in Restricted Mode', 'Manage Workspace Trust');
    await bench.page.locator('.workspace-trust-editor').first().waitFor();
    await bench.screenshot('122-restricted-manage');
  });

  for (const [theme, name] of themes)
    it(`leaves the walkthrough readable in ${theme}`, async () => {
      await bench.theme(theme);
      await bench.command('Welcome: Open Walkthrough...');
      await bench.pick('Get Started with API Workbench for Procore');
      for (const step of ['Start the simulator', 'Send a request', 'See why a request failed']) {
        const expanded = bench.page.locator('.getting-started-step.expanded', { hasText: step }).first();
        await bench.press(bench.page.getByRole('button', { name: step }).first(), expanded);
      }
      await bench.screenshot(`123-walkthrough-${name}`);
    });
});

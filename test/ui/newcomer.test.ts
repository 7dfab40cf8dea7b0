import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { root } from '../support/paths.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulatorProcess.ts';
import { connectApp } from './connectApp.ts';
import { lookAfter } from './lookAfter.ts';
import { paneOf } from './panes.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What a chapter of the README says, without how it is written. */
function chapter(title: string): string {
  const [, text = ''] = readme.split(`\n## ${title}\n`);
  return (text.split('\n## ')[0] ?? '').replaceAll('**', '');
}

/** What a person takes for one step who reads what is on the screen first, in seconds. */
const secondsPerStep = 5;

/**
 * A newcomer's first minutes by the words of the README and what the views offer. How long a person takes is told by
 * the number of steps; how long the machine took is only said, since a busy one takes longer.
 */
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

  const { row, button, open } = paneOf(() => bench, 'Projects');
  const company = () => row(/^Harbor & Pine Builders/);
  const project = () => row(/^Riverside Medical Center/);

  /** A step, and the words of the README that lead to it. */
  type Step = readonly [words: string, act: () => Promise<unknown>];

  /** From the companies to the RFIs of a project that is in use then. */
  const toRfis: readonly Step[] = [
    ['Unfold a company', () => open(company(), project())],
    [
      'A click on the check mark of a project makes it the one in use',
      async () => {
        await project().hover();
        const mark = project().getByRole('button', { name: 'Use This Project' });
        await bench.press(mark, row(/^Riverside Medical Center, in use/));
      },
    ],
    ['Unfold a company, a project', () => open(project(), row(/^RFIs, your level/))],
    ['its RFIs tool', () => open(row(/^RFIs, your level/), row(/^RFIs$/))],
    ['there are the records', () => open(row(/^RFIs$/), row(/^RFI-1 /))],
  ];

  /** `also`: steps that a person does beside these, on the way. */
  async function follow(
    steps: readonly Step[],
    { words, also, within }: { words: string; also: number; within: number },
  ): Promise<void> {
    const start = performance.now();
    for (const [said, act] of steps) {
      assert.ok(words.includes(said), `the README does not say "${said}"`);
      await act();
    }
    const count = steps.length + also;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`      (${count} steps, here in ${seconds} s; ${within} s are allowed)`);
    assert.ok(count * secondsPerStep < within, `${count} steps are too many for ${within} s`);
  }

  it('comes from the install to the RFIs of a chosen project on the simulator in under one minute', async () => {
    const begin: readonly Step[] = [
      ['open the Procore API view', () => bench.showView()],
      ['click Start Simulator', () => bench.press(button('Start Simulator'), button('Sign In'))],
      ['Click Sign In in the Projects view', () => button('Sign In').click()],
      ['allow it, and click Allow as', () => bench.allow('Ana Morales')],
    ];
    // Allow is pressed in the dialog and on the page.
    await follow([...begin, ...toRfis], { words: chapter('First answer'), also: 1, within: 60 });
    await bench.screenshot('100-newcomer-simulator');
  });

  it('comes with the credentials of an app to the RFIs of a chosen project in a sandbox in under two', async () => {
    const { page } = bench;
    const begin: readonly Step[] = [
      [
        'Switch the environment in the status bar',
        async () => {
          const listed = page.locator('.quick-input-widget .monaco-list-row', {
            hasText: 'Developer Sandbox',
          });
          await bench.press(page.getByRole('button', { name: /^Procore environment Simulator/ }), listed);
          await bench.pick('Developer Sandbox');
          await page.getByRole('button', { name: /^Procore environment Developer Sandbox/ }).waitFor();
        },
      ],
      ['run Procore: Sign In', () => bench.command('Procore: Sign In')],
      ['it asks for client id and secret', () => connectApp(bench, sandbox)],
    ];
    // The entry of the list, the name of the command, Allow in the dialog and on the page, and two credentials.
    const words = chapter('Sign in') + chapter('First answer');
    await follow([...begin, ...toRfis], { words, also: 6, within: 120 });
    await bench.screenshot('101-newcomer-sandbox');
    await bench.command('Procore: Switch Environment...');
    await bench.pick('Simulator');
    await page.getByRole('button', { name: /^Procore environment Simulator/ }).waitFor();
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
    await step(/See why a request failed/).click();
    const refused = page.locator('.tab.active', { hasText: 'app-not-connected.http' });
    await bench.press(button('Open a Refused Request'), refused.first());
    await bench.sent({ label: 'failure', outcome: 403 }, () => bench.send('app-not-connected.http', 14));
    await bench.command('Welcome: Open Walkthrough...');
    await bench.pick('Get Started with API Workbench for Procore');
    await ticked('understand').first().waitFor();
    await bench.screenshot('105-walkthrough-explained');
  });
});

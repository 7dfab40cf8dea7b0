import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { requestLabel } from '../../src/httpFile/features/symbols.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { flagValue, positionAt, type RequestNode } from '../../src/httpFile/syntax.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { root } from '../support/paths.ts';
import { lookAfter } from './lookAfter.ts';
import { paneOf } from './panes.ts';
import { openWorkbench, themes, type Workbench } from './workbench.ts';

const tour = parseHttpFile(readFileSync(join(root, 'media', 'samples', 'tour.http'), 'utf8'));

const first = requestOf(() => true);

function requestOf(tellsOf: (request: RequestNode) => boolean): RequestNode {
  const found = tour.requests.find(tellsOf);
  assert.ok(found, 'the tour has no such request');
  return found;
}
const lineOf = (request: RequestNode) => positionAt(tour, request.requestLine.start).line;
const firstLineOf = ({ requestLine }: RequestNode) =>
  tour.text.slice(requestLine.start, requestLine.end).split('\n')[0] ?? '';

describe('The tour, in the workbench, from the packaged extension', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulatorPort: number;

  before(async function () {
    this.timeout(deadlines.start);
    simulatorPort = await freePort();
    const settings = { 'procore.simulator.port': simulatorPort };
    bench = await openWorkbench({ settings });
  });

  after(() => bench?.close());

  it('welcomes with the simulator and the samples', async () => {
    const { page } = bench;
    await bench.showView();
    await page.getByRole('button', { name: 'Start Simulator' }).waitFor();
    await page.getByRole('button', { name: 'Procore environment' }).waitFor();
    for (const [theme, name] of themes) {
      await bench.theme(theme);
      await bench.screenshot(`1-welcome-${name}`);
    }
    await bench.press(
      page.getByRole('button', { name: 'Start Simulator' }),
      page.getByText('The simulator is running.'),
    );
    await page.getByRole('button', { name: 'Procore environment Simulator' }).waitFor();
    await bench.press(
      page.getByRole('button', { name: 'Open Samples' }).first(),
      page.getByPlaceholder('Type a resource, a task or an error'),
    );
    await bench.pick('A tour of');
    await bench.lens(/^Send/).first().waitFor();
    await bench.screenshot('2-samples');
  });

  const send = (request: RequestNode) => bench.send('tour.http', lineOf(request));
  const answered = (request: RequestNode, outcome = 200, user = 'Ana Morales') => ({
    label: requestLabel(request),
    outcome,
    user,
  });

  it('signs in on the page that the first Send opens, and shows the answer beside', async () => {
    const { page } = bench;
    await bench.openFile('tour.http');
    const { label, outcome } = answered(first);
    await bench.sent({ label, outcome }, async () => {
      await bench.lens(/^Send/).first().click();
      await page.locator('.monaco-dialog-box').getByText('wants to sign in using Procore').waitFor();
      await bench.screenshot('3-wants-to-sign-in');
      const signIn = await bench.signInPage();
      await signIn.getByRole('heading', { name: 'Sign in to the Procore simulator' }).waitFor();
      await bench.screenshot('4-sign-in-page', signIn);
      await signIn.getByRole('button', { name: 'Allow as Ana Morales' }).click();
      await signIn.getByText('You are signed in').waitFor();
      await signIn.close();
    });
    await bench.line(/^200\sOK/).waitFor();
    await bench.lens(/^200 OK/).waitFor();
    await bench.screenshot('5-answer');
  });

  it('reads every page of a list', async () => {
    const list = requestOf(request => flagValue(request, 'allPages') !== undefined);
    await bench.sent(answered(list), async () => {
      await bench.openFile('tour.http');
      await bench.goToLine('tour.http', lineOf(list));
      await bench.page.keyboard.press('Control+Alt+R');
    });
    await bench.line(/450\sof\s450\srows/).waitFor();
    await bench.screenshot('6-all-pages');
  });

  it('says cause and remedy of a refused request on its line and in the tree', async () => {
    const refused = requestOf(request => request.asserts.some(({ text }) => /status\s*==\s*403/.test(text)));
    await bench.showView();
    const { row, alone } = paneOf(() => bench, 'Diagnostics');
    await alone();
    await bench.sent(answered(refused, 403), () => send(refused));
    await bench.hover(bench.line(firstLineOf(refused)).first(), 'What to do');
    await bench.screenshot('7-hover');
    await row(/403/).waitFor();
    await bench.screenshot('8-diagnostics');
  });

  it('signs out, signs in as somebody else, and stays so after a reload', async () => {
    await bench.sent(answered(first), () => send(first));
    await bench.command('Procore: Sign Out');
    await bench.page.getByText('Signed out of ana.morales@harborpine.example').first().waitFor();
    await bench.command('Procore: Stop Simulator');
    await portIsFree(simulatorPort);
    // One that outlives the reload; the extension takes it because it answers on its port.
    const simulator = await startSimulator({ port: simulatorPort, catalog: await loadBundledCatalog() });
    try {
      await bench.sent(answered(first, 200, 'Sam Okafor'), () => send(first));
      await bench.reload();
      // Nobody signs in now: where that is asked, no answer comes.
      const { label, outcome } = answered(first);
      await bench.sent({ label, outcome }, () => send(first));
      await bench.screenshot('9-reloaded');
      // Another simulator would not know this session, and somebody would be asked to sign in again.
      await bench.command('Procore: Sign Out');
      await bench.page.getByText('Signed out of sam.okafor@harborpine.example').first().waitFor();
    } finally {
      await simulator.close();
    }
  });

  it('switches the environment from the status bar, and back', async () => {
    const { page } = bench;
    const choice = (text: string) => page.locator('.quick-input-list .monaco-list-row', { hasText: text });
    const button = (environment: string) =>
      page.getByRole('button', { name: `Procore environment ${environment}` });
    await bench.openFile('tour.http');
    await bench.press(button('Simulator'), choice('Production'));
    await bench.screenshot('10-environments');
    await bench.pick('Production');
    await bench.press(button('Production'), choice('Simulator'));
    await bench.pick('Simulator');
    await button('Simulator').waitFor();
  });
});

/** Resolves when nothing answers on that port any more. */
async function portIsFree(port: number): Promise<void> {
  for (const end = performance.now() + deadlines.step; performance.now() < end; ) {
    if ((await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)) === undefined) return;
    await setTimeout(100);
  }
  throw new Error(`Something still answers on port ${port}.`);
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { flagValue, positionAt, type RequestNode } from '../../src/httpFile/syntax.ts';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { root } from '../support/paths.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

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
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
    simulatorPort = await freePort();
    const settings = { 'procore.simulator.port': simulatorPort };
    bench = await openWorkbench({ vsix, settings, say: line => console.log(line) });
  });

  after(() => bench?.close());

  it('welcomes with the simulator and the samples', async () => {
    const { page } = bench;
    await bench.showView();
    await page.getByRole('button', { name: 'Start Simulator' }).waitFor();
    await page.getByRole('button', { name: 'Procore environment' }).waitFor();
    await bench.screenshot('1-welcome');
    await page.getByRole('button', { name: 'Start Simulator' }).click();
    await page.getByText('The simulator is running.').waitFor();
    await page.getByRole('button', { name: 'Procore environment Simulator' }).waitFor();
    await page.getByRole('button', { name: 'Open Samples' }).first().click();
    await bench.lens(/^Send/).first().waitFor();
    await bench.screenshot('2-samples');
  });

  async function send(request: RequestNode): Promise<void> {
    await bench.openFile('tour.http');
    await bench.goToLine('tour.http', lineOf(request));
    await bench.page.keyboard.press('Control+Alt+R');
  }

  /** Of the request that the tour begins with, which has the first lens of the file. */
  const answerOfFirst = () => bench.lens(/^200 OK/).first();

  it('signs in on the page that the first Send opens, and shows the answer beside', async () => {
    const { page } = bench;
    await bench.openFile('tour.http');
    await bench.lens(/^Send/).first().click();
    await page.locator('.monaco-dialog-box').getByText('wants to sign in using Procore').waitFor();
    await bench.screenshot('3-wants-to-sign-in');
    const signIn = await bench.signInPage();
    await signIn.getByRole('heading', { name: 'Sign in to the Procore simulator' }).waitFor();
    await bench.screenshot('4-sign-in-page', signIn);
    await signIn.getByRole('button', { name: 'Allow as Ana Morales' }).click();
    await signIn.getByText('You are signed in').waitFor();
    await signIn.close();
    await bench.line(/^200\sOK/).waitFor();
    await bench.lens(/^200 OK/).waitFor();
    await bench.screenshot('5-answer');
  });

  it('reads every page of a list', async () => {
    const list = requestOf(request => flagValue(request, 'allPages') !== undefined);
    await send(list);
    await bench.allowIfAsked('Ana Morales', bench.line(/450\sof\s450\srows/));
    await bench.lens('Cancel').waitFor({ state: 'hidden' });
    await bench.screenshot('6-all-pages');
  });

  it('says cause and remedy of a refused request on its line and in the tree', async () => {
    const { page } = bench;
    const refused = requestOf(request => request.asserts.some(({ text }) => /status\s*==\s*403/.test(text)));
    await send(refused);
    await bench.allowIfAsked('Ana Morales', bench.lens(/^403/));
    await bench.hoverLine(firstLineOf(refused));
    const hover = page.locator('.monaco-hover:visible', { hasText: 'What to do' });
    await hover.waitFor();
    await bench.screenshot('7-hover');
    const row = page.getByRole('treeitem', { name: /403/ }).first();
    await row.waitFor();
    await bench.screenshot('8-diagnostics');
  });

  it('signs out, signs in as somebody else, and stays so after a reload', async () => {
    await send(first);
    await bench.allowIfAsked('Ana Morales', answerOfFirst());
    await bench.command('Procore: Sign Out');
    await bench.page.getByText('Signed out of ana.morales@harborpine.example').first().waitFor();
    await bench.command('Procore: Stop Simulator');
    await portIsFree(simulatorPort);
    // One that outlives the reload; the extension takes it because it answers on its port.
    const simulator = await startSimulator({ port: simulatorPort, catalog: await loadBundledCatalog() });
    try {
      await send(first);
      await bench.allow('Sam Okafor');
      await answerOfFirst().waitFor();
      await bench.reload();
      await bench.openFile('tour.http');
      await bench.goToLine('tour.http', lineOf(first));
      // Not by keyboard: a browser learns its layout from the first keys, and drops Ctrl+Alt ones until then.
      await bench.command('Procore: Send Request');
      await answerOfFirst().waitFor();
      await bench.screenshot('9-reloaded');
    } finally {
      await simulator.close();
    }
  });

  it('switches the environment from the status bar, and back', async () => {
    const { page } = bench;
    await page.getByRole('button', { name: 'Procore environment Simulator' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Production' }).waitFor();
    await bench.screenshot('10-environments');
    await bench.pick('Production');
    await page.getByRole('button', { name: 'Procore environment Production' }).click();
    await bench.pick('Simulator');
    await page.getByRole('button', { name: 'Procore environment Simulator' }).waitFor();
  });
});

/** Resolves when nothing answers on that port any more. */
async function portIsFree(port: number): Promise<void> {
  while (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)) await setTimeout(100);
}

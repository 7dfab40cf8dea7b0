import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const text = `# @env simulator
# @company 4264807
# @name punch
GET /rest/v1.1/punch_items?project_id=310533

### Asked from the tree
# @company 4264807
# @name events
GET /rest/v1.1/change_events?project_id=310533

### A version that is not there
# @company 4264807
# @name rfis
GET /rest/v2.0/projects/310512/rfis?per_page=5
`;
const line = { punch: 4, events: 9, rfis: 14 };

describe('Remedies in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: RunningSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    const vsix = process.env['PROCORE_VSIX'];
    assert.ok(vsix, 'run these with npm run test:ui, which packs the extension first');
    const port = await freePort();
    simulator = await startSimulator({ port, spikeLimit: 0, catalog: await loadBundledCatalog() });
    bench = await openWorkbench({
      vsix,
      settings: { 'procore.simulator.port': port },
      files: { 'remedies.http': text },
      say: each => console.log(each),
    });
    await send(line.punch);
    await bench.allow('Ana Morales');
    await bench.lens(/^403/).first().waitFor();
  });

  beforeEach(() => bench.openFile('remedies.http'));

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  async function send(at: number) {
    await bench.openFile('remedies.http');
    await bench.goToLine('remedies.http', at);
    await bench.command('Procore: Send Request');
  }

  const row = (name: RegExp) => bench.page.getByRole('treeitem', { name }).first();

  it('find the cause of a 403 on command, and say what was asked', async () => {
    const { page } = bench;
    await send(line.punch);
    await bench.lens(/^The account lacks the permission/).waitFor();
    await bench.goToLine('remedies.http', line.punch);
    await bench.command('Procore: Find the Cause');
    await bench.lens(/^The tool is turned off in this project · Explain/).waitFor();
    await bench.answer('The tool is turned off in this project', 'Explain');
    await row(/^error: The tool is turned off in this project/).waitFor();
    await row(/^Cause: .*answered 200: Punch List is turned off\.$/).waitFor();
    await bench.screenshot('60-cause-found');
    await bench.hoverLine(/punch_items/);
    const hover = page.locator('.monaco-hover:visible', { hasText: 'What to do' });
    await hover.getByText('Turn On the Tool in Procore').waitFor();
    await bench.screenshot('61-cause-hover');
  });

  it('find the cause from a row of the tree', async () => {
    await send(line.events);
    await bench.showView();
    const guess = row(/^error: The account lacks the permission/);
    await guess.waitFor();
    await bench.menu(guess, 'Find the Cause');
    await row(/^Cause: .*answered 200: Change Events is turned off\.$/).waitFor();
    await bench.answer('The tool is turned off in this project', 'Explain');
    await bench.screenshot('62-cause-from-row');
  });

  it('edit the request by a quick fix, and send it when asked to', async () => {
    const { page } = bench;
    await send(line.rfis);
    await bench.lens(/^The path exists in another version · Explain/).waitFor();
    await bench.goToLine('remedies.http', line.rfis);
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Use /rest/v1.0/' });
    await fix.waitFor();
    await bench.screenshot('63-quick-fixes');
    await fix.click();
    await bench.line(/GET\s\/rest\/v1\.0\/projects\/310512\/rfis/).waitFor();
    await bench.screenshot('64-fixed');
    await bench.answer('Nothing was sent yet', 'Send');
    await bench
      .lens(/^200 OK/)
      .first()
      .waitFor();
  });
});

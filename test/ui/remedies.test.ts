import { deadlines } from '../support/deadlines.ts';
import { lookAfter } from './lookAfter.ts';
import { openWithSimulator } from './ownSimulator.ts';
import { paneOf } from './panes.ts';
import type { Workbench } from './workbench.ts';

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

  before(async function () {
    this.timeout(deadlines.start);
    ({ bench } = await openWithSimulator({ files: { 'remedies.http': text } }, { spikeLimit: 0 }));
    await bench.sent(refused('punch'), () => send(line.punch));
    await bench.showView();
    await alone();
  });

  beforeEach(async () => {
    await bench.command('Notifications: Clear All Notifications');
    await bench.openFile('remedies.http');
  });

  after(() => bench?.close());

  const send = (at: number) => bench.send('remedies.http', at);
  const refused = (label: string, outcome = 403) => ({ label, outcome, user: 'Ana Morales' });

  const { row, alone } = paneOf(() => bench, 'Diagnostics');

  it('find the cause of a 403 on command, and say what was asked', async () => {
    await bench.sent(refused('punch'), () => send(line.punch));
    await bench.lens(/^The account lacks the permission/).waitFor();
    await bench.goToLine('remedies.http', line.punch);
    await bench.command('Procore: Find the Cause');
    await bench.lens(/^The tool is turned off in this project · Explain/).waitFor();
    await bench.answer('The tool is turned off in this project', 'Explain');
    await row(/^error: The tool is turned off in this project/).waitFor();
    await row(/^Cause: .*answered 200: Punch List is turned off\.$/).waitFor();
    await bench.screenshot('60-cause-found');
    const hover = await bench.hover(bench.line(/punch_items/).first(), 'What to do');
    await hover.getByText('Turn On the Tool in Procore').waitFor();
    await bench.screenshot('61-cause-hover');
  });

  it('find the cause from a row of the tree', async () => {
    await bench.sent(refused('events'), () => send(line.events));
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
    await bench.sent(refused('rfis', 404), () => send(line.rfis));
    await bench.lens(/^The path exists in another version · Explain/).waitFor();
    await bench.goToLine('remedies.http', line.rfis);
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Use /rest/v1.0/' });
    await bench.keys('Control+.', fix);
    await bench.screenshot('63-quick-fixes');
    await fix.click();
    await bench.line(/GET\s\/rest\/v1\.0\/projects\/310512\/rfis/).waitFor();
    await bench.screenshot('64-fixed');
    await bench.sent({ label: 'rfis', outcome: 200 }, () => bench.answer('Nothing was sent yet', 'Send'));
  });
});

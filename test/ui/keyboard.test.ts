import { deadlines } from '../support/deadlines.ts';
import { type Keys, keysOf } from './keys.ts';
import { lookAfter } from './lookAfter.ts';
import { openWithSimulator } from './ownSimulator.ts';
import { asksToSignIn } from './signInPage.ts';
import type { Workbench } from './workbench.ts';

const text = `### A version that is not there
# @company 4264807
# @name wrong
GET /rest/v2.0/projects/310512/rfis?per_page=5

### The last one
`;
const line = { wrong: 4, last: 6 };

/** From the palette to a mended request: whoever has no mouse gets at all of it. */
describe('The keyboard alone, in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let keys: Keys;

  before(async function () {
    this.timeout(deadlines.start);
    const limits = { spikeLimit: 0, hourlyLimit: 0 };
    ({ bench } = await openWithSimulator({ files: { 'keys.http': text } }, limits));
    keys = await keysOf(bench.page);
  });

  afterEach(() => keys?.usedNoMouse());

  after(() => bench?.close());

  const row = (name: RegExp) => bench.page.getByRole('treeitem', { name }).first();
  const inUse = (name: string) =>
    bench.page.getByRole('button', { name: new RegExp(`^Procore environment Simulator · ${name}`) });

  /** Signs in where that is asked, and waits until a project is chosen. */
  async function chooseProject(): Promise<void> {
    await keys.palette('Procore: Choose Project...');
    await bench.signedIn(async () => {
      await asksToSignIn(bench.page).waitFor();
      const opened = bench.context.waitForEvent('page');
      await keys.enter(
        bench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow', exact: true }),
      );
      const signIn = await opened;
      await keys.enter(signIn.getByRole('button', { name: 'Allow as Ana Morales' }), signIn);
      await signIn.getByText('You are signed in').waitFor();
      await signIn.close();
    });
    await keys.pick('Harbor & Pine Builders');
    await keys.pick('Riverside Medical Center');
    await inUse('Riverside').waitFor();
  }

  it('leads from the palette to a chosen project, and down its tree to an inserted list of RFIs', async () => {
    await chooseProject();
    await keys.openFile('keys.http');
    await keys.goToLine(line.last);
    await keys.toView('Projects');
    await keys.open(/^ana\.morales@/, /^Harbor & Pine Builders/);
    await keys.open(/^Harbor & Pine Builders/, /^Riverside Medical Center/);
    await keys.open(/^Riverside Medical Center/, /^RFIs, your level/);
    await keys.open(/^RFIs, your level/, /^RFIs$/);
    await keys.toRow(/^RFIs$/);
    await bench.screenshot('130-keyboard-tree');
    await keys.menu('Insert Request...');
    await keys.pick('List');
    await bench.line(/^GET\s\/rest\/v1\.0\/projects\/\{\{\$procore\.projectId\}\}\/rfis$/).waitFor();
    // The cursor has gone into the new request, and so has the focus.
    await bench.sent({ label: 'listRfis', outcome: 200 }, () => bench.page.keyboard.press('Control+Alt+R'));
    await bench
      .line(/of\s450\srows/)
      .first()
      .waitFor();
    await bench.screenshot('131-keyboard-sent');
  });

  it('uses the project that has the focus, whichever was selected before', async () => {
    await keys.toView('Projects');
    await keys.open(/^ana\.morales@/, /^Harbor & Pine Builders/);
    await keys.open(/^Harbor & Pine Builders/, /^Riverside Medical Center/);
    // Enter selects, the arrows do not.
    await keys.toRow(/^Civic Tower Annex/);
    await bench.page.keyboard.press('Enter');
    // What it opens would push the next one away while that is looked for.
    await row(/^Home, your level/).waitFor();
    await keys.toRow(/^Hillcrest Elementary Renovation/);
    await bench.page.keyboard.press('Control+Enter');
    await inUse('Hillcrest').waitFor();
    await keys.toRow(/^Hillcrest Elementary Renovation, in use/);
    await bench.screenshot('132-keyboard-chosen');
  });

  it('reads why a request failed in its hover, and mends it by a quick fix', async () => {
    const { page } = bench;
    await keys.openFile('keys.http');
    await keys.goToLine(line.wrong);
    await bench.sent({ label: 'wrong', outcome: 404 }, () => page.keyboard.press('Control+Alt+R'));
    await bench.lens(/^The path exists in another version · Explain/).waitFor();
    const hover = page.locator('.monaco-hover', { hasText: 'What to do' }).filter({ visible: true }).first();
    await keys.until('Control+K Control+I', hover);
    await bench.screenshot('133-keyboard-hover');
    await page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
    const fixes = page.locator('.action-widget .monaco-list-row');
    const fix = fixes.and(page.locator('.focused')).filter({ hasText: 'Use /rest/v1.0/' });
    await keys.until('Control+.', fixes.first());
    const count = await fixes.count();
    for (let step = 0; step < count && !(await fix.isVisible()); step += 1)
      await page.keyboard.press('ArrowDown');
    await fix.waitFor();
    await bench.screenshot('134-keyboard-fixes');
    await page.keyboard.press('Enter');
    await bench.line(/GET\s\/rest\/v1\.0\/projects\/310512\/rfis/).waitFor();
    await bench.sent({ label: 'wrong', outcome: 200 }, () => page.keyboard.press('Control+Alt+R'));
  });
});

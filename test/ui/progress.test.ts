import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { type GatedSimulator, startGatedSimulator } from './gate.ts';
import { lookAfter } from './lookAfter.ts';
import { paneOf } from './panes.ts';
import { stopSteps } from './stopSteps.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const vendors = JSON.stringify({
  company_id: 4264807,
  updates: Array.from({ length: 2500 }, (_, index) => ({ origin_id: `v-${index}`, name: `Vendor ${index}` })),
});

const requests = `### Me
# @name me
# @company 4264807
GET /rest/v1.0/me

### An RFI that is refused
# @name refused
# @company 4264807
GET /rest/v1.1/punch_items?project_id=310533

### Vendors
# @name vendors
# @company 4264807
PATCH /rest/v1.0/vendors/sync
Content-Type: application/json

< ./vendors.json
`;

const run = `### First
# @company 4264807
GET /rest/v1.0/me

### Second
# @company 4264807
GET /rest/v1.0/projects/310512/rfis?per_page=5

### Third
# @company 4264807
POST /rest/v1.0/projects/310512/rfis
Content-Type: application/json

{"rfi": {"subject": "Third", "rfi_manager_id": 8800102, "assignee_ids": [8800102], "question": {"body": "Which?"}}}
`;

const line = { me: 4, refused: 9, vendors: 14, third: 11 };

describe('What takes long in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: GatedSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    simulator = await startGatedSimulator({ spikeLimit: 0, hourlyLimit: 0 });
    bench = await openWorkbench({
      settings: simulator.settings,
      files: { 'long.http': requests, 'run.http': run, 'vendors.json': vendors, 'photo.txt': 'a photo' },
    });
    await sendMe();
  });

  afterEach(() => simulator.release());

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  const send = (at: number) => bench.send('long.http', at);
  const sendMe = () => bench.sent({ label: 'me', outcome: 200, user: 'Ana Morales' }, () => send(line.me));

  const { progress, cancel, stopped } = stopSteps(() => ({ bench, simulator }), sendMe);

  it('is a request, and is stopped', async () => {
    const ended = await bench.sending({ label: 'refused', outcome: 'cancelled' }, async () => {});
    const after = await stopped(/punch_items/, 'refused: Sending', () => send(line.refused), 'p1-request');
    await ended();
    assert.deepEqual(after, []);
  });

  it('is a sync action of several calls, and is stopped between them', async () => {
    const after = await stopped(
      /sync/,
      /vendors: .*Rows 1 to 1000 of 2500/,
      () => send(line.vendors),
      'p2-sync',
    );
    assert.deepEqual(after, []);
  });

  it('is looking for a cause, and is stopped', async () => {
    await bench.sent({ label: 'refused', outcome: 403 }, () => send(line.refused));
    const after = await stopped(
      /rest\/v1\.0\/tools/,
      /Finding the cause/,
      () => bench.command('Procore: Find the Cause'),
      'p3-cause',
    );
    assert.deepEqual(after, []);
  });

  it('is a write, which is not sent a second time by keys that are pressed twice', async () => {
    const before = simulator.seen.length;
    const held = simulator.hold(/POST .*rfis/);
    await bench.openFile('run.http');
    await bench.goToLine('run.http', line.third);
    const ended = await bench.sending({ label: 'Third', outcome: 201 }, () =>
      bench.page.keyboard.press('Control+Alt+R'),
    );
    await held;
    await bench.page.keyboard.press('Control+Alt+R');
    await bench.said('and was not sent a second time');
    await bench.screenshot('p3-twice');
    simulator.release();
    await ended();
    await sendMe();
    assert.equal(simulator.seen.slice(before).filter(each => /POST .*rfis/.test(each)).length, 1);
  });

  it('is a renewal of the token before a request, and is stopped', async () => {
    await fetch(`${simulator.url}/_simulator/faults/access-token-invalid`, { method: 'POST', body: 'once' });
    const ended = await bench.sending({ label: 'refused', outcome: 'cancelled' }, async () => {});
    // Others may wait for the same renewal, so it goes on.
    const after = await stopped(/oauth\/token/, /refused/, () => send(line.refused), 'p4-renewal', ended);
    assert.deepEqual(after, []);
  });

  it('is the token info, and is stopped', async () => {
    const after = await stopped(
      /token\/info/,
      'Show Token Info',
      () => bench.command('Procore: Show Token Info'),
      'p5-token-info',
    );
    assert.deepEqual(after, []);
  });

  it('is a start of the simulator whose port somebody else holds, and is stopped', async () => {
    const after = await stopped(
      /_simulator\/health/,
      /Starting the Procore simulator: waiting for what answers on port \d+/,
      async () => {
        await bench.command('Procore: Switch Environment...');
        await bench.pick('Simulator');
      },
      'p9-simulator',
    );
    assert.deepEqual(after, []);
  });

  describe('and many', () => {
    const runFile = () => bench.command('Procore: Run File');

    /** The report of a run that was stopped at its second request tells of each what came of it. */
    async function reported(second: RegExp): Promise<void> {
      for (const text of [
        /^Run\sof\srun\.http:\s1\sof\s3/,
        /1\snot\ssent,/,
        /✓\sFirst\s+200/,
        second,
        /Third\s+not\srun/,
      ])
        await bench.line(text).first().waitFor();
    }

    beforeEach(() => bench.openFile('run.http'));

    it('is a run of a file at a request: nothing more is sent', async () => {
      const after = await stopped(
        /rfis/,
        /Running requests of run\.http: 2 of 3: Second · Sending/,
        runFile,
        'p6-run',
        () => reported(/✗\sSecond\s+Cancelled/),
      );
      assert.deepEqual(after, []);
    });

    it('is a run of a file that waits to send again: nothing more is sent', async () => {
      simulator.refuse(/rfis/, 503, { 'retry-after': '600' });
      await runFile();
      const waiting = progress(
        /Running requests of run\.http: 2 of 3: Second · Waiting \d+ \w+: Procore is unavail/,
      );
      await waiting.waitFor();
      // No longer the report of an earlier run.
      await bench
        .line(/^…\sRun\sof\srun\.http/)
        .first()
        .waitFor();
      await bench.screenshot('p6-run-waiting');
      const before = simulator.seen.length;
      await cancel(waiting);
      await reported(/✗\sSecond\s+503\sService\sUnavailable,\sthen/);
      simulator.release();
      await sendMe();
      assert.deepEqual(
        simulator.seen.slice(before).filter(each => each.includes('rfis')),
        [],
      );
    });
  });

  it('is an upload, of which nothing is made', async () => {
    await bench.command('Procore: Choose Company...');
    await bench.pick('Harbor & Pine Builders');
    await bench.page.getByRole('button', { name: /Simulator · Harbor & Pine Builders/ }).waitFor();
    const after = await stopped(
      /POST .*\/uploads/,
      /Uploading photo\.txt to Simulator/,
      async () => {
        await bench.command('Procore: Upload File...');
        const file = bench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'photo.txt' });
        await file.click();
        await bench.screenshot('p7-upload-place');
        await bench.pick('for records of the company');
      },
      'p7-upload',
    );
    assert.deepEqual(after, []);
  });

  describe('before it is sent again', () => {
    const { row, alone } = paneOf(() => bench, 'Diagnostics');

    it('is a countdown, and is stopped', async () => {
      // Longer than a request waits by itself.
      simulator.refuse(/punch_items/, 503, { 'retry-after': '5400' });
      await bench.sent({ label: 'refused', outcome: 503 }, () => send(line.refused));
      await bench.showView();
      await alone();
      await bench.menu(row(/^error: Procore is temporarily unavailable/), 'Wait and Send Again');
      const countdown = progress(/Sending again: in \d+ (?:s|min)\. Cancel to stay\./);
      await countdown.waitFor();
      await bench.screenshot('p8-countdown');
      simulator.release();
      const before = simulator.seen.length;
      await bench.press(countdown.getByRole('button', { name: 'Cancel' }), countdown, 'hidden');
      await sendMe();
      assert.deepEqual(
        simulator.seen.slice(before).filter(each => each.includes('punch_items')),
        [],
      );
    });

    it('is a countdown, at whose end it is sent once', async () => {
      simulator.refuse(/punch_items/, 408, {});
      await bench.sent({ label: 'refused', outcome: 408 }, () => send(line.refused));
      simulator.release();
      await bench.showView();
      await alone();
      const before = simulator.seen.length;
      await bench.sent({ label: 'refused', outcome: 403 }, () =>
        bench.menu(row(/^error: Procore took too long to answer/), 'Wait and Send Again'),
      );
      assert.equal(simulator.seen.slice(before).filter(each => each.includes('punch_items')).length, 1);
    });
  });
});

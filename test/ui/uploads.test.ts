import assert from 'node:assert/strict';
import { deadlines } from '../support/deadlines.ts';
import { chooseProject } from './chooseProject.ts';
import { type GatedSimulator, startGatedSimulator } from './gate.ts';
import { filesIn, holdReading, noneLeft } from './heldFile.ts';
import { lookAfter } from './lookAfter.ts';
import { stopSteps } from './stopSteps.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const requests = `### Me
# @name me
# @company 4264807
GET /rest/v1.0/me

### Photo
# @name photo
# @company 4264807
POST /rest/v1.0/images
Content-Type: multipart/form-data; boundary=x

--x
Content-Disposition: form-data; name="project_id"

310512
--x
Content-Disposition: form-data; name="image[data]"; filename="plan.pdf"
Content-Type: application/pdf

< ./plan.pdf
--x--

### Rows
# @name rows
# @company 4264807
GET /rest/v1.0/projects/310512/rfis?per_page=450
`;
const line = { me: 4, photo: 9, rows: 25 };

const mebibyte = 1 << 20;
const files = {
  'long.http': requests,
  /** One form. */
  'plan.pdf': 'x'.repeat(15 * mebibyte),
  /** Five parts, of which four are on their way at once. */
  'walk.mp4': 'x'.repeat(66 * mebibyte),
};

describe('Files that take long in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let simulator: GatedSimulator;

  before(async function () {
    this.timeout(deadlines.start);
    simulator = await startGatedSimulator({ spikeLimit: 0, hourlyLimit: 0 });
    // As little as can be set, so that an answer need not be long to be kept in a file.
    const settings = { ...simulator.settings, 'procore.response.shownMegabytes': 0.1 };
    bench = await openWorkbench({ settings, files });
    await sendMe();
    await chooseProject(bench);
  });

  afterEach(() => simulator.release());

  after(async () => {
    await bench?.close();
    await simulator?.close();
  });

  const send = (at: number) => bench.send('long.http', at);
  const sendMe = () => bench.sent({ label: 'me', outcome: 200, user: 'Ana Morales' }, () => send(line.me));

  const { progress, cancel, stopped } = stopSteps(() => ({ bench, simulator }), sendMe);
  const notification = (text: string | RegExp) =>
    bench.page.locator('.notification-list-item', { hasText: text }).filter({ visible: true }).first();

  async function upload(name: string, place: string): Promise<void> {
    await bench.command('Procore: Upload File...');
    await bench.page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).click();
    await bench.pick(place);
  }

  for (const { flow, name, size, place, parts, picture } of [
    { flow: 'one form', name: 'plan.pdf', size: '15.7', place: 'for records of the company', parts: 1 },
    { flow: 'segments', name: 'walk.mp4', size: '69.2', place: 'for files, photos, attachments', parts: 4 },
    { flow: 'version 2.1', name: 'walk.mp4', size: '69.2', place: 'Document Management', parts: 4 },
  ].map((each, index) => ({ ...each, picture: `p${20 + index}-upload` })))
    it(`are uploads by ${flow}: stopped at storage they say what is left, and can be tried again`, async () => {
      const left = new RegExp(
        `The upload of ${name} was stopped\\. No record has it: Procore deletes what was begun as [0-9A-Z]{26} by`,
      );
      const after = await stopped(
        [/^storage/, parts],
        new RegExp(`Uploading ${name} to Simulator: \\d+\\.\\d of ${size} MB \\(\\d+ %\\)`),
        () => upload(name, place),
        picture,
        async givenUp => {
          simulator.drain();
          await givenUp;
          await notification(left).waitFor();
        },
      );
      assert.deepEqual(after, []);
      // An upload is nothing that a request of the file has come to.
      assert.equal(await bench.lens('Cancelled').count(), 0);
      await upload(name, place);
      await bench.answer(`${name} is uploaded. Its id is`, 'Copy ID');
      assert.deepEqual(simulator.tokensAtStorage, []);
    });

  it('are parts of a request, of which is said how much has gone out', async () => {
    const ended = await bench.sending({ label: 'photo', outcome: 'cancelled' }, async () => {});
    const after = await stopped(
      /^POST .*\/images/,
      /photo: Sending, \d+\.\d of 15\.7 MB/,
      () => send(line.photo),
      'p23-multipart',
      async givenUp => {
        simulator.drain();
        await givenUp;
        await ended();
        await bench
          .line(/It\shad\sbeen\ssent/)
          .first()
          .waitFor();
        await bench.screenshot('p23-multipart-stopped');
      },
    );
    assert.deepEqual(after, []);
  });

  it('are answers that are saved, of which nothing stays that is not whole', async () => {
    await bench.sent({ label: 'rows', outcome: 200 }, () => send(line.rows));
    // Its beginning is read to be shown.
    await bench.line(/"id":/).first().waitFor();
    const slow = await holdReading(bench.storage, '*/answers/*/answer-*.json');
    try {
      await bench.command('Procore: Save Response Body...');
      await bench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
      await slow.begin();
      const saving = progress(/Saving rows\.json: \d+\.\d kB of \d+\.\d kB/);
      await saving.waitFor();
      await bench.screenshot('p24-saving');
      assert.equal(filesIn(bench.folder, 'rows.json*').length, 1);
      await cancel(saving);
    } finally {
      await slow.end();
    }
    await noneLeft(bench.folder, 'rows.json*');
    await sendMe();
    assert.equal(await notification('Saved as').count(), 0);
  });
});

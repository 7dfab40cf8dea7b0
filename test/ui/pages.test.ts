import assert from 'node:assert/strict';
import { type PlainServer, startPlainServer } from '../editor/suite/plainServer.ts';
import { deadlines } from '../support/deadlines.ts';
import { freePort } from '../support/freePort.ts';
import { lookAfter } from './lookAfter.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const pageCount = 12;
const perPage = 10;

const requests = (origin: string) => `### About Procore
GET /rest/v1.0/me

### Its list
# @name doors
GET ${origin}/doors?per_page=${perPage}

### Another
# @name other
GET ${origin}/other
`;

const line = { doors: 6, other: 10 };

describe('All pages of a list in the workbench', () => {
  let bench: Workbench;
  lookAfter(() => bench);

  let server: PlainServer;
  let rows: readonly number[];
  /** Pages from this one on are not answered. */
  let heldFrom: number;
  /** Is refused. */
  let refused: number | undefined;
  /** After this page a row is put before all others. */
  let shiftedAfter: number | undefined;

  before(async function () {
    this.timeout(deadlines.start);
    server = await startPlainServer((request, response) => {
      const address = new URL(request.url ?? '', 'http://localhost');
      response.setHeader('content-type', 'application/json');
      if (address.pathname !== '/doors') return response.end('{"id":1}');
      const page = Number(address.searchParams.get('page') ?? 1);
      if (page >= heldFrom) return undefined;
      if (page === refused) return response.writeHead(403).end('{"message":"not now"}');
      const here = rows.slice((page - 1) * perPage, page * perPage);
      if (page === shiftedAfter) rows = [9000, ...rows];
      return response
        .writeHead(200, { total: rows.length, 'per-page': perPage })
        .end(JSON.stringify(here.map(id => ({ id, name: `Door ${id}` }))));
    });
    bench = await openWorkbench({
      settings: { 'procore.simulator.port': await freePort() },
      files: { 'lists.http': requests(server.origin) },
    });
  });

  beforeEach(async () => {
    rows = Array.from({ length: pageCount * perPage }, (_, index) => index + 1);
    heldFrom = Number.POSITIVE_INFINITY;
    refused = undefined;
    shiftedAfter = undefined;
    await bench.sent({ label: 'doors', outcome: 200 }, () => bench.send('lists.http', line.doors));
  });

  after(async () => {
    await bench?.close();
    await server?.close();
  });

  const allPages = () => bench.lens(/^Get All \d+ Pages$/);
  const pagesIn = (seen: readonly string[]) =>
    seen
      .filter(each => each.startsWith('GET /doors'))
      .map(each => Number(new URL(each.slice(4), 'http://localhost').searchParams.get('page') ?? 1))
      .sort((one, other) => one - other);
  const wholeList = () => bench.line(/^120\sof\s120\srows,\s12\spages/).first();

  /** Asks for all pages, of which the first three come, and stops there. The answer has what was asked for then. */
  async function stopAtFour(picture?: string): Promise<readonly string[]> {
    heldFrom = 4;
    const before = server.seen.length;
    const stopped = await bench.sending({ label: 'doors', outcome: 200 }, () => allPages().click());
    const progress = bench.page.locator('.notification-list-item', { hasText: '3 of 12 pages read' });
    await progress.waitFor();
    if (picture !== undefined) await bench.screenshot(picture);
    await bench.press(progress.getByRole('button', { name: 'Cancel' }), bench.lens('Resume at Page 4'));
    await stopped();
    heldFrom = Number.POSITIVE_INFINITY;
    return server.seen.slice(before);
  }

  it('are stopped in the middle, after which nothing is sent, and read on from there', async () => {
    const asked = pagesIn(await stopAtFour('47-pages-progress'));
    assert.deepEqual(asked.slice(0, 3), [1, 2, 3]);
    await bench.screenshot('47-pages-stopped');
    const before = server.seen.length;
    await bench.sent({ label: 'other', outcome: 200 }, () => bench.send('lists.http', line.other));
    assert.deepEqual(server.seen.slice(before), ['GET /other']);
    await bench.goToLine('lists.http', line.doors);
    await bench.sent({ label: 'doors', outcome: 200 }, () => bench.lens('Resume at Page 4').click());
    await wholeList().waitFor();
    // The third once more, to see whether its rows have moved meanwhile.
    assert.deepEqual(pagesIn(server.seen.slice(before)), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    await bench.screenshot('47-pages-resumed');
  });

  it('are read on after a page that was refused', async () => {
    refused = 3;
    await bench.sent({ label: 'doors', outcome: 403 }, () => allPages().click());
    const resume = bench.lens('Resume at Page 3');
    await resume.waitFor();
    await bench.screenshot('48-pages-refused');
    refused = undefined;
    await bench.sent({ label: 'doors', outcome: 200 }, () => resume.click());
    await wholeList().waitFor();
  });

  it('are read on after the window was loaded again', async () => {
    await stopAtFour();
    await bench.reload();
    await bench.openFile('lists.http');
    const remaining = bench.lens('Get the Remaining Pages');
    await remaining.waitFor();
    await bench.screenshot('49-pages-remaining');
    const before = server.seen.length;
    await bench.sent({ label: 'doors', outcome: 200 }, () => remaining.click());
    await wholeList().waitFor();
    assert.deepEqual(pagesIn(server.seen.slice(before)), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('say so where rows moved to other pages while they were read', async () => {
    shiftedAfter = 1;
    await bench.sent({ label: 'doors', outcome: 200 }, () => allPages().click());
    const told = /The list changed while it was read: .*1 row came again on a later page/;
    await bench.page.locator('.notification-list-item', { hasText: told }).waitFor();
    await bench
      .line(/1\sof\sthem\stwice/)
      .first()
      .waitFor();
    await bench.screenshot('49-pages-shifted');
  });
});

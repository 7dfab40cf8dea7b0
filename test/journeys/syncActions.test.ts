import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createServer } from 'node:http';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { openBodyFolder } from '../support/bodyFolder.ts';
import { type RunOptions, runText } from '../support/runText.ts';
import { type Simulated, withSimulator } from '../support/simulated.ts';

const vendors = (count: number, from = 0) =>
  JSON.stringify({
    company_id: 4264807,
    updates: Array.from({ length: count }, (_, index) => ({
      origin_id: `sync-${from + index}`,
      name: `Vendor ${from + index}`,
    })),
  });
const sync = (body: string) =>
  `# @company 4264807\nPATCH /rest/v1.0/vendors/sync\nContent-Type: application/json\n\n${body}\n`;
const none = { hourlyLimit: 0, spikeLimit: 0 };

interface SyncBody {
  readonly entities: readonly { readonly id: number; readonly name: string }[];
  readonly errors: readonly { readonly name: string; readonly errors: unknown }[];
}

describe('A sync action of more than one call', () => {
  // The first simulator of a process reads the catalog, which is not what is tested.
  before(() => withSimulator(none, async () => {}));

  const run = ({ environment, clock, getToken }: Simulated, text: string, more: RunOptions = {}) =>
    runText(text, { environment, clock, getToken, catalog: loadBundledCatalog, ...more });

  it('is one exchange, with the rows of all calls in order', async () => {
    await withSimulator(none, async simulated => {
      const { exchange, progress, exchanges } = await run(simulated, sync(vendors(2500)));
      equal(exchanges.length, 1);
      equal(exchange.error, null);
      equal(exchange.response?.status, 200);
      const body: SyncBody = JSON.parse(exchange.response?.body ?? '');
      deepEqual(
        body.entities.map(({ name }) => name),
        Array.from({ length: 2500 }, (_, index) => `Vendor ${index}`),
      );
      equal(exchange.request.bodyBytes, vendors(2500).length);
      deepEqual(
        progress.flatMap(step => (step.kind === 'part' ? [[step.from, step.to, step.rows]] : [])),
        [
          [1, 1000, 2500],
          [1001, 2000, 2500],
          [2001, 2500, 2500],
        ],
      );
      // What a person reads last while a call is under way.
      ok(progress.every((step, at) => step.kind !== 'sending' || progress[at + 1]?.kind === 'part'));
      equal(simulated.log.filter(line => line.includes('/vendors/sync')).length, 3);
      deepEqual(exchange.diagnoses, []);
    });
  });

  it('counts the entries that were refused inside of it', async () => {
    await withSimulator({ ...none, faults: ['sync-entry-errors'] }, async simulated => {
      const { exchange } = await run(simulated, sync(vendors(2200)));
      equal(exchange.response?.status, 200);
      const body: SyncBody = JSON.parse(exchange.response?.body ?? '');
      equal(body.entities.length + body.errors.length, 2200);
      equal(exchange.diagnoses[0]?.id, 'partial-failure');
      match(exchange.diagnoses[0]?.cause ?? '', /1,100 entries were refused and 1,100 went through/);
    });
  });

  for (const [size, updates] of [
    ['of one call', 900],
    ['of several calls', 2500],
  ] as const) {
    it(`counts the refused entries of answers ${size} that are long, and keeps no file of them`, async () => {
      let calls = 0;
      const rows = (count: number, more: string) =>
        Array.from({ length: count }, (_, id) => `{"id":${id},${more}"text":"${'x'.repeat(4000)}"}`).join();
      const server = createServer((request, response) => {
        calls += 1;
        request.resume().on('end', () => {
          const errors = rows(3, '"errors":{"name":["is taken"]},');
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(`{"entities":[${rows(800, '')}],"errors":[${errors}]}`);
        });
      });
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      ok(typeof address === 'object' && address !== null);
      const folder = await openBodyFolder();
      try {
        const environment = simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'sandbox');
        const { exchange } = await runText(sync(vendors(updates)), {
          environment,
          job: { bodyFiles: folder.files },
        });
        equal(exchange.error, null);
        const diagnosis = exchange.diagnoses.find(({ id }) => id === 'partial-failure');
        const counted = (each: number) => (each * calls).toLocaleString('en-US');
        ok(
          diagnosis?.cause.includes(
            `yet ${counted(3)} entries were refused and ${counted(800)} went through.`,
          ),
          diagnosis?.cause,
        );
        match(diagnosis?.cause ?? '', /is taken/);
        deepEqual(await folder.paths(), []);
      } finally {
        server.closeAllConnections();
        await new Promise(resolve => server.close(resolve));
        await folder.remove();
      }
    });
  }

  it('keeps within the rate windows', async () => {
    await withSimulator({ hourlyLimit: 0, spikeLimit: 2 }, async simulated => {
      const { exchange } = await run(simulated, sync(vendors(3000)));
      equal(exchange.error, null);
      equal(simulated.log.filter(line => / 429 /.test(line)).length, 0);
    });
  });

  it('says which rows were sent where a later call is refused', async () => {
    await withSimulator(none, async simulated => {
      let calls = 0;
      const { exchange } = await run(simulated, sync(vendors(2500)), {
        job: {
          onProgress(step) {
            if (step.kind === 'part') calls += 1;
            // The switch is there before the second call, for it goes ahead of it on the same server.
            if (step.kind === 'part' && calls === 2) void simulated.fault('server-error', 'on');
          },
        },
      });
      equal(exchange.error?.code, 'sync-incomplete');
      match(
        exchange.error?.message ?? '',
        /^Rows 1 to (?:1,000|2,000) of 2,500 were sent and answered\. Rows (?:1,001 to 2,000|2,001 to 2,500) were sent and answered with 500/,
      );
      const body: SyncBody = JSON.parse(exchange.response?.body ?? '');
      ok(body.entities.length === 1000 || body.entities.length === 2000);
    });
  });

  for (const status of [500, 502, 504]) {
    it(`says of a call that was answered with ${status} that nobody knows, and what to do`, async () => {
      const { exchange, calls } = await answeredInTurn([200, status]);
      equal(calls, 2);
      match(
        exchange.error?.message ?? '',
        new RegExp(
          `^Rows 1 to 1,000 of 2,500 were sent and answered\\. Rows 1,001 to 2,000 were sent and answered with ${status}.*, so nobody knows which of them Procore took\\. Look which of them Procore has before you send them again\\. Rows 2,001 to 2,500 were not sent\\.$`,
        ),
      );
      deepEqual(
        exchange.diagnoses.map(({ id }) => id),
        ['gateway-error'],
      );
      match(exchange.diagnoses[0]?.remedies.join(' ') ?? '', /whether the write took effect/);
      ok(exchange.diagnoses.every(({ actions }) => actions.every(({ kind }) => kind !== 'waitAndResend')));
      equal(exchange.response?.body, '{"entities":[{"id":1}],"errors":[]}');
    });
  }

  it('says of a call that was answered with 422 that it was refused', async () => {
    const { exchange } = await answeredInTurn([200, 422]);
    match(exchange.error?.message ?? '', / Rows 1,001 to 2,000 were refused with 422/);
  });

  it('says of lost calls that nobody knows, and sends nothing after them', async () => {
    let calls = 0;
    const server = createServer((request, response) => {
      calls += 1;
      request.resume().on('end', () => {
        if (calls === 2) request.socket.resetAndDestroy();
        else
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end('{"entities":[{"id":1}],"errors":[]}');
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    try {
      const environment = simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'sandbox');
      const { exchange } = await runText(sync(vendors(2500)), { environment });
      equal(calls, 2);
      match(exchange.error?.code ?? '', /ECONNRESET|UND_ERR_SOCKET/);
      match(
        exchange.error?.message ?? '',
        /^Rows 1 to 1,000 of 2,500 were sent and answered\. Rows 1,001 to 2,000 were sent, but not answered: .* Look which of them Procore has before you send them again\. Rows 2,001 to 2,500 were not sent\.$/,
      );
      equal(exchange.response?.body, '{"entities":[{"id":1}],"errors":[]}');
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });

  it('is asked for once on production, with its size', async () => {
    const { exchange, questions } = await runText(sync(vendors(2500)), { environment: 'production' });
    equal(exchange.error?.code, 'not-confirmed');
    deepEqual(
      questions.map(({ method, extent }) => [method, extent]),
      [['PATCH', '2,500 updates, sent in 3 requests']],
    );
  });
});

/** A sync action of three calls, to a server that answers with these statuses one after another. */
async function answeredInTurn(statuses: readonly number[]) {
  let calls = 0;
  const server = createServer((request, response) => {
    const status = statuses[calls] ?? 200;
    calls += 1;
    request.resume().on('end', () => {
      if (status === 200)
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"entities":[{"id":1}],"errors":[]}');
      else response.writeHead(status, { 'content-type': 'text/html' }).end('<html>gateway</html>');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  ok(typeof address === 'object' && address !== null);
  try {
    const environment = simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'sandbox');
    const { exchange } = await runText(sync(vendors(2500)), { environment });
    return { exchange, calls };
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { createRowFile } from '../../src/runner/rowFile.ts';
import { createRowMemory, type OpenRows, type RowStore } from '../../src/runner/rowStore.ts';
import type { RunJob } from '../../src/runner/runner.ts';
import { type Ran, runText } from '../support/runText.ts';

/** A list as Procore pages it; `change` may look at, answer or break each request for a page. */
interface List {
  rows: { id: number }[];
  readonly asked: string[];
  /** In place of `Total` and `Per-Page`. */
  headers?: (page: number) => Readonly<Record<string, string>>;
  change?: (
    page: number,
    request: IncomingMessage,
  ) => { status?: number; body?: string; reset?: boolean } | undefined;
}

const perPage = 10;
const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));

describe('All pages of a list', () => {
  let server: Server;
  let folder: string;
  let list: List;
  let origin: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procore-pages-'));
    list = { rows: rowsFrom(1, 200), asked: [] };
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const page = Number(url.searchParams.get('page') ?? 1);
      list.asked.push(`${request.method} ${url.search}`);
      const changed = list.change?.(page, request);
      if (changed?.reset) return void request.socket.resetAndDestroy();
      const headers = {
        'content-type': 'application/json',
        ...(list.headers?.(page) ?? { total: `${list.rows.length}`, 'per-page': `${perPage}` }),
      };
      const body = JSON.stringify(list.rows.slice((page - 1) * perPage, page * perPage));
      response.writeHead(changed?.status ?? 200, headers).end(changed?.body ?? body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    origin = `http://127.0.0.1:${address.port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  async function read(
    job: Partial<RunJob> = {},
    signal?: AbortSignal,
  ): Promise<Ran & { readonly notices: readonly string[] }> {
    const notices: string[] = [];
    const ran = await runText('# @company 1\nGET /rest/v1.0/things?filters[status][]=open\n', {
      environment: simulatorEnvironment(origin),
      job: { allPages: true, onNotice: notice => notices.push(notice), ...job },
      ...(signal === undefined ? {} : { signal }),
    });
    return { ...ran, notices };
  }

  const file = (name = 'rows.json') => createRowFile(join(folder, name), name, Date.now);
  const saved = async (name = 'rows.json') => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const idsOf = (text: string | undefined) =>
    JSON.parse(text ?? '').map(({ id }: { readonly id: number }) => id);
  const all = rowsFrom(1, 200).map(({ id }) => id);

  it('are not asked for by a HEAD, which brings the count alone', async () => {
    const { exchange } = await runText('HEAD /rest/v1.0/things\n', {
      environment: simulatorEnvironment(origin),
      job: { allPages: true },
    });
    deepEqual([exchange.error, exchange.pagination?.total, list.asked], [null, 200, ['HEAD ']]);
  });

  it('come although one of them is empty, as Total says that there are more', async () => {
    list.change = page => (page === 3 ? { body: '[]' } : undefined);
    const { exchange } = await read();
    const rows: { id: number }[] = JSON.parse(exchange.response?.body ?? '');
    deepEqual(
      rows.map(({ id }) => id),
      [...rowsFrom(1, 20), ...rowsFrom(31, 170)].map(({ id }) => id),
    );
    equal(exchange.pagination?.missingRows, 10);
  });

  it('end where a cursor comes round, and say that they are not whole', async () => {
    list.change = (_page, { url = '' }) => {
      const at = Number(new URL(url, origin).searchParams.get('cursor') ?? 0);
      const data = list.rows.slice(at, at + 10);
      return { body: JSON.stringify({ data, next_cursor: String((at + 10) % 50) }) };
    };
    list.headers = () => ({});
    const { exchange } = await read();
    equal(list.asked.length, 6);
    equal(exchange.error?.code, 'list-incomplete');
  });

  it('come in order, each asked for once, with the query of the request', async () => {
    const { exchange, progress } = await read();
    deepEqual(idsOf(exchange.response?.body), all);
    equal(new Set(list.asked).size, 20);
    ok(list.asked.slice(1).every(one => one.includes('filters[status][]=open')));
    deepEqual(
      progress
        .filter(({ kind }) => kind === 'page')
        .map(one => ('pagesRead' in one ? [one.pagesRead, one.pages] : []))
        .at(-1),
      [20, 20],
    );
  });

  it('go to a file, which a stop in the middle and another run leave with each row once', async () => {
    const stop = new AbortController();
    list.change = page => {
      if (page === 12) stop.abort();
      return undefined;
    };
    const first = await read({ rowStore: file(), resumePages: true }, stop.signal);
    equal(first.exchange.error?.code, 'cancelled');
    const { rowsRead = 0, pagesRead = 0 } = first.exchange.pagination ?? {};
    ok(pagesRead > 0 && pagesRead < 20);
    match(first.notices.join(), new RegExp(`${rowsRead} of 200 rows are kept in rows\\.json\\.part`));
    deepEqual(await readdir(folder), ['rows.json.part', 'rows.json.part.json']);
    delete list.change;
    list.asked.length = 0;
    const second = await read({ rowStore: file(), resumePages: true });
    // One to see whether rows have moved.
    equal(list.asked.length, 20 - pagesRead + 1);
    match(second.notices.join(), /Reading on after page/);
    equal(second.exchange.error, null);
    deepEqual(
      (await saved()).map(({ id }: { readonly id: number }) => id),
      all,
    );
    deepEqual(
      [
        second.exchange.pagination?.pagesRead,
        second.exchange.pagination?.rowsRead,
        second.exchange.response?.bodyFile,
      ],
      [20, 200, 'rows.json'],
    );
    deepEqual(await readdir(folder), ['rows.json']);
  });

  it('go on in memory after a page that was refused', async () => {
    const rowStore = createRowMemory();
    list.change = page => (page === 7 ? { status: 403, body: '{"message":"no"}' } : undefined);
    const first = await read({ rowStore, resumePages: true });
    equal(first.exchange.response?.status, 403);
    equal(first.exchange.pagination?.pagesRead, 6);
    delete list.change;
    const second = await read({ rowStore, resumePages: true });
    deepEqual(idsOf(second.exchange.response?.body), all);
  });

  describe('that are read on after a stop', () => {
    const stopAt = async (at: number) => {
      list.change = page => (page === at ? { status: 403, body: '{}' } : undefined);
      await read({ rowStore: file(), resumePages: true });
      delete list.change;
    };

    it('tell of rows that have moved in the meantime, though Total is the same', async () => {
      await stopAt(7);
      list.rows = [...rowsFrom(1000, 3), ...list.rows.slice(0, -3)];
      const { notices, exchange } = await read({ rowStore: file(), resumePages: true });
      equal(exchange.error, null);
      match(notices.join(), /rows moved to other pages since the earlier reading/);
      match(notices.join(), /Read it again to have each row once/);
    });

    it('tell so again where they are stopped again', async () => {
      await stopAt(7);
      list.rows = [...rowsFrom(1000, 3), ...list.rows.slice(0, -3)];
      await stopAt(9);
      const { notices } = await read({ rowStore: file(), resumePages: true });
      match(notices.join(), /rows moved to other pages/);
    });

    it('raise no doubt where only rows of earlier pages changed places', async () => {
      await stopAt(7);
      list.rows = [...list.rows.slice(0, 20).reverse(), ...list.rows.slice(20)];
      equal((await read({ rowStore: file(), resumePages: true })).notices.length, 1);
    });

    it('raise no doubt where rows have no ids', async () => {
      const nameless = () => ({ body: JSON.stringify(Array.from({ length: perPage }, () => ({ n: 1 }))) });
      list.change = page => (page === 7 ? { status: 403, body: '{}' } : nameless());
      await read({ rowStore: file(), resumePages: true });
      list.change = nameless;
      list.asked.length = 0;
      const { notices } = await read({ rowStore: file(), resumePages: true });
      equal(list.asked.length, 14);
      equal(notices.length, 1);
    });
  });

  it('say what is kept where the disk is full, and go on from there', async () => {
    const store = file();
    const full: RowStore = {
      ...store,
      async open(key, from) {
        const rows = await store.open(key, from);
        const add: OpenRows['add'] = (elements, soFar, mask) =>
          soFar.report.pagesRead > 4
            ? Promise.reject(new Error('ENOSPC: no space left on device, write'))
            : rows.add(elements, soFar, mask);
        return { ...rows, add };
      },
    };
    const first = await read({ rowStore: full, resumePages: true });
    equal(first.exchange.error?.code, 'body-not-saved');
    match(first.notices.join(), /40 of 200 rows are kept in rows\.json\.part/);
    const second = await read({ rowStore: file(), resumePages: true });
    match(second.notices.join(), /Reading on after page 4/);
    deepEqual(
      (await saved()).map(({ id }: { readonly id: number }) => id),
      all,
    );
  });

  it('begin anew for another request, and where nobody asks to go on', async () => {
    list.change = page => (page === 7 ? { status: 403, body: '{}' } : undefined);
    await read({ rowStore: file(), resumePages: true });
    delete list.change;
    list.asked.length = 0;
    await read({ rowStore: file() });
    equal(list.asked.length, 20);
    deepEqual((await saved()).length, 200);
  });

  it('survive a connection that is reset on page 7', async () => {
    let resets = 0;
    list.change = page => (page === 7 && resets++ === 0 ? { reset: true } : undefined);
    const { exchange } = await read();
    deepEqual(idsOf(exchange.response?.body), all);
    equal(exchange.attempts, 2);
  });

  it('count as sent where they are stopped while the next page waits for its turn', async () => {
    const stop = new AbortController();
    list.headers = () => ({
      total: '200',
      'per-page': '10',
      'x-rate-limit-limit': '1',
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': String(Date.parse('2026-11-22T05:00:08Z') / 1000),
      date: new Date('2026-11-22T05:00:00Z').toUTCString(),
    });
    const { exchange } = await read(
      { onProgress: step => (step.kind === 'waiting' ? stop.abort() : undefined) },
      stop.signal,
    );
    equal(exchange.error?.code, 'cancelled');
    equal(exchange.pagination?.pagesRead, 1);
    equal(exchange.attempts, 1);
  });

  it('wait out a 429 in between', async () => {
    let refused = 0;
    list.change = page => (page === 5 && refused++ === 0 ? { status: 429, body: '{}' } : undefined);
    const { exchange, waits } = await read();
    deepEqual(idsOf(exchange.response?.body), all);
    ok(waits.length > 0);
  });

  it('tell of rows that came twice because others were put before them', async () => {
    list.change = page => {
      if (page === 2 && list.rows.length === 200) list.rows.unshift({ id: 0 });
      return undefined;
    };
    const { exchange, notices } = await read();
    equal(exchange.error, null);
    ok((exchange.pagination?.duplicateRows ?? 0) > 0);
    match(notices.join(), /came again on a later page/);
  });

  it('tell of rows that may have been missed because others were taken away before them', async () => {
    list.change = page => {
      if (page === 2 && list.rows.length === 200) list.rows.shift();
      return undefined;
    };
    const { exchange, notices } = await read();
    equal(exchange.error, null);
    match(notices.join(), /Total was 200 and then 199/);
  });

  it('tell of rows that Total counts and no page has', async () => {
    list.change = page => (page === 20 ? { body: '[{"id":191}]' } : undefined);
    const { exchange, notices } = await read();
    equal(exchange.pagination?.missingRows, 9);
    match(notices.join(), /9 rows of Total came on no page/);
  });

  it('stop with what came where a page is no list', async () => {
    list.change = page => (page === 3 ? { body: '{"message":"busy"}' } : undefined);
    const { exchange } = await read();
    equal(exchange.error?.code, 'list-incomplete');
    equal(idsOf(exchange.response?.body).length, 20);
  });

  it('end with the page without a link, where only links tell that there are more', async () => {
    const link = (page: number) => `<${origin}/rest/v1.0/things?page=${page + 1}>; rel="next"`;
    list.headers = page => (page < 20 ? { link: link(page) } : {});
    const { exchange } = await read();
    equal(exchange.error, null);
    deepEqual(idsOf(exchange.response?.body), all);
    equal(exchange.pagination?.hasNext, false);
  });

  it('may hold equal rows, which nothing tells apart, up to Total', async () => {
    list.change = () => ({ body: JSON.stringify(Array.from({ length: perPage }, () => ({ n: 1 }))) });
    const { exchange } = await read();
    equal(exchange.error, null);
    equal(exchange.pagination?.rowsRead, 200);
    equal(list.asked.length, 20);
  });

  it('may hold equal rows up to the page that a link calls the last, and nowhere else', async () => {
    const to = (page: number, relation: string) =>
      `<${origin}/rest/v1.0/things?page=${page}>; rel="${relation}"`;
    list.change = () => ({ body: '[{"n":1},{"n":1}]' });
    list.headers = page => (page < 5 ? { link: `${to(5, 'last')}, ${to(page + 1, 'next')}` } : {});
    const { exchange } = await read();
    equal(exchange.error, null);
    equal(exchange.pagination?.rowsRead, 10);
    list.headers = page => ({ link: to(page + 1, 'next') });
    const endless = await read();
    equal(endless.exchange.error?.code, 'list-incomplete');
    equal(endless.exchange.pagination?.rowsRead, 2);
  });

  it('that are the same again by their ids are not read on', async () => {
    list.change = () => ({ body: JSON.stringify(list.rows.slice(0, perPage)) });
    const { exchange } = await read();
    equal(exchange.error?.code, 'list-incomplete');
    equal(exchange.pagination?.rowsRead, 10);
  });

  it('are never read on after a write', async () => {
    const { exchange } = await runText('# @company 1\n# @allPages\nPOST /rest/v1.0/things\n\n{}\n', {
      environment: simulatorEnvironment(origin),
      confirmSend: () => Promise.resolve(true),
    });
    equal(list.asked.length, 1);
    equal(exchange.error, null);
  });

  it('are read twice without a write', async () => {
    await read();
    await read();
    ok(list.asked.every(one => one.startsWith('GET')));
    equal(list.asked.length, 40);
  });
});

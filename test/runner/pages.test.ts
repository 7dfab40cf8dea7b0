import { deepEqual, equal } from 'node:assert/strict';
import { type Page, readPage } from '../../src/runner/pages.ts';
import { utf16 } from '../support/utf16.ts';

function page(text: string, headers: Readonly<Record<string, string>> = next, address = list): Page {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { url: new URL(address), headers: { ...type, ...headers }, body: Buffer.from(text) };
}

const list = 'https://api.procore.com/rest/x?page=1&per_page=2';
const next = {
  link: '<https://api.procore.com/rest/x?page=2&per_page=2>; rel="next"',
  total: '3',
  'per-page': '2',
};

describe('A page', () => {
  it('gives its rows with the digits of large ids as they came', () => {
    const read = readPage(page('[{"id":9007199254740993},{"id":2.50}]'));
    equal(read?.rows?.elements.toString(), '{"id":9007199254740993},{"id":2.50}');
    deepEqual(read?.report, { page: 1, perPage: 2, total: 3, hasNext: true, pagesRead: 1, rowsRead: 2 });
    deepEqual(read?.next, { per_page: '2', page: '2' });
  });

  for (const charset of ['utf-16le', 'utf-16be'] as const) {
    it(`in ${charset} gives its rows in UTF-8, short or long`, () => {
      for (const count of [2, 4000]) {
        const rows = Array.from({ length: count }, (_, id) => `{"id":${id},"city":"Zürich"}`).join(',');
        const { url, headers } = page('', { ...next, total: String(count) });
        const read = readPage({ url, headers, body: utf16(`[${rows}]`, charset) });
        equal(read?.rows?.elements.toString(), rows);
        equal(read?.rows?.count, count);
      }
    });
  }

  it('knows its rows by ids with all their digits, short or long', () => {
    const rows = '{"id":1},{"id":"b"},{"id":9007199254740993},{},7,{"id":90071992547409931111}';
    for (const text of [`[${rows}]`, `[${rows},"${'x'.repeat(200_000)}"]`]) {
      const ids = readPage(page(text))?.rows?.ids;
      deepEqual(ids, ['1', 'b', '9007199254740993', '90071992547409931111']);
    }
  });

  it('that goes on after its last row keeps the digits of that', () => {
    const read = readPage(page('{"data":[{"id":9007199254740993}],"pagination":{"has_more":true}}', {}));
    deepEqual(read?.next, { starting_after: '9007199254740993' });
  });

  it('of v2 has its rows under data', () =>
    equal(
      readPage(page('{"data" : [ {"id":"1"},{"id":"2"} ]}'))?.rows?.elements.toString(),
      '{"id":"1"},{"id":"2"}',
    ));

  it('of a list that pages in its body has them in its only array', () => {
    const address = 'https://api.procore.com/rest/v1.0/companies/1/planroom/bid_packages/2/documents';
    const text =
      '{"files":[{"id":1}],"pdm_pagination":{"current_page":1,"per_page":1,"total_count":1,"has_next_page":false}}';
    const read = readPage(page(text, {}, address));
    equal(read?.rows?.elements.toString(), '{"id":1}');
    equal(read?.report.total, 1);
  });

  it('of a list with a cursor is known by its end, however long it is', () => {
    const rows = JSON.stringify(Array.from({ length: 2000 }, (_, id) => ({ id: `${id}` })));
    const read = readPage(page(`{"data":${rows},"pagination":{"next_cursor":"x"}}`, {}));
    deepEqual(read?.next, { cursor: 'x' });
    equal(read?.rows?.count, 2000);
  });

  for (const [claim, wrap, address] of [
    ['of v1', (rows: string) => ` ${rows}\n`, list],
    ['of v2', (rows: string) => `{"data" : ${rows}, "other":[{"data":[1]}]}`, list],
    ['with a cursor', (rows: string) => `{"data":${rows},"pagination":{"next_cursor":"c"}}`, list],
    ['in groups', (rows: string) => `[{"group_title":"a","meetings":${rows}}]`, list],
  ] as const) {
    it(`that is long is read like a short one: ${claim}`, () => {
      const rows = Array.from({ length: 3000 }, (_, id) => ({
        id,
        text: `},{"[ \\" ${id} ]"`,
        in: [[1], {}],
      }));
      const short = readPage(page(wrap(JSON.stringify(rows.slice(-3), null, 1)), next, address));
      const long = readPage(page(wrap(JSON.stringify(rows, null, 1)), next, address));
      equal(long?.rows?.count, 3000);
      equal(long?.rows?.ids[2999] ?? '2999', '2999');
      deepEqual(long?.next, short?.next);
      equal(long?.report.hasNext, short?.report.hasNext);
      const joined: unknown = JSON.parse(`[${long?.rows?.elements}]`);
      const meetings = [{ group_title: 'a', meetings: rows }];
      deepEqual(joined, claim === 'in groups' ? meetings : rows);
    });

    it(`that is long and damaged is no list: ${claim}`, () => {
      const rows = JSON.stringify(Array.from({ length: 5000 }, (_, id) => ({ id, name: 'somebody' })));
      equal(readPage(page(wrap(rows).trim().slice(0, -1), next, address))?.rows, undefined);
      equal(readPage(page(wrap(rows.replace('"id":4000', '"id":4,000')), next, address))?.rows, undefined);
    });
  }

  it('without rows has none', () =>
    deepEqual(readPage(page('[ ]'))?.rows, { elements: Buffer.alloc(0), count: 0, ids: [] }));

  it('that is no list has no rows and no next page', () => {
    const read = readPage(page('<html>'));
    equal(read?.rows, undefined);
    equal(read?.next, undefined);
  });

  it('is read behind a byte order mark, short or long', () => {
    for (const count of [2, 20_000]) {
      const rows = JSON.stringify(Array.from({ length: count }, (_, id) => ({ id })));
      const read = readPage(page(`\ufeff${rows}`));
      equal(`[${read?.rows?.elements}]`, rows);
    }
  });

  describe('that says nothing of pages, after one that named it as its next', () => {
    const before = { page: 1, perPage: 2, total: null, hasNext: true, pagesRead: 1, rowsRead: 2 };
    const address = 'https://api.procore.com/rest/x?page=2&per_page=2';

    it('is the last', () => {
      const read = readPage(page('[{"id":3}]', {}, address), before);
      deepEqual(read?.report, {
        page: 2,
        perPage: 2,
        total: null,
        hasNext: false,
        pagesRead: 1,
        rowsRead: 1,
      });
      equal(read?.next, undefined);
      equal(read?.rows?.count, 1);
    });

    it('is not where rows of Total are still to come', () =>
      equal(readPage(page('[{"id":3}]', {}, address), { ...before, total: 9 }), undefined));

    it('is not where it is no list', () =>
      equal(readPage(page('{"message":"busy"}', {}, address), before), undefined));
  });

  it('is not seen in an answer that says nothing of pages', () =>
    equal(readPage(page('{"id":1}', {})), undefined));
});

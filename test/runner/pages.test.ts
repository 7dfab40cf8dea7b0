import { deepEqual, equal } from 'node:assert/strict';
import { firstPage, joinedRows, type Page, type PagesRead, withPage } from '../../src/runner/pages.ts';

function page(number: number, text: string, headers: Readonly<Record<string, string>>): Page {
  return { url: new URL(`https://api.procore.com/rest/x?page=${number}&per_page=2`), headers, text };
}

function read(pages: readonly Page[]): PagesRead | undefined {
  const [first, ...others] = pages;
  const start = first && firstPage(first);
  return start && others.reduce(withPage, start);
}

const link = (next: number) => ({
  link: `<https://api.procore.com/rest/x?page=${next}&per_page=2>; rel="next"`,
  total: '3',
  'per-page': '2',
});
const last = {
  link: '<https://api.procore.com/rest/x?page=1&per_page=2>; rel="first"',
  total: '3',
  'per-page': '2',
};

describe('pages', () => {
  it('become one array with the digits of large ids as they came', () => {
    const pages = read([
      page(1, '[{"id":9007199254740993},{"id":2.50}]', link(2)),
      page(2, '[{"id":3}]', last),
    ]);
    equal(pages && joinedRows(pages), '[{"id":9007199254740993},{"id":2.50},{"id":3}]');
    deepEqual(pages?.report, { page: 2, perPage: 2, total: 3, hasNext: false, pagesRead: 2, rowsRead: 3 });
  });

  it('of v2 are taken from under data', () => {
    const pages = read([
      page(1, '{"data":[{"id":"1"},{"id":"2"}]}', link(2)),
      page(2, '{"data": [{"id":"3"}]}', last),
    ]);
    equal(pages && joinedRows(pages), '[{"id":"1"},{"id":"2"},{"id":"3"}]');
  });

  it('of a list that pages in its body are taken from its only array', () => {
    const pages = read([
      page(
        1,
        '{"bid_documents":[{"id":1}],"pdm_pagination":{"current_page":1,"per_page":1,"total_count":1,"has_next_page":false}}',
        {},
      ),
    ]);
    equal(pages && joinedRows(pages), '[{"id":1}]');
    equal(pages?.report.total, 1);
  });

  it('go on with the parameters of the request', () => {
    const first = firstPage({
      url: new URL('https://api.procore.com/rest/x?filters[status][]=open&per_page=2'),
      headers: { link: '<https://elsewhere.example/y?page=2&per_page=2>; rel="next"' },
      text: '[1,2]',
    });
    equal(first?.next?.origin, 'https://api.procore.com');
    equal(first?.next?.searchParams.get('filters[status][]'), 'open');
    equal(first?.next?.searchParams.get('page'), '2');
  });

  it('end where a server gives the same rows again', () => {
    const pages = read([page(1, '[1,2]', link(2)), page(2, '[1,2]', link(3))]);
    equal(pages?.next, undefined);
    equal(pages?.report.pagesRead, 1);
    equal(pages?.report.hasNext, true);
  });

  it('end where an answer is no list', () => {
    const pages = read([page(1, '[1,2]', link(2)), page(2, '<html>', link(3))]);
    equal(pages?.next, undefined);
    equal(pages && joinedRows(pages), '[1,2]');
  });

  it('are not seen in an answer that says nothing of pages', () => {
    equal(read([page(1, '{"id":1}', {})]), undefined);
  });
});

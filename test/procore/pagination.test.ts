import assert from 'node:assert/strict';
import { rowsOf } from '../../src/procore/listBody.ts';
import { laterPage, nextPage, pagesAhead, pageUrl, readPosition } from '../../src/procore/pagination.ts';

const list = 'https://api.procore.com/rest/v1.0/punch_items?project_id=14406';
const link = (page: number, rel: string, host = 'https://api.procore.com') =>
  `<${host}/rest/v1.0/punch_items?page=${page}&per_page=5>; rel="${rel}"`;
const position = (url: string, headers: Record<string, string | string[]>, rows?: number) =>
  readPosition(new URL(url), headers, { rows });
const next = (url: string, headers: Record<string, string | string[]>, rows?: number) => {
  const mark = nextPage(new URL(url), headers, { rows });
  return mark && pageUrl(new URL(url), mark).href;
};
/** Of a body that says itself how to go on. */
const marked = (url: string, value: unknown) => {
  const list = rowsOf(value);
  const body = { ...list, rows: list?.rows.length, last: list?.rows.at(-1) };
  return { position: readPosition(new URL(url), {}, body), mark: nextPage(new URL(url), {}, body) };
};

describe('Position in a list', () => {
  it('reads Link, Total and Per-Page with the page of the request', () => {
    assert.deepEqual(
      position(`${list}&page=3`, {
        link: `${link(2, 'prev')}, ${link(4, 'next')}`,
        total: '147',
        'per-page': '5',
      }),
      { page: 3, perPage: 5, total: 147, hasNext: true },
    );
  });

  const more: readonly [
    string,
    string,
    Record<string, string | string[]>,
    number | undefined,
    boolean | undefined,
  ][] = [
    [
      'a Link without next is the last page',
      `${list}&page=30`,
      { link: link(1, 'first'), total: '999' },
      5,
      false,
    ],
    ['a repeated Link header is one list', list, { link: [link(1, 'first'), link(2, 'next')] }, 5, true],
    ['an unquoted, upper case rel is read', list, { link: '<?page=2>; title="a, b"; REL=NEXT' }, 5, true],
    [
      'an address with commas is one address',
      list,
      { link: '<https://x/y?a=1,2&page=2>; rel=next' },
      5,
      true,
    ],
    ['a link to the same page ends the list', `${list}&page=2`, { link: link(2, 'next') }, 5, false],
    ['an empty page ends the list', list, { link: link(2, 'next') }, 0, false],
    ['an empty page ends no list that Total says goes on', list, { total: '47', 'per-page': '10' }, 0, true],
    ['without Link, Total tells', list, { total: '11', 'per-page': '10' }, 10, true],
    ['without Link, the last page by Total', `${list}&page=2`, { total: '20', 'per-page': '10' }, 10, false],
    ['without Link and Per-Page, fewer rows than Total', list, { total: '20' }, 10, true],
    ['Per-Page alone: a full page has a next', list, { 'per-page': '10' }, 10, true],
    ['Per-Page alone: a short page is the last', list, { 'per-page': '10' }, 9, false],
    ['no paging header: no list in pages', `${list}&per_page=10`, {}, 10, undefined],
    ['a Total that is no number is no Total', list, { total: 'many' }, 10, undefined],
  ];
  for (const [claim, url, headers, rows, hasNext] of more) {
    it(claim, () => assert.equal(position(url, headers, rows)?.hasNext, hasNext));
  }
});

describe('The next page', () => {
  it('keeps the address of the request as written and changes only page and per_page', () => {
    assert.equal(
      next('https://api.procore.com/rest/v1.0/rfis?filters[status][]=open&sort=-id&page=1&q=a+b#top', {
        link: link(2, 'next'),
      }),
      'https://api.procore.com/rest/v1.0/rfis?filters[status][]=open&sort=-id&q=a+b&per_page=5&page=2#top',
    );
  });

  it('keeps parameters that the link lacks and never follows the host of a link', () => {
    assert.equal(next(list, { link: link(2, 'next', 'https://evil.example') }), `${list}&per_page=5&page=2`);
  });

  it('counts on from the request where only Total tells', () => {
    assert.equal(next(`${list}&page=2`, { total: '50', 'per-page': '10' }), `${list}&per_page=10&page=3`);
  });

  it('is not there on the last page', () => assert.equal(next(list, { link: link(1, 'first') }), undefined));

  it('of a plan room list is asked with pdm_page', () => {
    const { position, mark } = marked(
      'https://api.procore.com/rest/v1.0/companies/1/planroom/bid_packages/2/documents?pdm_per_page=2',
      {
        files: [{}, {}],
        pdm_pagination: { current_page: 1, per_page: 2, total_count: 5, has_next_page: true },
      },
    );
    assert.deepEqual(position, { page: 1, perPage: 2, total: 5, hasNext: true });
    assert.deepEqual(mark, { pdm_page: '2' });
  });

  const instances = 'https://api.procore.com/rest/v2.0/companies/1/workflows/instances?cursor=abc&per_page=2';

  it('is asked with the cursor that the answer names', () => {
    const { position, mark } = marked(instances, {
      data: [{ id: '1' }, { id: '2' }],
      pagination: { next_cursor: 'd+f/==' },
    });
    assert.deepEqual(position, { page: null, perPage: null, total: null, hasNext: true });
    assert.equal(mark && pageUrl(new URL(instances), mark).search, '?per_page=2&cursor=d%2Bf%2F%3D%3D');
  });

  for (const [claim, body] of [
    ['a cursor of null', { data: [{}], pagination: { next_cursor: null } }],
    ['an empty cursor', { data: [{}], next_cursor: '' }],
    ['a cursor behind no rows', { data: [], pagination: { next_cursor: 'x' } }],
  ] as const) {
    it(`is not there after ${claim}`, () => {
      const { position, mark } = marked(instances, body);
      assert.equal(position?.hasNext, false);
      assert.equal(mark, undefined);
    });
  }

  it('of workforce planning begins after the last row', () => {
    const url =
      'https://api.procore.com/rest/v1.0/workforce-planning/v2/companies/1/notification-profiles?limit=2';
    const rows = [{ id: 'a' }, { id: 'b' }];
    assert.deepEqual(marked(url, { data: rows, pagination: { next_starting_after: 'b' } }).mark, {
      starting_after: 'b',
    });
    assert.deepEqual(marked(url, { data: rows, pagination: { has_more: true } }).mark, {
      starting_after: 'b',
    });
    assert.equal(marked(url, { data: rows, pagination: { has_more: false } }).mark, undefined);
  });

  describe('of webhook deliveries', () => {
    const url = 'https://api.procore.com/rest/v1.0/webhooks/hooks/7/deliveries';

    it('begins after the id of the last one', () =>
      assert.deepEqual(marked(`${url}?page_size=2`, [{ event_id: 5 }, { event_id: 6 }]).mark, {
        page_start: '6',
      }));

    it('is not there after a page that is not full', () => {
      assert.equal(marked(`${url}?page_size=3`, [{ event_id: 5 }, { event_id: 6 }]).position?.hasNext, false);
      assert.equal(marked(url, [{ event_id: 5 }]).position?.hasNext, false);
    });
  });
});

describe('The pages ahead', () => {
  const at = (page: number, total: number | null) => ({ page, perPage: 10, total, hasNext: true });

  it('are counted by Total', () => {
    assert.equal(pagesAhead(at(1, 95), { page: '2', per_page: '10' }), 9);
    assert.equal(pagesAhead(at(9, 95), { page: '10', per_page: '10' }), 1);
  });

  it('are not known without Total, by a cursor, or where the next page is not the next number', () => {
    assert.equal(pagesAhead(at(1, null), { page: '2' }), 0);
    assert.equal(pagesAhead(at(1, 95), { cursor: 'x' }), 0);
    assert.equal(pagesAhead(at(1, 95), { page: '3' }), 0);
    assert.equal(pagesAhead({ ...at(1, 95), hasNext: false }, undefined), 0);
  });

  it('are asked for by number', () =>
    assert.deepEqual(laterPage({ per_page: '10', page: '2' }, 3), { per_page: '10', page: '5' }));
});

describe('Rows of a body', () => {
  const bodies: readonly [string, unknown, number | undefined, string | undefined][] = [
    ['a bare array', [1, 2, 3], 3, 'array'],
    ['an empty array', [], 0, 'array'],
    ['a v2 envelope', { data: [{ id: '1' }] }, 1, 'data'],
    [
      'grouped meetings',
      [
        { group_title: 'a', meetings: [1, 2] },
        { group_title: 'b', meetings: [3] },
      ],
      3,
      'grouped',
    ],
    ['a show answer is no list', { id: 1 }, undefined, undefined],
    ['a v2 show answer is no list', { data: { id: '1' } }, undefined, undefined],
    ['a text is no list', 'rows', undefined, undefined],
    ['null is no list', null, undefined, undefined],
  ];
  for (const [claim, body, rows, form] of bodies) {
    it(claim, () => {
      assert.equal(rowsOf(body)?.rows.length, rows);
      assert.equal(rowsOf(body)?.form, form);
    });
  }
});

import assert from 'node:assert/strict';
import { nextPageUrl, readPosition, rowsOf } from '../../src/procore/pagination.ts';

const list = 'https://api.procore.com/rest/v1.0/punch_items?project_id=14406';
const link = (page: number, rel: string, host = 'https://api.procore.com') =>
  `<${host}/rest/v1.0/punch_items?page=${page}&per_page=5>; rel="${rel}"`;
const position = (url: string, headers: Record<string, string | string[]>, rows?: number) =>
  readPosition(new URL(url), headers, { rows });
const next = (url: string, headers: Record<string, string | string[]>, rows?: number) =>
  nextPageUrl(new URL(url), headers, { rows })?.href;

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
    const url = new URL('https://api.procore.com/rest/v1.0/companies/1/planroom/bid_packages/2/documents');
    const body = rowsOf({
      files: [{}, {}],
      pdm_pagination: { current_page: 1, per_page: 2, total_count: 5, has_next_page: true },
    });
    assert.deepEqual(readPosition(url, {}, { rows: 2, paging: body?.paging }), {
      page: 1,
      perPage: 2,
      total: 5,
      hasNext: true,
    });
    assert.equal(
      nextPageUrl(url, {}, { rows: 2, paging: body?.paging, form: 'planroom' })?.search,
      '?pdm_page=2',
    );
  });
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

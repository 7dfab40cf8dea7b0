import assert from 'node:assert/strict';
import { type LinkMode, paginationHeaders } from '../../src/simulator/pagination.ts';

const url = 'http://localhost/rest/v1.0/punch_items?project_id=1&filters[status][]=open&page=2&per_page=5';

/** `rel: query` of each link. */
function links(page: number, mode: LinkMode = 'full', total = 12): readonly string[] {
  const link = paginationHeaders({ page, perPage: 5, total }, url, mode)['link'] ?? '';
  return [...link.matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(
    ([, address = '', rel]) => `${rel}: ${decodeURIComponent(new URL(address).search)}`,
  );
}

const kept = '?project_id=1&filters[status][]=open&per_page=5&page=';

describe('page links', () => {
  it('in the middle lead everywhere and keep the other parameters', () => {
    assert.deepEqual(links(2), [`first: ${kept}1`, `prev: ${kept}1`, `last: ${kept}3`, `next: ${kept}3`]);
  });

  it('on page 1 have no first and prev', () => {
    assert.deepEqual(links(1), [`last: ${kept}3`, `next: ${kept}2`]);
  });

  it('on the last page have no next', () => {
    assert.deepEqual(links(3), [`first: ${kept}1`, `prev: ${kept}2`]);
  });

  it('beyond the end lead back', () => {
    assert.deepEqual(links(9), [`first: ${kept}1`, `prev: ${kept}3`]);
  });

  it('can drop the other parameters', () => {
    assert.deepEqual(links(1, 'drop-parameters'), ['last: ?per_page=5&page=3', 'next: ?per_page=5&page=2']);
  });

  it('are left out for a single page, or where they are switched off', () => {
    const counts = { total: '5', 'per-page': '5' };
    assert.deepEqual(paginationHeaders({ page: 1, perPage: 5, total: 5 }, url, 'full'), counts);
    assert.deepEqual(paginationHeaders({ page: 1, perPage: 5, total: 12 }, url, 'off'), {
      ...counts,
      total: '12',
    });
  });
});

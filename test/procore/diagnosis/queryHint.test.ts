import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { mayHaveQueryHint, queryHint } from '../../../src/procore/diagnosis/queryHint.ts';

const rfis = '/rest/v1.0/projects/310512/rfis';
const catalog = await loadBundledCatalog();

function answered(path: string, method = 'GET', status = 200) {
  const url = `https://sandbox.procore.com${path}`;
  return { request: { method, url }, environment: 'sandbox', response: { status } };
}

const hint = (path: string) => queryHint(answered(path), catalog);

describe('A query name that Procore may have ignored', () => {
  const near: readonly (readonly [string, string, string])[] = [
    [`${rfis}?filter[status]=open`, 'filter[status]', 'filters[status]'],
    [`${rfis}?filter%5Bstatus%5D=open`, 'filter[status]', 'filters[status]'],
    [`${rfis}?filters[statuss]=open`, 'filters[statuss]', 'filters[status]'],
    [`${rfis}?Filters[Status]=open`, 'Filters[Status]', 'filters[status]'],
    [`${rfis}?status=open`, 'status', 'filters[status]'],
    [`${rfis}?serch=roof`, 'serch', 'search'],
    [`${rfis}?filters[search]=roof`, 'filters[search]', 'search'],
    [`${rfis}?perpage=10`, 'perpage', 'per_page'],
    [`${rfis}?limit=10`, 'limit', 'per_page'],
    [`${rfis}?pageSize=10`, 'pageSize', 'per_page'],
    [`${rfis}?offset=20`, 'offset', 'page'],
    ['/rest/v1.1/projects?company_id=1&sort=nam', 'sort=nam', 'name'],
    [
      '/rest/v1.1/projects?company_id=1&view=compact&sort=name,-displayname',
      'sort=displayname',
      'display_name',
    ],
  ];
  for (const [path, said, meant] of near) {
    it(`is told with the near one: ${path}`, () => {
      const found = hint(path);
      assert.equal(found?.title, `${said} is not in the catalog: ${meant}?`);
      assert.ok(
        found.text.startsWith(`The catalog does not know ${said} here; it knows ${meant}. Procore ignores`),
      );
    });
  }

  it('is not called wrong where nothing is near: the catalog need not know all', () => {
    const found = hint(`${rfis}?colour=red`);
    assert.equal(found?.title, 'colour is not in the catalog');
    assert.equal(
      found.text,
      'The catalog does not know colour here. Procore ignores names that it does not know, so the answer may be unfiltered.',
    );
    assert.deepEqual(found.names, ['colour']);
  });

  it('says what the answer may be instead', () => {
    assert.match(hint(`${rfis}?perpage=9`)?.text ?? '', /may be another page than was asked for\.$/);
    assert.match(hint('/rest/v1.1/projects?company_id=1&sort=x')?.text ?? '', /may be in another order\.$/);
    assert.match(hint(`${rfis}?perpage=9&colour=red`)?.text ?? '', /may be as if they were not there\.$/);
    assert.equal(hint(`${rfis}?perpage=9&colour=red`)?.title, '2 names of the query are not in the catalog');
    assert.deepEqual(hint(`${rfis}?filter[id][]=1&filter[id][]=2`)?.names, ['filter[id][]']);
  });

  const silent = [
    rfis,
    `${rfis}?filters[status]=open&page=2&per_page=10&company_id=1&project_id=2`,
    `${rfis}?filters[status][]=open&filters[id][]=1`,
    `${rfis}?sort[attribute]=id&sort[direction]=asc`,
    '/rest/v1.1/projects?company_id=1&sort=-name',
    '/rest/v1.1/projects?company_id=1&filters[custom_fields][custom_field_1]=x',
    '/rest/v1.0/webhooks/hooks/1/deliveries?filter[status]=failing',
    '/rest/v1.0/webhooks/hooks/1/deliveries?filters[status]=failing',
    '/rest/v1.0/no/such/path?colour=red',
    '/status?colour=red',
  ];
  for (const path of silent) it(`is none in ${path}`, () => assert.equal(hint(path), undefined));

  it('is told of good answers of Procore to a GET only', () => {
    const path = `${rfis}?colour=red`;
    for (const other of [
      answered(path, 'POST'),
      answered(path, 'GET', 400),
      answered(path, 'GET', 302),
      { ...answered(path), environment: null },
      { ...answered(path), response: null },
      { ...answered(path), request: { method: 'GET', url: 'no address?' } },
    ])
      assert.equal(queryHint(other, catalog), undefined);
  });

  it('asks for the catalog only where a name is not taken by all', () => {
    assert.equal(mayHaveQueryHint(answered(`${rfis}?page=1&per_page=5`)), false);
    assert.equal(mayHaveQueryHint(answered(`${rfis}?colour=red`)), true);
  });

  it('is harmless text, whatever was sent', () => {
    const found = hint(`${rfis}?${encodeURIComponent(`a\n](command:x)\u202e${'y'.repeat(500)}`)}=1`);
    assert.ok(found !== undefined && !/[\n\u202e]/.test(found.title + found.text));
    assert.ok(found.title.length < 120);
  });
});

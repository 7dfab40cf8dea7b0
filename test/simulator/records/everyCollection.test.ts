import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Operation } from '../../../src/procore/catalog/catalog.ts';
import { createResources } from '../../../src/simulator/records/resource.ts';
import { type Caller, openRecords } from './call.ts';

function requestOf({ records }: Caller, operation: Operation, member?: readonly [string, string]): string {
  const { path, query } = records.exampleParameters(operation);
  const ids: Record<string, string> = { ...path, ...(member && { [member[0]]: member[1] }) };
  const filled = operation.path.replace(/\{([^}]+)\}/g, (_, name) => ids[name] ?? '');
  return `${operation.method} ${filled}?${new URLSearchParams(query)}`;
}

function restAfter(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : '';
}

describe('every collection', () => {
  it('shows in one version what it lists in the same version', async () => {
    const catalog = await loadBundledCatalog();
    const resources = createResources(catalog);
    const caller = await openRecords();
    let compared = 0;
    for (const operation of catalog.operations) {
      const { role, collection } = resources.of(operation);
      if (role !== 'list' || collection === 'meetings') continue;
      const show = catalog.operations.find(
        other => other.method === 'GET' && /^\/\{[^/]+\}$/.test(restAfter(other.path, operation.path)),
      );
      const member = show && resources.of(show).member;
      const fields = new Map(show?.result?.fields ?? []);
      if (show === undefined || member === undefined || fields.size === 0) continue;
      const [row] = caller.rows(requestOf(caller, operation));
      const id = row?.['id'];
      if (row === undefined || (typeof id !== 'number' && typeof id !== 'string')) continue;
      const shown = caller.row(requestOf(caller, show, [member, String(id)]));
      for (const [name, type] of operation.result?.fields ?? []) {
        if (fields.get(name) !== type || name.includes('%')) continue;
        assert.deepEqual(shown[name], row[name], `${name} of ${operation.path}`);
      }
      compared++;
    }
    assert.ok(compared > 250, `only ${compared} compared`);
  });

  it('is the same for the same seed, and other data for another', async () => {
    const catalog = await loadBundledCatalog();
    const [one, same, other] = await Promise.all([openRecords(), openRecords(), openRecords({ seed: 2 })]);
    const lists = catalog.operations.filter(
      operation => operation.method === 'GET' && operation.result?.type === 'array',
    );
    let different = 0;
    for (const operation of lists) {
      const request = requestOf(one, operation);
      const answered = JSON.stringify(one.answer(request));
      assert.equal(JSON.stringify(same.answer(request)), answered, request);
      if (JSON.stringify(other.answer(request)) !== answered) different++;
    }
    assert.ok(different > lists.length * 0.8);
  });
});

describe('every operation', () => {
  const bodies: readonly unknown[] = [
    undefined,
    null,
    [],
    'text',
    { data: [null, 1, { id: {} }] },
    { tools: [null, {}] },
    { folder: { parent_id: {} }, project: { name: {} }, rfi: [1] },
    JSON.parse('{"__proto__":{"a":1},"constructor":{"a":1}}'),
  ];
  const ids = ['0', '-1', 'abc', '99999999999999999999', '%00', 'constructor', '__proto__'];
  const queries = [
    'page=-1&per_page=1e9',
    'filters[id][]=&filters[created_at]=...&sort=-,,',
    'filters[__proto__]=1&sort=constructor,id&view=constructor',
    'cursor=zzz&page_start=abc&log_date=2026-13-45',
    'project_id=__proto__',
  ];

  it('answers or refuses bad input, and throws at none', async () => {
    const catalog = await loadBundledCatalog();
    const { records } = await openRecords({ rows: 20 });
    for (const [turn, operation] of catalog.operations.entries()) {
      if (!operation.path.startsWith('/rest/')) continue;
      const example = records.exampleParameters(operation).path;
      const path = operation.path.replace(/\{([^}]+)\}/g, (_, name) =>
        turn % 2 === 0 ? (example[name] ?? '') : (ids[(turn + name.length) % ids.length] ?? ''),
      );
      const match = catalog.find(operation.method, path);
      if (match === undefined) continue;
      const answer = records.answer({
        match,
        query: new URLSearchParams(queries[turn % queries.length]),
        body: bodies[turn % bodies.length],
        userId: turn % 3 === 0 ? 5 : (records.users[0]?.id ?? 0),
        companyId: turn % 5 === 0 ? 'nobody' : '4264807',
      });
      assert.doesNotThrow(() => JSON.stringify(answer));
    }
  });
});

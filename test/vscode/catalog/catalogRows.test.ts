import { deepEqual, equal, ok } from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import {
  type CatalogRow,
  foundRows,
  operationsOfTool,
  toolRows,
} from '../../../src/vscode/catalog/catalogRows.ts';

describe('The rows of the API catalog', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadBundledCatalog();
  });
  const said = (row: CatalogRow | undefined): string =>
    row === undefined
      ? ''
      : row.kind === 'operation'
        ? `${row.label} ${row.description} | ${row.detail}`
        : row.kind === 'tool'
          ? `${row.label} (${row.count})`
          : row.kind === 'heading'
            ? `# ${row.label}`
            : row.kind;

  it('are all tools by category, with all their operations', () => {
    const rows = toolRows(catalog);
    let count = 0;
    for (const row of rows) if (row.kind === 'tool') count += row.count;
    equal(count, catalog.operations.length);
    ok(rows.map(said).includes('# Project Management'));
    ok(rows.map(said).includes('RFI (37)'), rows.map(said).join('\n'));
    const labels = rows.flatMap(row => (row.kind === 'heading' ? [row.label] : []));
    equal(new Set(labels).size, labels.length);
  });

  it('are in a tool its operations by resource, the newest version of a path first', () => {
    const rows = operationsOfTool(catalog, 'Project Management/Punch List');
    const punchItems = rows.map(said).filter(text => / \/rest\/v[\d.]+\/punch_items \| /.test(text));
    deepEqual(punchItems.slice(0, 2), [
      'GET /rest/v1.1/punch_items | v1.1 · Punch List › punch-items',
      'GET /rest/v1.0/punch_items | v1.0 · Punch List › punch-items',
    ]);
    ok(rows.map(said).includes('# punch-items'));
  });

  it('are what is meant by the words, with version, method, path and tool', () => {
    equal(
      said(foundRows(catalog, 'create rfi', undefined)[0]),
      'POST /rest/v1.0/projects/{project_id}/rfis | v1.0 · RFI › rfis',
    );
  });

  it('are one that says so where the words mean nothing', () => {
    deepEqual(foundRows(catalog, 'qqqxyzzy', undefined).map(said), ['nothing']);
    deepEqual(foundRows(catalog, 'qqqxyzzy', 'Project Management/RFI').map(said), ['nothing']);
  });

  it('are only of the tool where one is chosen', () => {
    const rows = foundRows(catalog, 'list', 'Project Management/RFI');
    ok(rows.length > 0);
    ok(
      rows.every(row => row.kind === 'operation' && row.operation.tag.startsWith('Project Management/RFI/')),
    );
  });
});

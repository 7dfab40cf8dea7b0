import assert from 'node:assert/strict';
import { permissionHint } from '../../../../src/httpFile/features/hover/permission.ts';
import { loadBundledCatalog } from '../../../../src/procore/catalog/bundled.ts';

describe('The permission that a call wants', () => {
  it("names the tool as the document does, or as the project does, which may call RFI 'RFIs'", async () => {
    const { operations } = await loadBundledCatalog();
    const list = operations.find(
      ({ method, path }) => method === 'GET' && path === '/rest/v1.0/projects/{project_id}/rfis',
    );
    assert.ok(list);
    const rest = "(assumed; Procore's document does not say)";
    assert.equal(permissionHint(list), `usually Read Only or more on RFI ${rest}`);
    assert.equal(permissionHint(list, 'RFIs'), `usually Read Only or more on RFIs ${rest}`);
  });

  it("keeps the company's own names", async () => {
    const { operations } = await loadBundledCatalog();
    const admin = operations.find(({ tag }) => tag.startsWith('Company Admin/'));
    assert.ok(admin);
    assert.equal(permissionHint(admin, 'RFIs'), permissionHint(admin));
  });
});

import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { type Resource, resourcesOf } from '../../../src/procore/explorer/resources.ts';
import { targetOf } from '../../../src/procore/explorer/target.ts';
import { rowsOf } from '../../../src/procore/listBody.ts';
import { openSimulator, type SimulatorClient } from '../../simulator/client.ts';

const places = { companyId: '4264807', projectId: '310481', toolId: '126094' };

describe('The resources of the catalog, asked of the simulator', () => {
  let client: SimulatorClient;
  let resources: readonly Resource[];
  before(async () => {
    client = await openSimulator();
    resources = resourcesOf(await loadBundledCatalog()).filter(({ parent }) => parent === undefined);
  });

  it('lead from a list to each single record, whatever version the two have', async function () {
    this.timeout(60_000);
    const wrong: string[] = [];
    for (const { id, scope, list, show } of resources) {
      const place = scope === 'project' ? places : { ...places, projectId: undefined };
      const target = targetOf(list, place);
      const listed = await client.api(`GET ${target}`);
      if (listed.status !== 200) {
        wrong.push(`${id}: ${target} ${listed.status} ${listed.text.slice(0, 100)}`);
        continue;
      }
      const [first] = rowsOf(listed.json)?.rows ?? [];
      const recordId = typeof first === 'object' && first !== null ? Reflect.get(first, 'id') : undefined;
      if (show === undefined || recordId === undefined) continue;
      const one = targetOf(show, { ...place, recordId: String(recordId) });
      const shown = await client.api(`GET ${one}`);
      if (shown.status !== 200) wrong.push(`${id}: ${one} ${shown.status} ${shown.text.slice(0, 100)}`);
    }
    assert.deepEqual(wrong, []);
  });
});

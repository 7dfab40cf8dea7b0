import { equal } from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { resourcesOf } from '../../../src/procore/explorer/resources.ts';
import { targetOf } from '../../../src/procore/explorer/target.ts';

describe('The target of a resource', () => {
  it('has variables for the company and project in use, and everything else as text', async () => {
    const rfis = resourcesOf(await loadBundledCatalog()).find(({ id }) => id === 'project rfis');
    const replies = resourcesOf(await loadBundledCatalog()).find(
      ({ id }) => id === 'project rfis/{}/replies',
    );
    const places = { companyId: '1', projectId: '{{$procore.projectId}}' };
    equal(rfis && targetOf(rfis.list, places)?.includes('/projects/{{$procore.projectId}}/rfis'), true);
    const odd = replies && targetOf(replies.list, { ...places, above: ['{{$processEnv SECRET}}'] });
    equal(odd?.includes('{{$processEnv'), false);
  });
});

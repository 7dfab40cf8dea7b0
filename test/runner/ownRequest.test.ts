import { equal, ok, throws } from 'node:assert/strict';
import { builtInEnvironments } from '../../src/procore/environments.ts';
import { ownRequest } from '../../src/runner/ownRequest.ts';

describe('a request of our own', () => {
  const [environment] = builtInEnvironments;
  ok(environment);
  const place = { environment, environments: builtInEnvironments };

  it('is the first of its text, in no file, with one page', () => {
    const job = ownRequest('# @company 4264807\nGET /rest/v1.0/me\n', place);
    equal(job.request.method, 'GET');
    equal(job.fileName, null);
    equal(job.allPages, false);
    equal(job.environment, environment);
  });

  it('is never one that is not there', () => {
    throws(() => ownRequest('# nothing\n', place), RangeError);
  });
});

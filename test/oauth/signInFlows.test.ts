import assert from 'node:assert/strict';
import { signInFlowsFor } from '../../src/oauth/signInFlows.ts';

const cases = [
  ['desktop, Procore', true, false, 'loopback paste client-credentials access-token'],
  ['desktop, simulator', true, true, 'loopback paste client-credentials access-token'],
  ['browser or remote, Procore', false, false, 'paste client-credentials access-token'],
  ['browser on this machine, simulator', false, true, 'loopback paste client-credentials access-token'],
] as const;

describe('the ways to sign in', () => {
  for (const [where, browserIsHere, loginHostIsLoopback, ways] of cases)
    it(`${where}: ${ways}`, () => {
      const flows = signInFlowsFor({ browserIsHere, loginHostIsLoopback });
      assert.equal(flows.map(({ id }) => id).join(' '), ways);
    });
});

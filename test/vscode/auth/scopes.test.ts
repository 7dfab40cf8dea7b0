import assert from 'node:assert/strict';
import { environmentOfScopes, scopesOf } from '../../../src/vscode/auth/scopes.ts';

describe('scopes', () => {
  const cases: readonly (readonly [readonly string[], string | undefined])[] = [
    [['env:sandbox'], 'sandbox'],
    [['env:sandbox', 'env:sandbox'], 'sandbox'],
    [[], 'active'],
    [['env:sandbox', 'env:production'], undefined],
    [['env:'], undefined],
    [['read'], undefined],
    [['env:sandbox', 'read'], undefined],
  ];
  for (const [scopes, environment] of cases)
    it(`[${scopes}] ask for ${environment ?? 'nothing that exists'}`, () => {
      assert.equal(environmentOfScopes(scopes, 'active'), environment);
    });

  it('come back as they were asked for', () => {
    assert.equal(environmentOfScopes(scopesOf('monthly'), 'active'), 'monthly');
  });
});

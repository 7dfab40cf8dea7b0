import assert from 'node:assert/strict';
import { typedSecrets } from '../../src/runner/typedSecrets.ts';

describe('The secrets that a request holds', () => {
  const of = (authorization: string) =>
    typedSecrets({
      url: new URL('https://api.procore.com/rest/v1.0/me'),
      headers: [['authorization', authorization]],
      body: undefined,
    });

  it('are what follows the scheme, whatever it is', () => {
    assert.deepEqual(of('Bearer abc'), ['abc']);
    assert.deepEqual(of('abc'), ['abc']);
  });

  it('are not the name of a scheme that nothing follows, which would be masked in every explanation', () => {
    for (const alone of ['Bearer', 'bearer ', 'Basic', 'Token']) assert.deepEqual(of(alone), []);
  });
});

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

  for (const body of [
    'grant_type=authorization_code&code=c%2F1&code_verifier=v1&client_secret=s1&redirect_uri=x',
    '{"code":"c/1","code_verifier":"v1","client_secret":"s1","grant_type":"authorization_code"}',
  ]) {
    it(`are the code and its verifier of ${body.slice(0, 12)}...`, () => {
      const secrets = typedSecrets({ url: new URL('https://a.example/echo'), headers: [], body });
      for (const secret of ['c/1', 'v1', 's1']) assert.ok(secrets.includes(secret), secret);
      assert.ok(!secrets.includes('authorization_code'));
    });
  }

  it('are no codes of plain records', () => {
    const of = (body: string) => typedSecrets({ url: new URL('https://a.example/'), headers: [], body });
    assert.deepEqual(of('{"cost_code":{"code":"01-100"},"state":"open"}'), []);
    assert.deepEqual(of('code=01-100&state=open'), []);
  });

  it('are not the name of a scheme that nothing follows, which would be masked in every explanation', () => {
    for (const alone of ['Bearer', 'bearer ', 'Basic', 'Token']) assert.deepEqual(of(alone), []);
  });
});

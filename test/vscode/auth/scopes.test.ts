import assert from 'node:assert/strict';
import { readScopes, scopesOf, sessionsFor, storedScopesOf } from '../../../src/vscode/auth/scopes.ts';

describe('scopes', () => {
  const cases: readonly (readonly [readonly string[], string | undefined])[] = [
    [['env:sandbox'], 'sandbox'],
    [['env:sandbox', 'env:sandbox'], 'sandbox'],
    [[], 'active'],
    [['app:abc'], 'active abc'],
    [['env:sandbox', 'app:abc'], 'sandbox abc'],
    [['app:abc', 'env:sandbox'], 'sandbox abc'],
    [['app:abc', 'app:def'], undefined],
    [['env:sandbox', 'env:production'], undefined],
    [['env:'], undefined],
    [['read'], undefined],
    [['env:sandbox', 'read'], undefined],
  ];
  for (const [scopes, wanted] of cases)
    it(`[${scopes}] ask for ${wanted ?? 'nothing that exists'}`, () => {
      const read = readScopes(scopes, 'active');
      assert.equal(read && [read.environment, read.clientId ?? ''].join(' ').trim(), wanted);
    });

  it('come back as they were asked for', () => {
    assert.deepEqual(readScopes(scopesOf('monthly', 'abc'), 'active'), {
      environment: 'monthly',
      clientId: 'abc',
      asStored: false,
    });
  });

  it('of this extension ask for a session without renewing it', () => {
    assert.deepEqual(readScopes(storedScopesOf('monthly'), 'active'), {
      environment: 'monthly',
      clientId: undefined,
      asStored: true,
    });
    assert.equal(readScopes(['token:other'], 'active'), undefined);
  });
});

describe('the sessions for scopes', () => {
  const session = (name: string, environment: string, account: string, clientId?: string) => ({
    name,
    environment,
    clientId,
    account: { id: account },
  });
  const all = [
    session('ana a', 'sandbox', 'ana', 'a'),
    session('ana b', 'sandbox', 'ana', 'b'),
    session('sam b', 'sandbox', 'sam', 'b'),
    session('ana live', 'production', 'ana', 'a'),
    session('eva', 'sandbox', 'eva'),
  ];
  const names = (clientId: string | undefined, inUse?: string) =>
    sessionsFor(all, { environment: 'sandbox', clientId }, inUse).map(({ name }) => name);

  it('are one for each account', () => assert.deepEqual(names(undefined), ['ana a', 'sam b', 'eva']));
  it('are those of the app in use where there are several', () =>
    assert.deepEqual(names(undefined, 'b'), ['ana b', 'sam b', 'eva']));
  it('are those of the app alone that is asked for', () => assert.deepEqual(names('a', 'b'), ['ana a']));
});

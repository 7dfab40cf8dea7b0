import assert from 'node:assert/strict';
import { secretStore } from '../../../src/vscode/auth/secrets.ts';

/** An editor's secret storage, in memory; `keys` behaves as told. */
function storage(keys: 'lists' | 'throws' | 'absent') {
  const values = new Map<string, string>();
  const listeners = new Set<(event: { readonly key: string }) => void>();
  const store = {
    values,
    get: async (key: string) => values.get(key),
    async store(key: string, value: string) {
      values.set(key, value);
      for (const listener of listeners) listener({ key });
    },
    async delete(key: string) {
      values.delete(key);
    },
    keys: async (): Promise<string[]> => {
      if (keys === 'throws') throw new Error('not here');
      return [...values.keys()];
    },
    onDidChange(listener: (event: { readonly key: string }) => void) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  if (keys === 'absent') Reflect.deleteProperty(store, 'keys');
  return store;
}

describe('the secret store of the editor', () => {
  for (const keys of ['lists', 'throws', 'absent'] as const)
    it(`knows its own keys where keys() ${keys}`, async () => {
      const editor = storage(keys);
      const sessions = secretStore(editor, 'procore.session.', () => undefined);
      await editor.store('procore.client.sandbox', 'x');
      await Promise.all(['a', 'b', 'c'].map(key => sessions.set(key, `value of ${key}`)));
      assert.deepEqual([...(await sessions.keys())].sort(), ['a', 'b', 'c']);
      assert.equal(await sessions.get('b'), 'value of b');
      assert.equal(editor.values.get('procore.session.b'), 'value of b');
    });

  it('tells of its own keys only', async () => {
    const editor = storage('lists');
    const told: string[] = [];
    const stop = secretStore(editor, 'procore.session.', () => undefined).onDidChange(key => told.push(key));
    await editor.store('procore.session.a', 'x');
    await editor.store('procore.client.sandbox', 'x');
    stop();
    await editor.store('procore.session.b', 'x');
    assert.deepEqual(told, ['a']);
  });

  it('survives an index that is not readable', async () => {
    const editor = storage('absent');
    editor.values.set('procore.keys', '{');
    const sessions = secretStore(editor, 'procore.session.', () => undefined);
    assert.deepEqual(await sessions.keys(), []);
    await sessions.set('a', 'x');
    assert.deepEqual(await sessions.keys(), ['a']);
  });

  it('says what to do where the keyring refuses', async () => {
    const editor = { ...storage('lists'), store: () => Promise.reject(new Error('no keyring')) };
    const sessions = secretStore(editor, 'procore.session.', () => undefined);
    await assert.rejects(sessions.set('a', 't0ken'), { message: /keyring.*sign in again/ });
  });
});

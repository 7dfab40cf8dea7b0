import type * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import type { SecretStore } from '../../oauth/secretStore.ts';
import { secretKey } from '../storageKeys.ts';

/** The keys of SecretStorage that start with `prefix`, without it. */
export function secretStore(
  storage: vscode.SecretStorage,
  prefix: string,
  log: (line: string) => void,
): SecretStore {
  let indexing: Promise<void> = Promise.resolve();

  async function index(): Promise<readonly string[]> {
    const text = await storage.get(secretKey.index);
    return text === undefined ? [] : textsIn(text);
  }

  function addToIndex(key: string): Promise<void> {
    const added = indexing.then(async () => {
      const known = await index();
      if (!known.includes(key)) await storage.store(secretKey.index, JSON.stringify([...known, key]));
    });
    indexing = added.catch(() => undefined);
    return added;
  }

  return {
    async get(key) {
      return storage.get(prefix + key);
    },
    async set(key, value) {
      try {
        await storage.store(prefix + key, value);
        await addToIndex(prefix + key);
      } catch {
        throw new OAuthError(
          'credentials-missing',
          'The editor could not store the session in its secret storage. Check that a keyring is available on this machine, and sign in again.',
        );
      }
    },
    async delete(key) {
      await storage.delete(prefix + key);
    },
    async keys() {
      const [indexed, listed] = await Promise.all([index(), listKeys(storage, log)]);
      const own = [...indexed, ...listed].filter(key => key.startsWith(prefix));
      return [...new Set(own)].map(key => key.slice(prefix.length));
    },
    onDidChange(listener) {
      const subscription = storage.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) listener(key.slice(prefix.length));
      });
      return () => subscription.dispose();
    },
  };
}

/** Editors built on older code lack `keys`, and a browser's storage may throw. */
async function listKeys(
  storage: Partial<Pick<vscode.SecretStorage, 'keys'>>,
  log: (line: string) => void,
): Promise<readonly string[]> {
  try {
    return (await storage.keys?.()) ?? [];
  } catch {
    log('This editor cannot list its secrets; the index is used alone.');
    return [];
  }
}

/** Every secret that this extension has stored, whatever it is. */
export async function deleteAllSecrets(storage: vscode.SecretStorage): Promise<void> {
  const index = await storage.get(secretKey.index);
  const listed = await listKeys(storage, () => undefined);
  const all = new Set([...(index === undefined ? [] : textsIn(index)), ...listed, secretKey.index]);
  for (const key of all) await storage.delete(key);
}

function textsIn(json: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

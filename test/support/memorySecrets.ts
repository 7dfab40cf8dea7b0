/** Secrets in memory, with the face of the session store's `SecretStore`. */
export function memorySecrets(initial: Readonly<Record<string, string>> = {}) {
  const values = new Map(Object.entries(initial));
  const listeners = new Set<(key: string) => void>();
  const notify = (key: string) => {
    for (const listener of listeners) listener(key);
  };
  return {
    values,
    get: async (key: string): Promise<string | undefined> => values.get(key),
    set: async (key: string, value: string): Promise<void> => {
      values.set(key, value);
      notify(key);
    },
    delete: async (key: string): Promise<void> => {
      values.delete(key);
      notify(key);
    },
    keys: async (): Promise<readonly string[]> => [...values.keys()],
    onDidChange(listener: (key: string) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

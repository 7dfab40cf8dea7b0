/** Where secrets are kept: the editor's SecretStorage, or memory in tests. */
export interface SecretStore {
  /** `undefined`: none of that key, or it could not be decrypted. */
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
  /** A hint that a secret may have changed, here or in another window; re-read to know. */
  onDidChange(listener: (key: string) => void): () => void;
}

import type { SecretStore } from './secretStore.ts';
import { decodeSession, encodeSession, type SessionRecord } from './sessionRecord.ts';

/** Session records in a secret store, one secret each. */
export interface SessionStore {
  /** `undefined`: no such record, or one that is not readable here (logged, never thrown, never deleted). */
  read(id: string): Promise<SessionRecord | undefined>;
  readAll(): Promise<readonly SessionRecord[]>;
  write(record: SessionRecord): Promise<void>;
  delete(id: string): Promise<void>;
}

/** A view of the store that keeps nothing itself. */
export function createSessionStore(secrets: SecretStore, log: (line: string) => void): SessionStore {
  async function read(id: string): Promise<SessionRecord | undefined> {
    const text = await secrets.get(id);
    if (text === undefined) return undefined;
    const record = decodeSession(id, text);
    if (typeof record !== 'string') return record;
    log(
      record === 'newer'
        ? `Session ${id} was stored by a newer version of this extension and is left alone.`
        : `Session ${id} is not readable and is left alone.`,
    );
    return undefined;
  }

  return {
    read,
    async readAll() {
      const records = await Promise.all((await secrets.keys()).map(read));
      return records.filter(record => record !== undefined);
    },
    write: record => secrets.set(record.id, encodeSession(record)),
    delete: id => secrets.delete(id),
  };
}

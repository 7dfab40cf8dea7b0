import type { SecretStore } from './secretStore.ts';
import { decodeSession, encodeSession, type SessionRecord } from './sessionRecord.ts';

/** Session records in a secret store, one secret each. */
export interface SessionStore {
  /** `undefined`: no such record, or one that is not readable here (logged, never thrown, never deleted). */
  read(id: string): Promise<SessionRecord | undefined>;
  readAll(): Promise<readonly SessionRecord[]>;
  /**
   * Reads, lets `next` compare, and writes what it gives; nobody in this process comes between. `undefined`
   * from `next` leaves the record. Resolves to the record as it then is.
   */
  update(
    id: string,
    next: (current: SessionRecord | undefined) => SessionRecord | undefined,
  ): Promise<SessionRecord | undefined>;
  delete(id: string): Promise<void>;
}

/** A view of the store that keeps nothing itself. */
export function createSessionStore(secrets: SecretStore, log: (line: string) => void): SessionStore {
  const turns = new Map<string, Promise<unknown>>();

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

  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(id) ?? Promise.resolve()).then(work, work);
    const settled = mine.catch(() => undefined);
    turns.set(id, settled);
    settled.then(() => {
      if (turns.get(id) === settled) turns.delete(id);
    });
    return mine;
  }

  return {
    read,
    async readAll() {
      const records = await Promise.all((await secrets.keys()).map(read));
      return records.filter(record => record !== undefined);
    },
    update: (id, next) =>
      inTurn(id, async () => {
        const current = await read(id);
        const updated = next(current);
        if (updated === undefined) return current;
        await secrets.set(id, encodeSession(updated));
        return updated;
      }),
    delete: id => inTurn(id, () => secrets.delete(id)),
  };
}

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStore } from '../../src/oauth/secretStore.ts';

/**
 * A secret store as an editor's window has one: reads come from a copy in the window, a write is in that
 * copy at once, reaches the shared storage (a folder) after 100 ms and the other windows after 100 more. A
 * process that dies in between takes its write along. No two writes are compared: the last one wins.
 */
export function spreadingSecrets(
  folder: string,
  told: { readonly pending: (key: string) => void; readonly flushed: (key: string) => void },
): SecretStore & { stop(): void } {
  mkdirSync(folder, { recursive: true });
  const copy = new Map<string, string>();
  const stamps = new Map<string, bigint>();
  const pending = new Map<string, NodeJS.Timeout>();
  const listeners = new Set<(key: string) => void>();
  const pathOf = (key: string) => join(folder, encodeURIComponent(key));
  const notify = (key: string) => {
    for (const listener of [...listeners]) listener(key);
  };

  function changed(): readonly string[] {
    const names = readdirSync(folder).filter(name => !name.endsWith('.part'));
    const gone = [...stamps.keys()].filter(key => !names.includes(encodeURIComponent(key)));
    for (const key of gone) stamps.delete(key);
    const fresh = names.map(decodeURIComponent).filter(key => {
      const stamp = quietly(() => statSync(pathOf(key), { bigint: true }).mtimeNs);
      if (stamp === undefined || stamps.get(key) === stamp) return false;
      stamps.set(key, stamp);
      return true;
    });
    return [...gone, ...fresh];
  }

  function adopt(key: string): void {
    if (pending.has(key)) return;
    const text = quietly(() => readFileSync(pathOf(key), 'utf8'));
    if (text === undefined) copy.delete(key);
    else copy.set(key, text);
    notify(key);
  }

  function flushLater(key: string): void {
    clearTimeout(pending.get(key));
    told.pending(key);
    const flush = () => {
      pending.delete(key);
      const text = copy.get(key);
      if (text === undefined) rmSync(pathOf(key), { force: true });
      else {
        const part = `${pathOf(key)}.${process.pid}.part`;
        writeFileSync(part, text);
        renameSync(part, pathOf(key));
      }
      told.flushed(key);
    };
    pending.set(key, setTimeout(flush, 100));
  }

  changed().forEach(adopt);
  const watching = setInterval(() => {
    const keys = changed();
    if (keys.length > 0) setTimeout(() => keys.forEach(adopt), 100);
  }, 20);

  return {
    get: async key => copy.get(key),
    async set(key, value) {
      copy.set(key, value);
      flushLater(key);
      notify(key);
    },
    async delete(key) {
      copy.delete(key);
      flushLater(key);
      notify(key);
    },
    keys: async () => [...copy.keys()],
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => clearInterval(watching),
  };
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

import type { Page } from 'playwright-core';

interface Opening {
  onsuccess: () => void;
  onerror: () => void;
  readonly result: {
    readonly objectStoreNames: { contains(name: string): boolean };
    transaction(name: string): { objectStore(name: string): { get(key: string): Reading } };
    close(): void;
  };
}

interface Reading {
  onsuccess: () => void;
  onerror: () => void;
  readonly result: unknown;
}

interface Databases {
  databases(): Promise<readonly { readonly name?: string }[]>;
  open(name: string): Opening;
}

/**
 * Resolves when a browser-hosted editor has saved that the extension may use that account. It remembers so for
 * itself at once and writes it down a tenth of a second later, or more when it is busy: whoever loads the page
 * again in between is asked again whether the extension may sign in.
 */
export async function accessAtRest(page: Page, account: string): Promise<void> {
  await page.waitForFunction(
    async key => {
      const { indexedDB } = globalThis as unknown as { indexedDB: Databases };
      const read = (name: string) =>
        new Promise<unknown>(resolve => {
          const opening = indexedDB.open(name);
          const end = (value: unknown) => {
            opening.result.close();
            resolve(value);
          };
          opening.onerror = () => resolve(undefined);
          opening.onsuccess = () => {
            if (!opening.result.objectStoreNames.contains('ItemTable')) return end(undefined);
            const reading = opening.result.transaction('ItemTable').objectStore('ItemTable').get(key);
            reading.onsuccess = () => end(reading.result);
            reading.onerror = () => end(undefined);
          };
        });
      for (const { name } of await indexedDB.databases())
        if (name?.startsWith('vscode-web-state-db-global') && typeof (await read(name)) === 'string')
          return true;
      return false;
    },
    `procore-${account}`,
    { polling: 100 },
  );
}

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

/** Where a browser-hosted editor keeps whose account an extension uses, for each workspace and for all of them. */
const chosenAccount = 'procore-workbench.procore-workbench-procore';

/**
 * Resolves when a browser-hosted editor has saved that the extension may use that account, and that it is the one
 * to use. It remembers so for itself at once and writes it down a tenth of a second later, or more when it is busy,
 * and what is of the workspace by itself: whoever loads the page again in between is asked again whether the
 * extension may sign in, because the account is not allowed yet or still that of somebody who has signed out.
 */
export async function accessAtRest(page: Page, account: string): Promise<void> {
  await page.waitForFunction(
    async ({ wanted, allowed, chosen }) => {
      const { indexedDB } = globalThis as unknown as { indexedDB: Databases };
      const read = (name: string, key: string) =>
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
      let isAllowed = false;
      for (const { name } of await indexedDB.databases()) {
        if (!name?.startsWith('vscode-web-state-db')) continue;
        if (typeof (await read(name, allowed)) === 'string') isAllowed = true;
        const found = await read(name, chosen);
        if (found !== undefined && found !== wanted) return false;
      }
      return isAllowed;
    },
    { wanted: account, allowed: `procore-${account}`, chosen: chosenAccount },
    { polling: 100 },
  );
}

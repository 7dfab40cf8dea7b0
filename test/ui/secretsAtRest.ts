import type { BrowserContext, Page } from 'playwright-core';

/** How many times the workbench has begun to seal its secrets, and how many of them it has saved. */
interface Seals {
  begun: number;
  saved: number;
}

/**
 * A browser-hosted editor says that a secret is stored before it is: it seals all of them, which takes a while on
 * a busy machine, and saves them then. Whoever loads the page again in between has lost them. This counts, from
 * the next page on.
 */
export async function countSeals(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seals: Seals = { begun: 0, saved: 0 };
    Object.assign(globalThis, { procoreSeals: seals });
    const { subtle } = crypto;
    const generateKey = subtle.generateKey.bind(subtle) as (...parameters: unknown[]) => Promise<unknown>;
    Object.assign(subtle, {
      generateKey(...parameters: unknown[]) {
        seals.begun += 1;
        return generateKey(...parameters);
      },
    });
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (this: Storage, key: string, value: string) {
      setItem.call(this, key, value);
      if (key === 'secrets.provider') seals.saved += 1;
    };
  });
}

/** Resolves when every secret that was stored so far is saved. */
export async function secretsAtRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { procoreSeals } = globalThis as { procoreSeals?: Seals };
    return procoreSeals === undefined || procoreSeals.begun === procoreSeals.saved;
  });
}

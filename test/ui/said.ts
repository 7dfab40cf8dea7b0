import type { BrowserContext, Page } from 'playwright-core';

interface Part {
  readonly textContent: string | null;
  readonly parentElement: Part | null;
  closest?(selector: string): Part | null;
}

interface Change {
  readonly target: Part;
  readonly addedNodes: Iterable<Part>;
}

interface Listening {
  readonly document: object;
  readonly MutationObserver: new (
    heard: (changes: readonly Change[]) => void,
  ) => { observe(target: object, what: object): void };
  procoreSaid?: string[];
}

/** Keeps what the status bar says, from the next page on: it takes its messages back after some seconds. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = globalThis as unknown as Listening;
    const said: string[] = [];
    page.procoreSaid = said;
    const inStatusBar = (part: Part) =>
      (part.closest === undefined ? part.parentElement : part)?.closest?.('.part.statusbar') ?? null;
    const observer = new page.MutationObserver(changes => {
      for (const { target, addedNodes } of changes) {
        if (inStatusBar(target) === null) continue;
        const added = [...addedNodes];
        for (const part of added.length > 0 ? added : [target]) said.push(part.textContent ?? '');
      }
    });
    observer.observe(page.document, { childList: true, subtree: true, characterData: true });
  });
}

/** Resolves when the status bar has said that since the last time it was asked for, and says it no longer. */
export async function said(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    wanted => {
      const { procoreSaid: heard = [] } = globalThis as unknown as Listening;
      const at = heard.findIndex(each => each.includes(wanted));
      heard.splice(0, at + 1);
      return at >= 0;
    },
    text,
    { polling: 100 },
  );
  // While it stands there, the same said again would change nothing that could be heard.
  await page.locator('.part.statusbar', { hasText: text }).waitFor({ state: 'hidden' });
}

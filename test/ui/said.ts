import type { BrowserContext, Page } from 'playwright-core';

type Heard = typeof globalThis & { procoreSaid?: string[] };

/** Keeps what the status bar says, from the next page on: it takes its messages back after some seconds. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const said: string[] = [];
    Object.assign(globalThis, { procoreSaid: said });
    const page = globalThis as unknown as {
      readonly document: object;
      readonly MutationObserver: new (
        heard: (changes: readonly { readonly target: Target }[]) => void,
      ) => { observe(target: object, what: object): void };
    };
    interface Target {
      readonly textContent: string | null;
      readonly parentElement: Target | null;
      closest?(selector: string): Target | null;
    }
    const observer = new page.MutationObserver(changes => {
      for (const { target } of changes) {
        const element = target.closest === undefined ? target.parentElement : target;
        const item = element?.closest?.('.statusbar-item');
        if (item) said.push(item.textContent ?? '');
      }
    });
    observer.observe(page.document, { childList: true, subtree: true, characterData: true });
  });
}

/** Resolves when the status bar has said that since the last time it was asked for. */
export async function said(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    wanted => {
      const { procoreSaid: heard = [] } = globalThis as Heard;
      const at = heard.findIndex(each => each.includes(wanted));
      heard.splice(0, at + 1);
      return at >= 0;
    },
    text,
    { polling: 100 },
  );
}

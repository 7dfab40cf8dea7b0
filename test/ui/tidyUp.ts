import type { BrowserContext, Locator, Page } from 'playwright-core';

/**
 * Puts away what lies above the editors of every page of the workbench, and closes every page that is none.
 * The answer says what that was: something that a test did not wait for, or that nobody has answered.
 */
export async function tidyUp(
  context: BrowserContext,
  isWorkbench: (page: Page) => boolean,
): Promise<string[]> {
  const left: string[] = [];
  for (const page of context.pages()) {
    if (isWorkbench(page)) {
      left.push(...(await putAwayAll(page)));
      continue;
    }
    left.push(`page ${page.url().split('?')[0]}`);
    await page.close();
  }
  return left;
}

async function putAwayAll(page: Page): Promise<string[]> {
  const shown = (selector: string) => page.locator(selector).filter({ visible: true }).first();
  const left: string[] = [];
  const dialog = shown('.monaco-dialog-box');
  const menu = shown('.monaco-menu');
  const quickInput = shown('.quick-input-widget');
  for (let round = 0; round < 10; round += 1) {
    if (await dialog.isVisible()) {
      left.push(`dialog "${await textOf(dialog)}"`);
      await putAway(dialog, () => dialog.press('Escape', { timeout: pause }));
    } else if (await menu.isVisible()) {
      left.push(`menu "${await textOf(menu)}"`);
      await putAway(menu, () => page.keyboard.press('Escape'));
    } else if (await quickInput.isVisible()) {
      left.push(`quick input "${await textOf(quickInput)}"`);
      await putAway(quickInput, () =>
        quickInput.locator('input').first().press('Escape', { timeout: pause }),
      );
    } else return left;
  }
  throw new Error(`The workbench does not come to rest: ${left.join(', ')}`);
}

/** Between two looks, in milliseconds. */
const pause = 2000;

async function putAway(part: Locator, press: () => Promise<void>): Promise<void> {
  // It may have gone by itself meanwhile: the next round sees what is there then.
  await press().catch(() => undefined);
  await part.waitFor({ state: 'hidden', timeout: pause }).catch(() => undefined);
}

async function textOf(part: Locator): Promise<string> {
  const text = await part.innerText({ timeout: pause }).catch(() => 'gone by itself');
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}

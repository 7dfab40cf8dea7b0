import { errors, type Locator, type Page } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';

/** Between two tries of a step that the workbench may drop while it is busy, in milliseconds. */
const pause = 3000;

const quickInput = (page: Page) => page.locator('.quick-input-widget');
const quickText = (page: Page) => quickInput(page).locator('input').first();

export const lensOf = (page: Page, text: string | RegExp): Locator =>
  page.locator('.codelens-decoration a', { hasText: text }).filter({ visible: true });

/** Its own icon: from here on the workbench knows the extension's manifest, commands included. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Procore API' }).waitFor();
}

/** A click on its icon hides what is there, and after a reload it may come back by itself between look and click. */
export async function showView(page: Page): Promise<void> {
  const shown = page.getByRole('button', { name: /^History/ }).first();
  for (const end = performance.now() + deadlines.step; ; ) {
    const isShown = await shown.waitFor({ timeout: pause }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
    if (performance.now() > end) throw new Error('The views of the extension do not come.');
    await page.getByRole('tab', { name: 'Procore API' }).click();
  }
}

/**
 * Clicks until that is shown, or gone, which the click is for: a workbench that is busy may drop one, and says
 * nothing of it. Only for clicks of which a second does no harm; `patience` is left to each, in milliseconds,
 * because one that is only slow is made slower by the next. What is not there yet is not gone: it is clicked first.
 */
export async function clickUntil(
  target: Locator,
  awaited: Locator,
  state: 'visible' | 'hidden' = 'visible',
  patience = pause * 5,
): Promise<void> {
  const came = () =>
    awaited.waitFor({ state, timeout: patience }).then(
      () => true,
      () => false,
    );
  let isClicked = false;
  for (const end = performance.now() + deadlines.step; ; ) {
    const refused = await tryClick(target);
    isClicked ||= refused === undefined;
    if (isClicked ? await came() : state === 'visible' && (await awaited.isVisible())) return;
    if (performance.now() > end)
      throw new Error(`The click on ${target} has no effect: ${awaited} is not ${state}.`, {
        cause: refused,
      });
  }
}

/**
 * One click; the answer is why it was not begun. The hover of what the mouse rests on, such as the row that was
 * clicked last, may lie above the target: then the mouse goes away, and the next click finds it.
 */
export async function tryClick(
  target: Locator,
  button: 'left' | 'right' = 'left',
): Promise<Error | undefined> {
  const refused = await refusalOf(target.click({ button, timeout: pause }));
  if (refused !== undefined) await target.page().mouse.move(640, 790);
  return refused;
}

/** Why a click was not begun. One that was begun may have been done, though Playwright gave it up then. */
async function refusalOf(clicking: Promise<void>): Promise<Error | undefined> {
  try {
    await clicking;
  } catch (error) {
    if (!String(error).includes('performing click action'))
      return error instanceof Error ? error : new Error(String(error));
  }
  return undefined;
}

/** Presses keys until that is shown, for what a busy workbench may drop as it does clicks. */
export async function keysUntil(page: Page, keys: string, shown: Locator): Promise<void> {
  await untilDone(page, async () => {
    await page.keyboard.press(keys);
    await shown.waitFor({ timeout: pause });
  });
}

/**
 * Tries a step again until it has come to its end: a workbench that is busy may close a quick input that has just
 * opened, because the focus comes late to where it was before. `attempt` must be of no consequence where it fails.
 */
async function untilDone(page: Page, attempt: () => Promise<void>): Promise<void> {
  const end = performance.now() + deadlines.step;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

export async function openFile(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await untilDone(page, async () => {
    await page.keyboard.press('Control+P');
    await quickText(page).fill(name, { timeout: pause });
    await quickInput(page).locator('.monaco-list-row.focused', { hasText: name }).waitFor({ timeout: pause });
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: pause });
  });
  // Its button in the title bar, not a lens: those of the last time are drawn before the extension is there.
  await page
    .getByRole('button', { name: /Send Request/ })
    .first()
    .waitFor();
}

export async function goToLine(page: Page, tab: string, line: number): Promise<void> {
  await page.getByRole('tab', { name: tab }).first().click();
  // Away from the tab, which would show its path in the pictures.
  await page.mouse.move(640, 790);
  await untilDone(page, async () => {
    await page.keyboard.press('Control+G');
    await quickText(page).fill(`:${line}`, { timeout: pause });
    await page.keyboard.press('Enter');
    await quickInput(page).waitFor({ state: 'hidden', timeout: pause });
    await page.getByRole('button', { name: `Ln ${line}, Col 1` }).waitFor({ timeout: pause });
  });
}

export async function pickEntry(page: Page, text: string): Promise<void> {
  const widget = quickInput(page);
  const row = widget.locator('.monaco-list-row', { hasText: text });
  await row.first().waitFor();
  await quickText(page).fill(text);
  await widget.locator('.monaco-list-row.focused', { hasText: text }).waitFor();
  await page.keyboard.press('Enter');
  await row.first().waitFor({ state: 'hidden' });
}

/** Typed first: the list shows only some of them, and those of high contrast come last. */
export async function chooseTheme(page: Page, theme: string): Promise<void> {
  await pickCommand(page, 'Preferences: Color Theme');
  const widget = quickInput(page);
  await widget.locator('.monaco-list-row').first().waitFor();
  await quickText(page).fill(theme);
  await widget.locator('.monaco-list-row.focused', { hasText: theme }).waitFor();
  await page.keyboard.press('Enter');
  await widget.waitFor({ state: 'hidden' });
}

/**
 * Rests the mouse on the beginning of that part until a hover with that text is shown; the answer is the hover.
 * Playwright's own hover would scroll the line, which is as wide as the longest one, to its middle. An editor that
 * is busy may not notice that the mouse rests.
 */
export async function hoverStart(page: Page, target: Locator, text: string): Promise<Locator> {
  const hover = page.locator('.monaco-hover', { hasText: text }).filter({ visible: true }).first();
  await target.waitFor();
  await untilDone(page, async () => {
    const box = await target.boundingBox({ timeout: pause });
    if (!box) throw new Error('the line is not on the screen');
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.move(box.x + 12, box.y + box.height / 2, { steps: 4 });
    await hover.waitFor({ timeout: pause });
  });
  return hover;
}

/**
 * The palette lists what was known when it opened, and a workbench that has just been loaded does not know
 * every extension's commands yet: so it is opened again until the command is there. A click that was begun is
 * not repeated, since it may have been done.
 */
export async function pickCommand(page: Page, title: string): Promise<void> {
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.getByText(title, { exact: true }) })
    .first();
  // A page behind another one draws no frames, and Playwright waits for frames before it clicks.
  await page.bringToFront();
  await untilDone(page, async () => {
    await page.keyboard.press('F1');
    await quickText(page).fill(`>${title}`, { timeout: pause });
    await row.waitFor({ timeout: pause });
    const refused = await tryClick(row);
    if (refused) throw refused;
  });
  await row.waitFor({ state: 'hidden' });
}

/** Opens the menu of a row, again where the workbench did not know yet what is in it; the answer is that entry. */
export async function openMenu(page: Page, row: Locator, title: string): Promise<Locator> {
  const item = page.getByRole('menuitem', { name: title });
  await row.waitFor();
  await untilDone(page, async () => {
    const refused = await tryClick(row, 'right');
    if (refused) throw refused;
    await item.waitFor({ timeout: pause });
  });
  return item;
}

/**
 * A menu takes no click in the first tenth of a second after it was drawn, and says nothing of it; one that went
 * before it was clicked is opened again.
 */
export async function pickFromMenu(page: Page, row: Locator, title: string): Promise<void> {
  const item = page.getByRole('menuitem', { name: title });
  await untilDone(page, async () => {
    const refused = await tryClick(await openMenu(page, row, title));
    if (refused) throw refused;
  });
  for (const end = performance.now() + deadlines.step; ; ) {
    const isGone = await item.waitFor({ state: 'hidden', timeout: pause }).then(
      () => true,
      () => false,
    );
    if (isGone) return;
    if (performance.now() > end) throw new Error(`The menu does not take ${title}.`);
    // It may go meanwhile.
    await item.click({ timeout: pause }).catch(() => undefined);
  }
}

/**
 * A notification withdraws to the list of them after some seconds, which is opened then. It goes for good when
 * one of its buttons is pressed.
 */
export async function answer(page: Page, text: string, button: string): Promise<void> {
  const notifications = page.locator('.notification-list-item', { hasText: text }).filter({ visible: true });
  await untilDone(page, async () => {
    try {
      await notifications.first().waitFor({ timeout: pause });
    } catch {
      await pickCommand(page, 'Notifications: Show Notifications');
      await notifications.first().waitFor({ timeout: pause });
    }
    const pressed = await notifications
      .first()
      .getByRole('button', { name: button })
      .elementHandle({ timeout: pause });
    await pressed?.click({ timeout: pause });
    await pressed?.waitForElementState('hidden', { timeout: pause }).catch(error => {
      // Else the page is loaded again, which is what some buttons are for.
      if (error instanceof errors.TimeoutError) throw error;
    });
  });
}

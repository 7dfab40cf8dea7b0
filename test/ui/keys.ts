import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';
import type { PaneTitle } from './panes.ts';

/** Between two looks at what a key is to bring, in milliseconds. */
const pause = 3000;

/** What a person does who has no mouse. Nothing here clicks, hovers, or sets a focus that no key would set. */
export type Keys = Readonly<{
  /** Runs a command by its full title in the palette. */
  palette: (title: string) => Promise<void>;
  /** Takes that entry of the list that is open, or about to open. */
  pick: (text: string) => Promise<void>;
  openFile: (name: string) => Promise<void>;
  goToLine: (line: number) => Promise<void>;
  /** Brings the focus to the rows of that view. */
  toView: (title: PaneTitle) => Promise<void>;
  /** Walks to the row with that name for the ear, in the tree that has the focus. */
  toRow: (name: RegExp) => Promise<Locator>;
  /** Opens that row, until the other is below it. */
  open: (name: RegExp, child: RegExp) => Promise<void>;
  /** Takes that entry of the menu of the row that has the focus. */
  menu: (title: string) => Promise<void>;
  /** Presses keys, those of a chord parted by blanks, until that is shown, where pressing them again does no harm. */
  until: (keys: string, shown: Locator) => Promise<void>;
  /** Moves the focus on with Tab until that has it, and presses Enter. */
  enter: (target: Locator, page?: Page) => Promise<void>;
  /** Throws where a mouse was used on the page since `keysOf` was called. */
  usedNoMouse: () => Promise<void>;
}>;

interface Listening {
  readonly addEventListener: (name: string, heard: () => void, capture: boolean) => void;
  procoreMouse?: string[];
}

export async function keysOf(page: Page): Promise<Keys> {
  await page.evaluate(() => {
    const window = globalThis as unknown as Listening;
    const used: string[] = [];
    window.procoreMouse = used;
    for (const name of ['mousedown', 'click', 'contextmenu', 'wheel'])
      window.addEventListener(
        name,
        (event?: { detail?: number; button?: number }) => {
          // A click of the keyboard has no count of clicks.
          if (name === 'mousedown' || name === 'wheel' || (event?.detail ?? 0) > 0) used.push(name);
        },
        true,
      );
  });
  const { keyboard } = page;
  const widget = page.locator('.quick-input-widget');
  const entry = (text: string) => widget.locator('.monaco-list-row.focused', { hasText: text });

  /** Tries again what a busy workbench may drop; `attempt` must be of no consequence where it fails. */
  async function untilDone(attempt: () => Promise<void>): Promise<void> {
    for (const end = performance.now() + deadlines.step; ; ) {
      try {
        return await attempt();
      } catch (error) {
        if (performance.now() > end) throw error;
        await keyboard.press('Escape');
      }
    }
  }

  /** `patience`: less than a whole step where it is tried again. */
  async function type(text: string, patience: number = deadlines.step): Promise<void> {
    await widget.locator('input:focus').waitFor({ timeout: patience });
    await keyboard.press('Control+A');
    await keyboard.type(text);
  }

  async function take(text: string): Promise<void> {
    await entry(text).waitFor();
    const taken = await entry(text).elementHandle();
    await keyboard.press('Enter');
    // A list that follows at once is drawn into the rows of this one.
    await page.waitForFunction(
      ([row, said]) =>
        row === null || row.getClientRects().length === 0 || !(row.textContent ?? '').includes(said),
      [taken, text] as const,
      { polling: 100 },
    );
  }

  const focused = () => page.locator('.pane-body .monaco-list.element-focused .monaco-list-row.focused');

  async function toRow(name: RegExp): Promise<Locator> {
    const seen: string[] = [];
    for (const end = performance.now() + deadlines.step; ; ) {
      await keyboard.press('Home');
      for (let last = ''; ; ) {
        const label = (await focused().getAttribute('aria-label')) ?? '';
        if (name.test(label)) return focused();
        const at = (await focused().getAttribute('data-index')) ?? '';
        seen.push(label);
        // The last row keeps the focus.
        if (at === last) break;
        last = at;
        await keyboard.press('ArrowDown');
      }
      if (performance.now() > end)
        throw new Error(`No key leads to ${name}, only to ${seen.slice(-40).join(' | ')}`);
      await page.waitForTimeout(pause / 10);
    }
  }

  async function palette(title: string): Promise<void> {
    await untilDone(async () => {
      await keyboard.press('F1');
      await type(`>${title}`, pause);
      await entry(title).waitFor({ timeout: pause });
    });
    await take(title);
  }

  return {
    toRow,
    palette,
    toView: title =>
      // One that is drawn for the first time takes the focus before it has rows.
      untilDone(async () => {
        await palette(`Focus on ${title} View`);
        await keyboard.press('Home');
        await focused().waitFor({ timeout: pause });
      }),
    async pick(text) {
      await widget.locator('.monaco-list-row', { hasText: text }).first().waitFor();
      await type(text);
      await take(text);
    },
    async openFile(name) {
      await untilDone(async () => {
        await keyboard.press('Control+P');
        await type(name, pause);
        await entry(name).waitFor({ timeout: pause });
        await keyboard.press('Enter');
        await page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: pause });
      });
      await page
        .getByRole('button', { name: /Send Request/ })
        .first()
        .waitFor();
    },
    async goToLine(line) {
      await untilDone(async () => {
        await keyboard.press('Control+G');
        await type(`:${line}`, pause);
        await keyboard.press('Enter');
        await page.getByRole('button', { name: `Ln ${line}, Col 1` }).waitFor({ timeout: pause });
      });
    },
    async open(name, child) {
      for (const end = performance.now() + deadlines.step; ; ) {
        const row = await toRow(name);
        if ((await row.getAttribute('aria-expanded')) === 'false') await keyboard.press('ArrowRight');
        const came = await page
          .getByRole('treeitem', { name: child })
          .first()
          .waitFor({ timeout: pause })
          .then(
            () => true,
            () => false,
          );
        if (came) return;
        if (performance.now() > end) throw new Error(`${name} does not open: ${child} is not there.`);
      }
    },
    async menu(title) {
      const item = page.locator('.monaco-menu .action-item.focused', { hasText: title });
      await untilDone(async () => {
        await keyboard.press('Shift+F10');
        await page.locator('.monaco-menu .action-item').first().waitFor({ timeout: pause });
        const count = await page.locator('.monaco-menu .action-item').count();
        for (let step = 0; step < count && !(await item.isVisible()); step += 1)
          await keyboard.press('ArrowDown');
        await item.waitFor({ timeout: pause });
      });
      await keyboard.press('Enter');
      await item.waitFor({ state: 'hidden' });
    },
    until: (pressed, shown) =>
      untilDone(async () => {
        for (const chord of pressed.split(' ')) await keyboard.press(chord);
        await shown.waitFor({ timeout: pause });
      }),
    async enter(target, on = page) {
      await target.waitFor();
      for (let step = 0; step < 40; step += 1) {
        if (await target.evaluate(element => element.matches(':focus'))) return on.keyboard.press('Enter');
        await on.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to ${target}.`);
    },
    async usedNoMouse() {
      const used = await page.evaluate(
        () => (globalThis as unknown as Listening).procoreMouse ?? ['unknown'],
      );
      assert.deepEqual(used, []);
    },
  };
}

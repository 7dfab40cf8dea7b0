import type { Locator, Page } from 'playwright-core';
import { deadlines } from '../support/deadlines.ts';
import { tryClick } from './steps.ts';

/** Between two looks at a row or a view that is to open, in milliseconds. */
const pause = 3000;

const titles = ['Projects', 'Diagnostics', 'History', 'Webhooks'] as const;

/** A view of the extension, by its title. */
export type PaneTitle = (typeof titles)[number];

export type Pane = Readonly<{
  tree: () => Locator;
  /** The first row whose name for the ear is like that. */
  row: (name: RegExp) => Locator;
  /** The button with that name among those that the welcome text of a view or its title offers. */
  button: (name: string) => Locator;
  /** Folds the other views, and opens this one: rows that are out of sight are not drawn. The views are shown. */
  alone: () => Promise<void>;
  /** Opens a row until a row below it is shown. */
  open: (target: Locator, child: Locator) => Promise<void>;
  /** Closes a row that is open. */
  close: (target: Locator) => Promise<void>;
  /** Closes all rows of the view; `closed` is a row that is closed then. */
  collapse: (closed: Locator) => Promise<void>;
}>;

/** The steps in one view of a workbench. */
export function paneOf(opened: () => { page: Page }, title: PaneTitle): Pane {
  const header = (of: PaneTitle) =>
    opened()
      .page.locator('.pane-header')
      .filter({ has: opened().page.locator('h3.title', { hasText: new RegExp(`^${of}$`) }) })
      .first();
  const tree = () => opened().page.getByRole('tree', { name: new RegExp(title) });
  const button = (name: string) => opened().page.getByRole('button', { name, exact: true }).first();
  return {
    tree,
    row: name => tree().getByRole('treeitem', { name }).first(),
    button,
    alone: async () => {
      await expand(header(title), 'true');
      for (const other of titles) if (other !== title) await expand(header(other), 'false');
    },
    open: openRow,
    close: target => expand(target, 'false'),
    collapse: async closed => {
      for (const end = performance.now() + deadlines.step; ; ) {
        // Buttons of a title are drawn while the mouse is over it.
        await header(title).hover();
        await button('Collapse All').click();
        if (await comes(closed)) return;
        if (performance.now() > end) throw new Error(`The rows of ${title} do not close.`);
      }
    },
  };
}

/** Only what is closed is clicked, since a second click would close it again. */
async function openRow(target: Locator, child: Locator): Promise<void> {
  await target.waitFor();
  for (const end = performance.now() + deadlines.step; ; ) {
    if ((await target.getAttribute('aria-expanded')) === 'false') await tryClick(target);
    if (await comes(child)) return;
    if (performance.now() > end) throw new Error(`${target} does not open: ${child} is not there.`);
  }
}

/** Clicks a title or a row where it is not open or closed as it is to be, until it is. */
async function expand(target: Locator, expanded: 'true' | 'false'): Promise<void> {
  await target.waitFor();
  const done = target.and(target.page().locator(`[aria-expanded=${expanded}]`));
  for (const end = performance.now() + deadlines.step; ; ) {
    if ((await target.getAttribute('aria-expanded')) === expanded) return;
    await tryClick(target);
    if (await comes(done)) return;
    if (performance.now() > end) throw new Error(`${target} does not ${expanded ? 'open' : 'close'}.`);
  }
}

const comes = (awaited: Locator): Promise<boolean> =>
  awaited.waitFor({ timeout: pause }).then(
    () => true,
    () => false,
  );

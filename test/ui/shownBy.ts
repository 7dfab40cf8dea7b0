import type { Page } from 'playwright-core';

/** Parts of the workbench that say what it is doing, or what stands in the way of a click. */
const parts = {
  dialog: '.monaco-dialog-box',
  menu: '.monaco-menu',
  'quick input': '.quick-input-widget',
  notification: '.notification-list-item',
  hover: '.monaco-hover',
  tab: '.tabs-container .tab',
  lens: '.codelens-decoration',
  'selected row': '.monaco-list-row.selected',
  'view message': '.tree-explorer-viewlet-tree-view .message',
  status: '.statusbar-item',
} as const;

const longest = 600;

/** What a page shows, in lines of text for a failure: a log keeps no picture. */
export async function shownBy(page: Page): Promise<string> {
  const lines: string[] = [];
  for (const [part, selector] of Object.entries(parts))
    for (const text of await page.locator(selector).filter({ visible: true }).allInnerTexts())
      if (text.trim() !== '') lines.push(`  ${part}: ${oneLine(text)}`);
  const typed = page.locator('.quick-input-widget input[type=text]').filter({ visible: true });
  for (const input of await typed.all()) lines.push(`  typed: ${oneLine(await input.inputValue())}`);
  if (lines.length === 0) lines.push(`  ${oneLine(await page.locator('body').innerText())}`);
  return [`${oneLine(await page.title())} at ${page.url().split('?')[0]}`, ...lines].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, longest);
}

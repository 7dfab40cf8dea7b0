import type { Page } from 'playwright-core';

/** Milliseconds since 1970 when a line of an editor in the page first shows that text. */
export function untilText(page: Page, text: string): Promise<number> {
  return page.evaluate<number>(`(${untilTextInPage})(${JSON.stringify(text)})`);
}

// As text, since the page has names that the rest of the project does not. Editors draw blanks as no-break spaces.
const untilTextInPage = `wanted => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('the answer is not shown within a minute')), 60_000);
  const look = () => {
    const lines = [...document.querySelectorAll('.view-line')];
    if (lines.some(line => line.textContent.replaceAll('\\u00a0', ' ').includes(wanted))) resolve(Date.now());
    else requestAnimationFrame(look);
  };
  look();
})`;

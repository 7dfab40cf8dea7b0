import type { Page } from 'playwright-core';

/** Texts that a page shows: in a row of a tree or in the welcome of one without rows, of a lens, in the status bar. */
export interface ShownParts {
  readonly rows?: string;
  readonly lens?: string;
  readonly status?: string;
}

/** Milliseconds since 1970 when the page first shows all of them. */
export function untilShown(page: Page, wanted: ShownParts): Promise<number> {
  return page.evaluate<number>(`(${untilShownInPage})(${JSON.stringify(wanted)})`);
}

// As text, since the page has names that the rest of the project does not.
const untilShownInPage = `wanted => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('not shown within a minute: ' + JSON.stringify(wanted))), 60_000);
  const places = {
    rows: '.pane-body .monaco-list-row, .welcome-view-content p, .welcome-view .monaco-button',
    lens: '.codelens-decoration a',
    status: '.statusbar-item',
  };
  const shows = ([place, text]) =>
    [...document.querySelectorAll(places[place])].some(
      each => each.offsetParent !== null && each.textContent.replaceAll('\\u00a0', ' ').includes(text),
    );
  const look = () => {
    if (Object.entries(wanted).every(shows)) resolve(Date.now());
    else requestAnimationFrame(look);
  };
  look();
})`;

import type { Page } from 'playwright-core';

/** Texts that a page shows: of a row of a tree, of a lens, in the status bar, on a button of an empty view. */
export interface ShownParts {
  readonly row?: string;
  readonly lens?: string;
  readonly status?: string;
  readonly welcome?: string;
}

/** Milliseconds since 1970 when the page first shows all of them. */
export function untilShown(page: Page, wanted: ShownParts): Promise<number> {
  return page.evaluate<number>(`(${untilShownInPage})(${JSON.stringify(wanted)})`);
}

// As text, since the page has names that the rest of the project does not.
const untilShownInPage = `wanted => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('not shown within a minute: ' + JSON.stringify(wanted))), 60_000);
  const places = {
    row: '.pane-body .monaco-list-row',
    lens: '.codelens-decoration a',
    status: '.statusbar-item',
    welcome: '.welcome-view .monaco-button',
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

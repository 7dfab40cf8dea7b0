/** Reading so many lines takes no time that anybody notices. */
const fewLines = 5000;
/** In milliseconds: so long a large document opens. */
const openingMs = 1000;

/** Documents that were opened a moment ago, so that the window is still drawing their text and their lenses. */
export interface Openings {
  opened(document: object): void;
  /** Ends at once for a small document, or one that was opened before; for a large one when it has opened. */
  hasOpened(document: { readonly lineCount: number }): Promise<void>;
}

/** `now` counts milliseconds. Documents that were open before count as opened when this was made. */
export function createOpenings(
  now: () => number,
  wait: (milliseconds: number) => Promise<unknown>,
): Openings {
  const made = now();
  const openedAt = new WeakMap<object, number>();
  return {
    opened: document => void openedAt.set(document, now()),
    async hasOpened(document) {
      if (!isLarge(document)) return;
      const left = openingMs - (now() - (openedAt.get(document) ?? made));
      if (left > 0) await wait(left);
    },
  };
}

/** Whether reading it takes a turn of its own. */
export function isLarge({ lineCount }: { readonly lineCount: number }): boolean {
  return lineCount > fewLines;
}

/** Reading so many lines takes no time that anybody notices. */
const fewLines = 5000;
/** In milliseconds: so long a large document opens. */
const openingMs = 1000;
/** In milliseconds: so long the window draws the lenses of a large document, after it was given them. */
const drawingMs = 1500;

/** Documents that were opened a moment ago, so that the window is still drawing their text and their lenses. */
export interface Openings {
  opened(document: object): void;
  /** The window has the lenses of a document; what it is given later, after an edit, nobody waits for. */
  lensesGiven(document: object): void;
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
  const givenAt = new WeakMap<object, number>();

  function timeLeft(document: object): number {
    const given = givenAt.get(document);
    const opened = (openedAt.get(document) ?? made) + openingMs;
    return Math.max(opened, given === undefined ? 0 : given + drawingMs) - now();
  }

  return {
    opened(document) {
      openedAt.set(document, now());
      givenAt.delete(document);
    },
    lensesGiven(document) {
      if (!givenAt.has(document)) givenAt.set(document, now());
    },
    async hasOpened(document) {
      if (!isLarge(document)) return;
      // They may be given while this waits, and then it has a while to go.
      for (let left = timeLeft(document); left > 0; left = timeLeft(document)) await wait(left);
    },
  };
}

/** Whether reading it takes a turn of its own. */
export function isLarge({ lineCount }: { readonly lineCount: number }): boolean {
  return lineCount > fewLines;
}

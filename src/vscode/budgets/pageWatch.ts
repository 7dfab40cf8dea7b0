/** Does something after so many milliseconds; what it answers takes that back. */
export type Later = (milliseconds: number, act: () => void) => () => void;

/** Waits for the word of a page that it can take messages. */
export interface PageWatch {
  /** The page begins to load, by us or by the editor: its word is waited for from now on, as for the first time. */
  loading(): void;
  /** It has given its word. */
  answered(): void;
  /** Its word is wanted no longer: nobody sees it, or it is closed. */
  end(): void;
}

/**
 * A page that stays silent is loaded again, after each of these waits, in milliseconds; after the last it is left
 * as it is until it is shown anew. `loadAgain` gets the number of the attempt, from 2 on.
 */
export function watchPage(parts: {
  readonly loadAgain: (attempt: number) => void;
  readonly patience: readonly number[];
  readonly later: Later;
}): PageWatch {
  const { loadAgain, patience, later } = parts;
  let takeBack = () => {};

  function wait(attempt: number) {
    takeBack();
    const milliseconds = patience[attempt - 1];
    takeBack =
      milliseconds === undefined
        ? () => {}
        : later(milliseconds, () => {
            wait(attempt + 1);
            loadAgain(attempt + 1);
          });
  }

  const end = () => {
    takeBack();
    takeBack = () => {};
  };
  return { loading: () => wait(1), answered: end, end };
}

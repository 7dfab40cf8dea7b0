/** In milliseconds: longer than the editor waits after a change before it asks for lenses. */
const againMs = 600;

/** A change that is told at once, and once more when all is quiet. */
export interface Teller {
  tell(): void;
  dispose(): void;
}

/**
 * The editor gives up lenses that it is about to ask for when the cursor leaves the text, and then shows old ones
 * until somebody comes back; told a second time, it asks all the same. `after` runs `then` later, and gives what
 * calls it off.
 */
export function tellTwice(
  tell: () => void,
  after: (milliseconds: number, then: () => void) => () => void,
): Teller {
  let callOff: (() => void) | undefined;
  return {
    tell() {
      callOff?.();
      tell();
      callOff = after(againMs, () => {
        callOff = undefined;
        tell();
      });
    },
    dispose: () => callOff?.(),
  };
}

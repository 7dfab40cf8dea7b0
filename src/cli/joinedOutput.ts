/** Output that is written at once, and what comes within a moment of it together. */
export interface JoinedOutput {
  write(text: string): void;
  /** Writes what waits, before something else is said or the program ends. */
  flush(): void;
}

/** Calls `act` after a moment that nobody notices; a program that ends does not wait for it. */
export type Later = (act: () => void) => void;

const soon: Later = act => setTimeout(act, 10).unref();

/** More characters than this wait for nothing. */
const longest = 1 << 14;

/**
 * Writes at once, and what comes within a moment of that together: each piece by itself costs a system call, and
 * wakes its reader.
 */
export function createJoinedOutput(stdout: (text: string) => void, later: Later = soon): JoinedOutput {
  let waiting = '';
  /** Something was written a moment ago. */
  let resting = false;
  const flush = () => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    stdout(text);
    if (resting) return;
    resting = true;
    later(() => {
      resting = false;
      flush();
    });
  };
  return {
    flush,
    write(text) {
      waiting += text;
      if (!resting || waiting.length > longest) flush();
    },
  };
}
